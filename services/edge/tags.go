package edge

import (
	"sluice/pkg/chat"
	"sluice/pkg/surface/ollama"
)

// tags lists what the pools serve, as Ollama does.
func (c *call) tags() { c.tell(ollama.Tags(c.Catalog.List())) }

// version is Sluice's, where Ollama's clients ask for one.
func (c *call) version() { c.tell(ollama.Version(c.Version)) }

// show says of a model that it is there.
func (c *call) show() {
	body, release, fault := c.read()
	if fault != nil {
		c.fail(fault)
		return
	}
	defer release()
	name, fault := ollama.Asked(body)
	if fault == nil && !c.Catalog.Has(name) {
		fault = chat.ErrModelNotFound()
	}
	if fault != nil {
		c.fail(fault)
		return
	}
	c.tell(ollama.Shown())
}
