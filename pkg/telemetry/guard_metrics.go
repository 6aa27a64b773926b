package telemetry

// Hit is where a guard model's verdict came from.
type Hit uint8

// All hits.
const (
	HitNone   Hit = iota // the model was asked
	HitKept              // it was kept
	HitJoined            // the same was being asked already
	hits
)

func (h Hit) String() string {
	if h >= hits {
		return Other
	}
	return [...]string{"no", "kept", "joined"}[h]
}

// Verdict counts a question to a guard model.
func (t *Telemetry) Verdict(h Hit) {
	if t == nil {
		return
	}
	t.verdicts.get(h, hits, func(h Hit) *tally { return t.meters.tally(guardCache, "hit", h.String()) }).add(1)
}

// Hedged counts a second call beside a slow one, by whether it answered first.
func (t *Telemetry) Hedged(won bool) {
	if t == nil {
		return
	}
	word := map[bool]string{true: "yes", false: "no"}[won]
	t.hedges.get(word, Other, func(word string) *tally { return t.meters.tally(poolHedges, "won", word) }).add(1)
}
