package sanitize

import (
	"strings"

	"sluice/pkg/chat"
)

// kind says what of a document a leaf is.
type kind uint8

const (
	keyLeaf kind = iota
	stringLeaf
	numberLeaf
	bytesLeaf // an array of numbers from 0 to 255, as the text that it spells
	rawLeaf   // a string that is JSON itself: its leaves follow
)

// leaf is one text of a document.
type leaf struct {
	text    string
	key     string      // the nearest name above, for detectors that want context
	val     *chat.Value // a keyLeaf's object
	member  int         // a keyLeaf's place in val
	pattern int         // number of the path with all array indexes alike
	part    int         // number of the element of a top-level array that it is in, or 0
	choice  int         // the place in "choices", or -1
	doc     int         // the embedded document that it is in, or -1
	embeds  int         // a rawLeaf's embedded document
	kind    kind
	foreign bool // below a name that the schemas leave open
	inert   bool // a constant of the schema, such as a role
	tokens  bool // in log-probabilities
	rank    int  // of a token's alternatives, from 1; or 0
}

// embedded is a JSON text inside a string.
type embedded struct {
	doc   *chat.Document
	leaf  int // the rawLeaf
	dirty bool
}

// edge names a step between path patterns; name is "" for all elements of an array.
type edge struct {
	from int
	name string
	elem bool
}

// place is where a walk stands.
type place struct {
	key     string
	pattern int
	part    int
	choice  int
	doc     int
	depth   int
	foreign bool // the value's name, or one above it, is not the schema's
	open    bool // the names below are not the schema's
	tokens  bool
	rank    int
}

// walk gathers a document's leaves in document order, names before their values.
type walk struct {
	root     *chat.Value
	leaves   []leaf
	embedded []embedded
	patterns map[edge]int
	parts    int
	nodes    int // values that embedded documents may still have
}

func gather(doc *chat.Document) *walk {
	w := &walk{root: doc.Root, leaves: make([]leaf, 0, 32), patterns: make(map[edge]int, 16), nodes: chat.DefaultNodes}
	w.value(doc.Root, place{choice: -1, doc: -1})
	return w
}

func (w *walk) pattern(from int, name string, elem bool) int {
	e := edge{from, name, elem}
	n, ok := w.patterns[e]
	if !ok {
		n = len(w.patterns) + 1
		w.patterns[e] = n
	}
	return n
}

func (w *walk) add(k kind, text string, v *chat.Value, at place) *leaf {
	w.leaves = append(w.leaves, leaf{
		text: text, key: at.key, val: v, pattern: at.pattern, part: at.part, choice: at.choice,
		doc: at.doc, embeds: -1, kind: k, foreign: at.foreign, tokens: at.tokens, rank: at.rank,
	})
	return &w.leaves[len(w.leaves)-1]
}

func (w *walk) value(v *chat.Value, at place) {
	switch v.Kind {
	case chat.String:
		w.str(v, at)
	case chat.Number:
		w.add(numberLeaf, v.Num, v, at)
	case chat.Array:
		w.array(v, at)
	case chat.Object:
		w.object(v, at)
	}
}

func (w *walk) str(v *chat.Value, at place) {
	doc := w.parse(v.Str, at.depth)
	if doc == nil {
		l := w.add(stringLeaf, v.Str, v, at)
		l.inert = !at.foreign && constant(at.key, v.Str)
		return
	}
	l := w.add(rawLeaf, v.Str, v, at)
	l.embeds = len(w.embedded)
	at.doc = l.embeds
	w.embedded = append(w.embedded, embedded{doc: doc, leaf: len(w.leaves) - 1})
	at.foreign, at.open = true, true
	at.depth++
	at.pattern = w.pattern(at.pattern, "", false)
	w.value(doc.Root, at)
}

// parse returns the document that text is, if it is an object or an array and within what is
// left of the bounds.
func (w *walk) parse(text string, depth int) *chat.Document {
	t := strings.Trim(text, " \t\r\n")
	if len(t) < 2 || !(t[0] == '{' && t[len(t)-1] == '}' || t[0] == '[' && t[len(t)-1] == ']') {
		return nil
	}
	if depth >= chat.DefaultDepth || w.nodes <= 0 {
		return nil
	}
	doc, err := chat.ParseString(text, chat.Limits{Bytes: len(text), Depth: chat.DefaultDepth - depth, Nodes: w.nodes})
	if err != nil {
		return nil
	}
	w.nodes -= doc.Nodes
	return doc
}

func (w *walk) array(v *chat.Value, at place) {
	if text, ok := spelled(v); ok && (at.tokens || len(text) >= minSpelled) {
		w.add(bytesLeaf, text, v, at)
		if at.tokens {
			return // the numbers say nothing else
		}
	}
	top := at.depth == 1
	at.depth++
	choices := top && at.doc < 0 && at.key == "choices" && !at.foreign
	ranks := at.tokens && at.key == "top_logprobs"
	at.pattern = w.pattern(at.pattern, "", true)
	for i := range v.Elems {
		if top && at.doc < 0 {
			w.parts++
			at.part = w.parts
		}
		if choices {
			at.choice = i
		}
		if ranks {
			at.rank = i + 1
		}
		w.value(&v.Elems[i], at)
	}
}

func (w *walk) object(v *chat.Value, at place) {
	below := at
	below.depth++
	context := named(v)
	for i := range v.Members {
		m := &v.Members[i]
		below.key = m.Name
		below.pattern = w.pattern(at.pattern, m.Name, false)
		known := !at.foreign && !at.open && chat.KnownKey(m.Name)
		below.foreign = !known
		below.open = at.open || openEnded(m.Name)
		below.tokens = at.tokens || known && m.Name == "logprobs" && at.choice >= 0 && at.depth == 2
		if !known {
			w.add(keyLeaf, m.Name, v, below).member = i
		}
		if m.Name == "value" && context != "" {
			below.key = context
		}
		w.value(&m.Value, below)
	}
}
