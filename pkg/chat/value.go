// Package chat is the message model: an OpenAI chat request or completion as an ordered
// JSON tree that keeps every field, with strict bounded parsing, schema checks, the few
// typed views that the pipeline needs, and the product's error shape.
//
// It is not a client, does no I/O, and judges no content: package sanitize rewrites, the
// services decide.
package chat

// Kind says what a Value holds.
type Kind uint8

// The six JSON kinds. The zero Value is null.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// Value is one JSON value. Only the fields of its Kind mean something. Values are plain
// data without locks: one goroutine at a time.
type Value struct {
	Kind    Kind
	Bool    bool
	Str     string   // String: decoded text, valid UTF-8 without NUL
	Num     string   // Number: the literal as it was written
	Members []Member // Object: in document order, names unique
	Elems   []Value  // Array
}

// Member is one name and value of an object.
type Member struct {
	Name  string
	Value Value
}

// NewString returns a string value. s must be valid UTF-8.
func NewString(s string) Value { return Value{Kind: String, Str: s} }

// NewNumber returns a number with the given literal, which must be JSON.
func NewNumber(literal string) Value { return Value{Kind: Number, Num: literal} }

// NewObject returns an object of the given members, whose names must be unique.
func NewObject(members ...Member) Value { return Value{Kind: Object, Members: members} }

// NewArray returns an array of the given elements.
func NewArray(elems ...Value) Value { return Value{Kind: Array, Elems: elems} }

// Get returns the member's value, or nil where v is nil, no object, or has no such member.
func (v *Value) Get(name string) *Value {
	if v == nil || v.Kind != Object {
		return nil
	}
	for i := range v.Members {
		if v.Members[i].Name == name {
			return &v.Members[i].Value
		}
	}
	return nil
}

// Set replaces the member's value or appends a member. It invalidates pointers to members
// of v when it appends. v must be an object.
func (v *Value) Set(name string, to Value) {
	if m := v.Get(name); m != nil {
		*m = to
		return
	}
	v.Members = append(v.Members, Member{Name: name, Value: to})
}

// Delete removes the member, if v is an object that has it. Pointers to later members of v
// become invalid.
func (v *Value) Delete(name string) {
	if v == nil || v.Kind != Object {
		return
	}
	for i := range v.Members {
		if v.Members[i].Name == name {
			v.Members = append(v.Members[:i], v.Members[i+1:]...)
			return
		}
	}
}

// IsNull reports whether v is absent (nil) or null.
func (v *Value) IsNull() bool { return v == nil || v.Kind == Null }

// Text returns the string of a string value and "" for all else, nil included.
func (v *Value) Text() string {
	if v == nil || v.Kind != String {
		return ""
	}
	return v.Str
}

// Clone returns a deep copy. Strings are shared: they are immutable.
func (v *Value) Clone() Value {
	c := *v
	if v.Members != nil {
		c.Members = make([]Member, len(v.Members))
		for i := range v.Members {
			c.Members[i] = Member{Name: v.Members[i].Name, Value: v.Members[i].Value.Clone()}
		}
	}
	if v.Elems != nil {
		c.Elems = make([]Value, len(v.Elems))
		for i := range v.Elems {
			c.Elems[i] = v.Elems[i].Clone()
		}
	}
	return c
}
