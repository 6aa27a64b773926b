package devmodel

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// request is what the model reads of a chat completion request.
type request struct {
	Model         string    `json:"model"`
	Messages      []message `json:"messages"`
	Tools         []offer   `json:"tools"`
	Stream        bool      `json:"stream"`
	StreamOptions struct {
		IncludeUsage bool `json:"include_usage"`
	} `json:"stream_options"`
}

type message struct {
	Role       string          `json:"role"`
	Name       string          `json:"name"`
	Content    content         `json:"content"`
	ToolCalls  json.RawMessage `json:"tool_calls"`
	ToolCallID string          `json:"tool_call_id"`
}

type offer struct {
	Function struct {
		Name string `json:"name"`
	} `json:"function"`
}

// content is the text of a message: a string, or the text parts of a list put together without a separator, as a
// model would see them.
type content string

// UnmarshalJSON reads both shapes; null is no text.
func (c *content) UnmarshalJSON(raw []byte) error {
	var text string
	if err := json.Unmarshal(raw, &text); err == nil {
		*c = content(text)
		return nil
	}
	var parts []struct {
		Text string `json:"text"`
	}
	if err := json.Unmarshal(raw, &parts); err != nil {
		return errors.New("content is neither a string nor a list of parts")
	}
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Text)
	}
	*c = content(b.String())
	return nil
}

// transcript is every message as it came, a line each and more where the text has more: "role: text".
func (r *request) transcript() string {
	var b strings.Builder
	line := func(parts ...string) {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		for _, p := range parts {
			b.WriteString(p)
		}
	}
	for _, m := range r.Messages {
		role := m.Role
		if m.Name != "" {
			role += " (" + m.Name + ")"
		}
		if m.ToolCallID != "" {
			role += " [" + m.ToolCallID + "]"
		}
		line(role, ": ", string(m.Content))
		if len(m.ToolCalls) > 0 && string(m.ToolCalls) != "null" {
			line(role, " tool_calls: ", string(m.ToolCalls))
		}
	}
	return b.String()
}

// prompt is the text of all messages, one after the other.
func (r *request) prompt() string {
	texts := make([]string, len(r.Messages))
	for i, m := range r.Messages {
		texts[i] = string(m.Content)
	}
	return strings.Join(texts, "\n")
}

// lastUser is the text of the last message of the user, word for word, or nothing.
func (r *request) lastUser() string {
	for _, m := range slices.Backward(r.Messages) {
		if m.Role == "user" {
			return string(m.Content)
		}
	}
	return ""
}

// last is the text of the last message.
func (r *request) last() string {
	if len(r.Messages) == 0 {
		return ""
	}
	return string(r.Messages[len(r.Messages)-1].Content)
}

const (
	searchTail = 64 << 10 // only this much of the end of a prompt is searched for an object
	searchWork = 1 << 20  // and no more bytes than this are parsed on the way
)

// lastObject is the last outermost JSON object in text, byte for byte, or "{}".
func lastObject(text string) string {
	if len(text) > searchTail {
		text = text[len(text)-searchTail:]
	}
	found := "{}"
	for work := searchWork; work > 0; {
		i := strings.IndexByte(text, '{')
		if i < 0 {
			break
		}
		text = text[i:]
		dec := json.NewDecoder(strings.NewReader(text))
		var raw json.RawMessage
		err := dec.Decode(&raw)
		if err == nil {
			found = string(raw)
			text = text[dec.InputOffset():]
			work -= len(raw)
			continue
		}
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			work -= int(syntax.Offset)
		} else {
			work -= len(text)
		}
		text = text[1:]
	}
	return found
}

// words is the rule by which tokens are counted here: words between white space.
func words(texts ...string) int {
	n := 0
	for _, t := range texts {
		n += len(strings.Fields(t))
	}
	return n
}
