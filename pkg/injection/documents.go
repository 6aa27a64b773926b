package injection

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sluice/pkg/chat"
)

// Piece is one text of a chat request, and whose words it is.
type Piece struct {
	Message int    // index of the message, -1 for what stands beside the messages
	Source  Source // what the rules take it for
	Role    string // of the message; "tools", "functions" and the like beside the messages
	Text    string
	Glued   bool // the parts of a content once more, without a break where it may lie in a word
}

// Documents returns the texts of a chat completion request that a model reads:
// those of the messages in their order, then those of the tools and whatever
// else is handed to the model beside the messages. Empty texts are left out.
// Members that this package does not know are taken for texts: some engine reads
// them. The parts of a content are one text, as they are to the model: engines join
// them, with a break or without one, so what may have been cut in a word is told
// both ways.
//
// Only system and developer messages count as System and only user messages
// as User. Everything else is Untrusted: the results of tools and functions,
// and the assistant's turns with their reasoning, refusals and tool calls,
// since the history of a conversation is nothing but the caller's word. So is
// every string of a tool's definition, its parameters' descriptions and names
// among them. The texts share the document's memory; their number is bounded
// by the document's nodes.
func Documents(doc *chat.Document) []Piece {
	if doc == nil || doc.Root == nil {
		return nil
	}
	var c collector
	if messages := doc.Root.Get("messages"); messages != nil {
		for i := range messages.Elems {
			c.message(i, &messages.Elems[i])
		}
	}
	for i := range doc.Root.Members {
		if m := &doc.Root.Members[i]; !unread(m.Name) {
			c.at = Piece{Message: -1, Source: Untrusted, Role: m.Name}
			c.all(&m.Value)
		}
	}
	return c.pieces
}

// unread says whether a request's member is read elsewhere, or by no model: settings
// of the engine's, and what it keeps for itself.
func unread(name string) bool {
	switch name {
	case "messages", "model", "temperature", "top_p", "n", "max_tokens", "max_completion_tokens", "presence_penalty", "frequency_penalty",
		"stop", "stream", "stream_options", "logprobs", "top_logprobs", "logit_bias", "seed", "user", "metadata", "reasoning_effort",
		"verbosity", "service_tier", "store", "parallel_tool_calls", "tool_choice", "modalities", "safety_identifier", "prompt_cache_key":
		return true
	}
	return false
}

type collector struct {
	pieces []Piece
	at     Piece // what the next text belongs to
}

func (c *collector) add(text string) {
	if text != "" {
		c.at.Text = text
		c.pieces = append(c.pieces, c.at)
	}
}

// sourceOf returns whose words a message of a role is. An unknown role is
// nobody's that is trusted.
func sourceOf(role string) Source {
	switch role {
	case "system", "developer":
		return System
	case "user":
		return User
	}
	return Untrusted
}

func (c *collector) message(i int, m *chat.Value) {
	role := m.Get("role").Text()
	c.at = Piece{Message: i, Source: sourceOf(role), Role: role}
	c.add(m.Get("name").Text())
	c.add(m.Get("reasoning").Text())
	c.add(m.Get("reasoning_content").Text())
	c.content(m.Get("content"))
	c.add(m.Get("refusal").Text())
	if calls := m.Get("tool_calls"); calls != nil {
		for j := range calls.Elems {
			c.call(calls.Elems[j].Get("function"))
			c.call(calls.Elems[j].Get("custom"))
		}
	}
	c.call(m.Get("function_call"))
	for i := range m.Members {
		switch other := &m.Members[i]; other.Name {
		case "role", "name", "reasoning", "reasoning_content", "content", "refusal", "tool_calls", "tool_call_id", "function_call":
		default:
			c.all(&other.Value)
		}
	}
}

// content takes a string, or the texts of its parts as one.
func (c *collector) content(v *chat.Value) {
	if v == nil {
		return
	}
	c.add(v.Text())
	var texts []string
	for i := range v.Elems {
		part := &v.Elems[i]
		// A part that is a string is no part, but a model may read it.
		for _, text := range [...]string{part.Text(), part.Get("text").Text(), part.Get("refusal").Text()} {
			if text != "" {
				texts = append(texts, text)
			}
		}
	}
	if glued, ok := glue(texts); ok {
		c.at.Glued = true
		c.add(glued)
		c.at.Glued = false
	}
	c.add(strings.Join(texts, "\n"))
	for i := range v.Elems {
		switch part := &v.Elems[i]; part.Get("type").Text() {
		case "image_url", "input_audio", "file":
			chat.Beside(part, c.add) // a model may be told a file's name
		}
	}
}

// glue joins texts without a break between letters or digits, and with one where
// there is none yet elsewhere; false where no word could have been cut.
func glue(texts []string) (string, bool) {
	var out strings.Builder
	cut := false
	for i, text := range texts {
		if i > 0 {
			last, _ := utf8.DecodeLastRuneInString(texts[i-1])
			first, _ := utf8.DecodeRuneInString(text)
			switch {
			case inWord(last) && inWord(first):
				cut = true
			case !unicode.IsSpace(last) && !unicode.IsSpace(first):
				out.WriteByte('\n')
			}
		}
		out.WriteString(text)
	}
	return out.String(), cut
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

// call takes the name and what a tool is called with.
func (c *collector) call(v *chat.Value) {
	c.add(v.Get("name").Text())
	c.add(v.Get("arguments").Text())
	c.add(v.Get("input").Text())
}

// all takes every string in a value, and the names of members that are more
// than a name: a schema's properties can be called anything.
func (c *collector) all(v *chat.Value) {
	if v == nil {
		return
	}
	c.add(v.Text())
	for i := range v.Elems {
		c.all(&v.Elems[i])
	}
	for i := range v.Members {
		if wordy(v.Members[i].Name) {
			c.add(v.Members[i].Name)
		}
		c.all(&v.Members[i].Value)
	}
}

// wordy says whether a member's name could hold a phrase.
func wordy(name string) bool { return len(name) >= 12 }

// Place names where a piece stands, for records: never its text.
func (p Piece) Place() string {
	if p.Message < 0 {
		return p.Role
	}
	return "messages[" + strconv.Itoa(p.Message) + "]"
}
