package rule

// Hold says what a detector looks at around its wake-up, so that a stream can
// tell when its answer is final and which bytes it may still claim. A pattern
// says most of it by itself.
type Hold struct {
	// Reach is an RE2 expression over what Find reads from the last byte of
	// the literal, or from the first digit, on: Find must read no byte behind the first one
	// with which no match of Reach can go on, and must find nothing unless
	// Reach matches. Where it still goes on after scan.MaxHeld bytes, what Find
	// says then is taken, and must not be nothing where more text would make
	// it something; of two wake-ups of which one is within the Reach of the
	// other, the earlier one must then not end earlier. Of a pattern, Reach is
	// the pattern.
	Reach string

	// After is how many bytes further, behind that byte, Find or Check may
	// read where Reach matched.
	After int

	// Ends stands in for Reach where an expression would be too coarse. It
	// goes on from p, and is true once no further text can change what Find
	// says; p.At is then no earlier than the end of a finding. It must not
	// look at the bytes before p.At once p.Stage is above 0.
	Ends func(text string, at int, p *Progress) bool

	// Back returns the first byte that a finding may have whose literal or
	// run of digits begins at at, or has begun there and ends beyond text. It
	// looks at Most bytes before at and no further. Where it is nil, findings
	// begin with the literal, or Before bytes earlier.
	Back func(text string, at int) int
	Most int

	// Look is for a detector that finds things apart from its literal: from
	// from on it looks for one that a literal before until would make a
	// finding. start is negative where there is none so far; next is where
	// it will go on.
	Look func(text string, from int) (start, until, next int)
}

// Progress is how far Ends came.
type Progress struct{ At, Stage int }

// BackRun is a Hold.Back for findings whose bytes before the literal are of
// one class. The class must have the literal's bytes too.
func BackRun(class *Class, most int) func(string, int) int {
	return func(text string, at int) int {
		i := at
		for i > 0 && at-i < most && class.Has(text[i-1]) {
			i--
		}
		return i
	}
}
