package llamaguard

import "fmt"

// Kind is what is wrong with an answer.
type Kind string

const (
	Empty           Kind = "empty"            // nothing but blanks
	Garbled         Kind = "garbled"          // neither safe nor unsafe with a line of categories
	Contradictory   Kind = "contradictory"    // both verdicts at once, or text and scores disagree
	NoCategory      Kind = "no_category"      // unsafe, and no line of categories
	UnknownCategory Kind = "unknown_category" // a code that the family was not asked about
	ScoresMissing   Kind = "scores_missing"   // tokens came, but none with a verdict to score
	ScoresInvalid   Kind = "scores_invalid"   // not log-probabilities: NaN, positive, or adding up to more than 1
)

// Error is an answer that is no verdict. It never passes as one, and never holds the model's text.
type Error struct {
	Kind   Kind
	Family Family
}

// Error names the family and the kind.
func (e *Error) Error() string { return fmt.Sprintf("llamaguard: answer of %s: %s", e.Family, e.Kind) }
