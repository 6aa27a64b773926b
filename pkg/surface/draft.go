package surface

import (
	"errors"
	"fmt"
	"slices"

	"sluice/pkg/chat"
)

// Draft is a request in OpenAI's shape while a surface writes it. It keeps the first
// refusal; what is written after one is of no use. One goroutine uses it.
type Draft struct {
	root    chat.Value
	written map[string]bool // the names in root: a request may have very many
	fault   *chat.Error
}

// Read parses a request whose size the caller has bounded.
func Read(body []byte) (*chat.Document, *chat.Error) {
	return ReadWithin(body, chat.Limits{Bytes: len(body) + 1})
}

// ReadWithin is Read with limits of the surface's own, for what needs few values.
func ReadWithin(body []byte, lim chat.Limits) (*chat.Document, *chat.Error) {
	doc, err := chat.Parse(body, lim)
	if err == nil {
		return doc, nil
	}
	var fault *chat.Error
	if errors.As(err, &fault) {
		return nil, fault
	}
	return nil, chat.ErrInternal()
}

// Put writes a member. One that was written before is refused: two members of the
// surface's request that mean the same might not be of one mind.
func (d *Draft) Put(name string, v chat.Value) {
	if d.written[name] {
		d.Refuse(chat.ErrInvalid(known(name), "invalid_value",
			"Invalid request: '"+known(name)+"' is said twice, under two names. Send one of them."))
		return
	}
	if d.written == nil {
		d.written = map[string]bool{}
	}
	d.written[name] = true
	d.root.Members = append(d.root.Members, chat.Member{Name: name, Value: v})
}

// More carries the members of from over to to, but for those that were read. One that to
// has already is refused: it would mean something else there.
func (d *Draft) More(from, to *chat.Value, read ...string) {
	have := make(map[string]bool, len(to.Members))
	for i := range to.Members {
		have[to.Members[i].Name] = true
	}
	for i := range from.Members {
		m := &from.Members[i]
		switch {
		case slices.Contains(read, m.Name):
		case have[m.Name]:
			d.Refuse(chat.ErrInvalid(known(m.Name), "invalid_value",
				"Invalid request: '"+known(m.Name)+"' stands where this shape has no such member. Remove it."))
		default:
			to.Members = append(to.Members, *m)
		}
	}
}

// Refuse keeps fault, if it is the first.
func (d *Draft) Refuse(fault *chat.Error) {
	if d.fault == nil {
		d.fault = fault
	}
}

// Refused says whether anything was.
func (d *Draft) Refused() bool { return d.fault != nil }

// Body is the request as it stands, or why there is none.
func (d *Draft) Body() ([]byte, *chat.Error) {
	if d.fault != nil {
		return nil, d.fault
	}
	d.root.Kind = chat.Object
	return d.root.AppendJSON(nil), nil
}

// Text is v's string; whatever else it is, is refused.
func (d *Draft) Text(v *chat.Value, at *Place) string {
	switch {
	case v.IsNull():
		d.Missing(at)
	case v.Kind != chat.String:
		d.WrongType(at, "string")
	}
	return v.Text()
}

// Is says whether v is of this kind, and refuses it where it is not. JSON's word for
// the kind is what the caller is told.
func (d *Draft) Is(v *chat.Value, kind chat.Kind, word string, at *Place) bool {
	switch {
	case v.IsNull():
		d.Missing(at)
	case v.Kind != kind:
		d.WrongType(at, word)
	default:
		return true
	}
	return false
}

// Missing refuses a request that lacks what should stand at a place.
func (d *Draft) Missing(at *Place) {
	d.Refuse(chat.ErrInvalid(at.param(), "missing_required_parameter", "Invalid request: '"+at.String()+"' is required."))
}

// WrongType refuses what is not of the type, or types, of this name.
func (d *Draft) WrongType(at *Place, want string) {
	d.Refuse(chat.ErrInvalid(at.param(), "invalid_type", "Invalid request: '"+at.String()+"' must be of type "+want+"."))
}

// WrongValue refuses what is none of what is wanted.
func (d *Draft) WrongValue(at *Place, want string) {
	d.Refuse(chat.ErrInvalid(at.param(), "invalid_value", "Invalid request: '"+at.String()+"' must be "+want+"."))
}

// NoContent refuses content that no stage could judge, or no engine read.
func (d *Draft) NoContent(at *Place, why string) {
	d.Refuse(chat.ErrInvalid(at.param(), "unsupported_content", "Invalid request: '"+at.String()+"' "+why+"."))
}

// NoTools refuses tools whose calls nobody here could judge.
func (d *Draft) NoTools(at *Place, instead string) {
	d.Refuse(chat.ErrInvalid(at.param(), "unsupported_tools",
		"'"+at.String()+"' is not supported: its calls cannot be checked. "+instead+"."))
}

// known is a name that may be printed: names are input too.
func known(name string) string {
	if chat.KnownKey(name) {
		return name
	}
	return "*"
}

// Place is where something stands in a surface's request; nil is the whole. Its names
// are the surface's own, never the sender's.
type Place struct {
	up    *Place
	name  string // "" for an index
	index int
}

// At is a member of the request.
func At(name string) *Place { return &Place{name: name} }

// In is a member of p.
func (p *Place) In(name string) *Place { return &Place{up: p, name: name} }

// Nth is an element of p.
func (p *Place) Nth(index int) *Place { return &Place{up: p, index: index} }

// param is String, but nothing for the whole.
func (p *Place) param() string {
	if p == nil {
		return ""
	}
	return p.String()
}

// String is as OpenAI writes parameters: "messages[0].content".
func (p *Place) String() string {
	if p == nil {
		return "the body"
	}
	if p.name == "" {
		return fmt.Sprintf("%s[%d]", p.up, p.index)
	}
	if p.up == nil {
		return p.name
	}
	return p.up.String() + "." + p.name
}
