package chat

import (
	"crypto/sha256"
	"sync"
)

// toolSchemas keeps compiled schemas by the SHA-256 of their text, in two generations: when the
// young one is full it becomes the old one, whose unused ones are then forgotten. Only what
// compiles is kept. It is safe for concurrent use; mu guards all fields.
type toolSchemas struct {
	mu         sync.Mutex
	young, old map[[sha256.Size]byte]*ToolSchema
	bytes      int // of schema text in young
}

// Bounds of a generation. A compiled schema takes some twenty times its text.
const (
	maxCachedSchemas = 512
	maxCachedBytes   = 1 << 20
)

func (c *toolSchemas) get(key [sha256.Size]byte, size int) *ToolSchema {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.young[key]; s != nil {
		return s
	}
	s := c.old[key]
	if s != nil {
		c.put(key, s, size)
	}
	return s
}

// put needs mu.
func (c *toolSchemas) put(key [sha256.Size]byte, s *ToolSchema, size int) {
	if c.young == nil || len(c.young) >= maxCachedSchemas || c.bytes+size > maxCachedBytes {
		c.old, c.young, c.bytes = c.young, map[[sha256.Size]byte]*ToolSchema{}, 0
	}
	if c.young[key] == nil {
		c.bytes += size
	}
	c.young[key] = s
}

// ToolSchema returns the compiled form of a tool's parameters. Its errors are *SchemaFault:
// parameters over the bounds, with references out of the document, or that do not compile.
func (v *Validator) ToolSchema(parameters *Value) (*ToolSchema, error) {
	text := parameters.AppendJSON(nil)
	key := sha256.Sum256(text)
	if s := v.tools.get(key, len(text)); s != nil {
		return s, nil
	}
	s, err := compileToolSchema(parameters, len(text))
	if err != nil {
		return nil, err
	}
	v.tools.mu.Lock()
	defer v.tools.mu.Unlock()
	v.tools.put(key, s, len(text))
	return s, nil
}
