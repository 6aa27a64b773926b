package chat

// Document is one parsed JSON text. It is plain data without locks.
type Document struct {
	Root  *Value
	Nodes int // values counted by Parse, the root included; not kept up to date by edits
}

// Limits bounds what Parse accepts, before it is parsed or while it is. A field that is zero
// or negative has its default.
type Limits struct {
	Bytes int // length of the text in bytes; default 4 MiB, the NATS payload limit
	Depth int // nesting of arrays and objects; default 64
	Nodes int // values in the whole text; default 200,000 (about 100 bytes of memory each)
}

// Defaults of Limits.
const (
	DefaultBytes = 4 << 20
	DefaultDepth = 64
	DefaultNodes = 200_000
)

const (
	// maxNumber bounds a number's literal, in bytes: no float64 or int64 needs more.
	maxNumber = 128
	// maxExponent bounds the digits of an exponent: readers that compute exactly, such as the
	// schema library, would need the exponent's value in digits of memory.
	maxExponent = 3
)

func (l Limits) withDefaults() Limits {
	if l.Bytes <= 0 {
		l.Bytes = DefaultBytes
	}
	if l.Depth <= 0 {
		l.Depth = DefaultDepth
	}
	if l.Nodes <= 0 {
		l.Nodes = DefaultNodes
	}
	return l
}

// Clone returns a deep copy.
func (d *Document) Clone() *Document {
	root := d.Root.Clone()
	return &Document{Root: &root, Nodes: d.Nodes}
}
