package guard

import (
	"slices"
	"strconv"

	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/policy"
)

// unknownWord stands for a word of the caller's own: no record holds one.
const unknownWord = "other"

// placeOf is where a text of a request stands.
func placeOf(p injection.Piece) *exchange.Place {
	if p.Message < 0 {
		return &exchange.Place{Where: wordOf(p.Role, "tools", "functions", "response_format", "prediction", "documents")}
	}
	return &exchange.Place{
		Where: "messages[" + strconv.Itoa(p.Message) + "]",
		Role:  wordOf(p.Role, "system", "developer", "user", "assistant", "tool", "function"),
	}
}

func wordOf(s string, known ...string) string {
	if slices.Contains(known, s) {
		return s
	}
	return unknownWord
}

// decided is the place of the hazard that decides: first by what the policy does
// about it, then by its score.
type decided struct {
	rank  int
	score float64
	at    *exchange.Place
}

func (d *decided) add(a policy.Action, score float64, at exchange.Place) {
	rank := slices.Index([]policy.Action{policy.Flag, policy.Block}, a) // what is allowed is below both
	if d.at == nil || rank > d.rank || rank == d.rank && score > d.score {
		*d = decided{rank, score, &at}
	}
}
