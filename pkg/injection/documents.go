package injection

import (
	"strconv"

	"sluice/pkg/chat"
)

// Piece is one text of a chat request, and whose words it is.
type Piece struct {
	Message int    // index of the message, -1 for what stands beside the messages
	Source  Source // what the rules take it for
	Role    string // of the message; "tools", "functions" and the like beside the messages
	Text    string
}

// Documents returns the texts of a chat completion request that a model reads:
// those of the messages in their order, then those of the tools and whatever
// else is handed to the model beside the messages. Empty texts are left out.
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
	for _, name := range [...]string{"tools", "functions", "documents", "response_format", "prediction"} {
		c.at = Piece{Message: -1, Source: Untrusted, Role: name}
		c.all(doc.Root.Get(name))
	}
	return c.pieces
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
}

// content takes a string, or the texts of its parts.
func (c *collector) content(v *chat.Value) {
	if v == nil {
		return
	}
	c.add(v.Text())
	for i := range v.Elems {
		part := &v.Elems[i]
		c.add(part.Text()) // a part that is a string is no part, but a model may read it
		c.add(part.Get("text").Text())
		c.add(part.Get("refusal").Text())
	}
}

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
