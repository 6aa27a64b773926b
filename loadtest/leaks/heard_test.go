package leaks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// heard is an answer as somebody might read it: the raw bytes, and every text in it,
// those of one place put together over all events; lists of numbers as bytes; and
// what is inside texts that are JSON themselves.
type heard struct {
	raw   string
	texts map[string]string // by place
}

// places put texts together.
type places map[string]*strings.Builder

func (p places) add(place, text string) {
	b, ok := p[place]
	if !ok {
		b = &strings.Builder{}
		p[place] = b
	}
	b.WriteString(text)
}

func read(contentType, body string) (*heard, error) {
	p := places{}
	for _, e := range events(contentType, body) {
		v, err := decoded(e)
		if err != nil {
			return nil, fmt.Errorf("an event is no JSON: %w", err)
		}
		p.walk("", v)
	}
	h := &heard{raw: body, texts: map[string]string{}}
	inside := places{}
	for place, b := range p {
		text := b.String()
		h.texts[place] = text
		if strings.HasPrefix(strings.TrimSpace(text), "{") {
			if v, err := decoded(text); err == nil {
				inside.walk(place+" inside", v)
			}
		}
	}
	for place, b := range inside {
		h.texts[place] = b.String()
	}
	return h, nil
}

func decoded(text string) (any, error) {
	var v any
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	err := d.Decode(&v)
	return v, err
}

func (p places) walk(place string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range []string{"type", "index", "output_index", "content_index"} {
			if n, ok := v[name]; ok {
				place += fmt.Sprintf(" %s=%v", name, n)
			}
		}
		for name, inner := range v {
			p.add(place+" names", name+"\x00")
			p.walk(place+" "+name, inner)
		}
	case []any:
		for _, inner := range v {
			if n, ok := inner.(json.Number); ok {
				p.number(place, n)
			}
			p.walk(place, inner)
		}
	case string:
		p.add(place, v)
	}
}

// number takes one of a list of numbers as a byte.
func (p places) number(place string, n json.Number) {
	if b, err := strconv.ParseUint(n.String(), 10, 8); err == nil {
		p.add(place+" as bytes", string([]byte{byte(b)}))
	}
}

// places are those at which a text has been said so often, at least.
func (h *heard) places(text string, times int) int {
	n := 0
	for _, t := range h.texts {
		if strings.Count(t, text) >= times {
			n++
		}
	}
	return n
}

// begins says whether a text at a place that ends so begins with one.
func (h *heard) begins(place, text string) bool {
	for at, t := range h.texts {
		if strings.HasSuffix(at, place) && strings.HasPrefix(t, text) {
			return true
		}
	}
	return false
}

// leak is where a piece of a secret is.
func (h *heard) leak(s *secrets) (place, name string, is bool) {
	for place, text := range h.texts {
		if name, is := s.in(text); is {
			return place, name, true
		}
	}
	// A quote ends a string there: one that belongs to a text has a backslash before it.
	for part := range strings.SplitSeq(h.raw, `"`) {
		if name, is := s.in(part); is {
			return "the bytes", name, true
		}
	}
	return "", "", false
}
