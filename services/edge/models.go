package edge

import (
	"encoding/json"

	"sluice/pkg/chat"
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

// models lists what the pools serve, in OpenAI's shape.
func (c *call) models() {
	list := modelList{Object: "list", Data: []modelItem{}}
	for _, m := range c.Catalog.List() {
		list.Data = append(list.Data, modelItem{ID: m, Object: "model", OwnedBy: "sluice"})
	}
	body, err := json.Marshal(list)
	if err != nil {
		c.fail(chat.ErrInternal())
		return
	}
	c.access.Status = 200
	if err := c.log(); err != nil {
		c.answerError(chat.ErrUnavailable())
		return
	}
	c.answer(200, "application/json", body)
}
