package edge

import (
	"encoding/json"

	"sluice/pkg/chat"
	"sluice/pkg/surface/anthropic"
)

type modelList struct {
	Object string      `json:"object"`
	Data   []modelItem `json:"data"`
}

type modelItem struct {
	ID      string `json:"id"`
	Object  string `json:"object"`
	Created int64  `json:"created"`
	OwnedBy string `json:"owned_by"`
}

// modelsPath is where two surfaces list models.
const modelsPath = "/v1/models"

// models lists what the pools serve, in the shape of who asks.
func (c *call) models() {
	names := c.Catalog.List()
	if c.as == (anthropic.Surface{}) {
		c.tell(anthropic.Models(names))
		return
	}
	list := modelList{Object: "list", Data: []modelItem{}}
	for _, m := range names {
		list.Data = append(list.Data, modelItem{ID: m, Object: "model", OwnedBy: "sluice"})
	}
	body, err := json.Marshal(list)
	if err != nil {
		c.fail(chat.ErrInternal())
		return
	}
	c.tell(body)
}

// tell logs the access and answers with what needed no model.
func (c *call) tell(body []byte) {
	c.access.Status = 200
	if err := c.log(); err != nil {
		c.answerError(chat.ErrUnavailable())
		return
	}
	c.answer(200, "application/json", body)
}
