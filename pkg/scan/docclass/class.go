package docclass

// Class is what a text is.
type Class uint8

// The classes. None is anything else, and the model of class c has the number c-1.
const (
	None Class = iota
	SourceCode
	Financial
	Medical
)

// heads is the number of classes but None: one linear model each, in the order of the classes.
const heads = 3

// Classes lists all classes but None.
func Classes() []Class { return []Class{SourceCode, Financial, Medical} }

// Type names the class as policy does; it is empty for None.
func (c Class) Type() string {
	switch c {
	case SourceCode:
		return "SOURCE_CODE"
	case Financial:
		return "FINANCIAL_DOCUMENT"
	case Medical:
		return "MEDICAL_DOCUMENT"
	}
	return ""
}

// Verdict is the class of a whole text.
type Verdict struct {
	Class Class
	Score float64 // 0.5 to 1, and 0 for None. It ranks, and is no probability
}

// Span is a part of a text that carries a class: a run of windows. It begins and ends where blocks do, mostly at ends
// of lines, so that it may hold up to a window (some 2.5 KB) of other text around what made it. Spans of one class do
// not overlap; those of two may.
type Span struct {
	Class      Class
	Start, End int     // bytes of the text
	Score      float64 // 0.5 to 1: the highest of the windows'
}

// What is too little to judge.
const (
	MinBytes = 100 // of text
	MinLines = 3   // lines that are not blank, in a span of SourceCode
)
