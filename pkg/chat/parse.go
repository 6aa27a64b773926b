package chat

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Parse reads one JSON text (RFC 8259, strictly) into an ordered tree. It refuses with an
// *Error, status 413 where body is longer than lim allows and 400 for everything else: text
// that is not JSON, invalid UTF-8 (raw or as a lone surrogate escape), a byte order mark, NUL,
// a name that occurs twice in an object, nesting, values or numbers over the bounds, and
// anything after the value. The message has the place and what to do, never text from body.
// body is not kept.
func Parse(body []byte, lim Limits) (*Document, error) {
	lim = lim.withDefaults()
	if len(body) > lim.Bytes {
		return nil, ErrTooLarge(lim.Bytes)
	}
	return ParseString(string(body), lim)
}

// ParseString is Parse for a string; the document shares its memory.
func ParseString(text string, lim Limits) (*Document, error) {
	lim = lim.withDefaults()
	if len(text) > lim.Bytes {
		return nil, ErrTooLarge(lim.Bytes)
	}
	p := parser{s: text, lim: lim}
	if strings.HasPrefix(text, "\ufeff") {
		return nil, p.fail("invalid_json", "starts with a byte order mark; send UTF-8 without one")
	}
	if !utf8.ValidString(text) {
		for i, r := range text {
			if r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd") {
				p.i = i
				break
			}
		}
		return nil, p.fail("invalid_utf8", "is not valid UTF-8; encode it as UTF-8")
	}
	root := new(Value)
	p.space()
	if err := p.value(root); err != nil {
		return nil, err
	}
	p.space()
	if p.i < len(p.s) {
		return nil, p.fail("invalid_json", "goes on after the JSON value; send one value and nothing else")
	}
	return &Document{Root: root, Nodes: p.nodes}, nil
}

type parser struct {
	s     string
	i     int
	lim   Limits
	nodes int
	path  location
	// Scratch space shared by all levels: children are gathered on these stacks, then
	// copied out at their exact number.
	members []Member
	elems   []Value
	spares  []*Member // see spare
}

// fail builds the refusal at the present place. what says what is wrong and what to do.
func (p *parser) fail(code, what string) *Error {
	param := p.path.String()
	where := "the top level"
	if param != "" {
		where = param
	}
	return ErrInvalid(param, code, fmt.Sprintf("The JSON body %s (at byte %d, in %s).", what, p.i, where))
}

func (p *parser) space() {
	for p.i < len(p.s) {
		switch p.s[p.i] {
		case ' ', '\t', '\n', '\r':
			p.i++
		default:
			return
		}
	}
}

// skip consumes white space and then c, and reports whether c was there.
func (p *parser) skip(c byte) bool {
	p.space()
	if p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

func (p *parser) value(v *Value) error {
	if p.nodes++; p.nodes > p.lim.Nodes {
		return p.fail("too_many_values", fmt.Sprintf("has more than %d values; send fewer", p.lim.Nodes))
	}
	if p.i >= len(p.s) {
		return p.fail("invalid_json", "ends too early; send a complete JSON value")
	}
	switch c := p.s[p.i]; {
	case c == '"':
		v.Kind = String
		return p.str(&v.Str)
	case c == '{':
		return p.object(v)
	case c == '[':
		return p.array(v)
	case c == '-' || '0' <= c && c <= '9':
		v.Kind = Number
		return p.number(&v.Num)
	case c == 't':
		v.Kind, v.Bool = Bool, true
		return p.literal("true")
	case c == 'f':
		v.Kind = Bool
		return p.literal("false")
	case c == 'n':
		return p.literal("null")
	}
	return p.fail("invalid_json", "has something that is no JSON value; send valid JSON (RFC 8259)")
}

func (p *parser) literal(want string) error {
	if !strings.HasPrefix(p.s[p.i:], want) {
		return p.fail("invalid_json", "has something that is no JSON value; send valid JSON (RFC 8259)")
	}
	p.i += len(want)
	return nil
}

// enter opens an array or object.
func (p *parser) enter() error {
	if len(p.path) >= p.lim.Depth {
		return p.fail("nesting_too_deep", fmt.Sprintf("is nested more than %d deep; send flatter JSON", p.lim.Depth))
	}
	p.path = append(p.path, step{index: noIndex})
	p.i++
	return nil
}

// spare is the member that is being read at a depth: one for all of an object's,
// and of those that follow it there.
func (p *parser) spare(depth int) *Member {
	for len(p.spares) <= depth {
		p.spares = append(p.spares, new(Member))
	}
	return p.spares[depth]
}

func (p *parser) leave() { p.path = p.path[:len(p.path)-1] }

func (p *parser) array(v *Value) error {
	v.Kind = Array
	if err := p.enter(); err != nil {
		return err
	}
	base, at := len(p.elems), len(p.path)-1
	if !p.skip(']') {
		for n := 0; ; n++ {
			p.path[at] = step{index: n}
			p.space()
			var e Value
			if err := p.value(&e); err != nil {
				return err
			}
			p.elems = append(p.elems, e)
			if p.skip(']') {
				break
			}
			if !p.skip(',') {
				return p.fail("invalid_json", "lacks a comma or closing bracket in an array; send valid JSON (RFC 8259)")
			}
		}
	}
	p.leave()
	v.Elems = append(make([]Value, 0, len(p.elems)-base), p.elems[base:]...)
	clear(p.elems[base:])
	p.elems = p.elems[:base]
	return nil
}

func (p *parser) object(v *Value) error {
	v.Kind = Object
	if err := p.enter(); err != nil {
		return err
	}
	base, at := len(p.members), len(p.path)-1
	m := p.spare(at)
	var seen map[string]bool // only for large objects
	if !p.skip('}') {
		for {
			p.space()
			if p.i >= len(p.s) || p.s[p.i] != '"' {
				return p.fail("invalid_json", "lacks a quoted name in an object; send valid JSON (RFC 8259)")
			}
			*m = Member{}
			start := p.i
			p.path[at] = step{index: noIndex}
			if err := p.str(&m.Name); err != nil {
				return err
			}
			p.path[at].name = m.Name
			if p.duplicate(base, m.Name, &seen) {
				p.i = start
				return p.fail("duplicate_key", "has the same name twice in one object; send each name once")
			}
			if !p.skip(':') {
				return p.fail("invalid_json", "lacks a colon after a name; send valid JSON (RFC 8259)")
			}
			p.space()
			if err := p.value(&m.Value); err != nil {
				return err
			}
			p.members = append(p.members, *m)
			if p.skip('}') {
				break
			}
			if !p.skip(',') {
				return p.fail("invalid_json", "lacks a comma or closing brace in an object; send valid JSON (RFC 8259)")
			}
		}
	}
	p.leave()
	v.Members = append(make([]Member, 0, len(p.members)-base), p.members[base:]...)
	clear(p.members[base:])
	p.members = p.members[:base]
	return nil
}

// duplicate reports whether name is among the members gathered since base. Small objects are
// compared name by name, large ones by a set.
func (p *parser) duplicate(base int, name string, seen *map[string]bool) bool {
	const small = 16
	have := p.members[base:]
	if len(have) < small {
		for i := range have {
			if have[i].Name == name {
				return true
			}
		}
		return false
	}
	if *seen == nil {
		*seen = make(map[string]bool, 4*small)
		for i := range have {
			(*seen)[have[i].Name] = true
		}
	}
	if (*seen)[name] {
		return true
	}
	(*seen)[name] = true
	return false
}
