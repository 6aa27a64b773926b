package main

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// latency is the comparison of direct calls with calls through Sluice, interleaved: medians of the rounds.
type latency struct {
	Rounds int    `json:"rounds"`
	Tokens int    `json:"max_tokens"`
	Direct timing `json:"direct"`
	Sluice timing `json:"sluice"`
}

// timing are medians of one way.
type timing struct {
	First  float64 `json:"first_text_ms"`     // request to first text at the caller
	Engine float64 `json:"engine_first_ms"`   // request at the engine to its first byte
	Total  float64 `json:"total_ms"`          // request to the end
	Rate   float64 `json:"tokens_per_second"` // tokens of the answer by the whole time
}

// roundOf is one round of one way.
type roundOf struct {
	first, engine, total time.Duration
	tokens               int
}

const latencyTokens = 128

func (w *world) latency(ctx context.Context, rounds int) (*latency, error) {
	w.say("latency: %d rounds of %d tokens, direct and through Sluice", rounds, latencyTokens)
	var ways [2][]roundOf
	for i := range rounds + 1 { // the first warms up and does not count
		// Who goes first changes: one may warm what the other then finds warm.
		for _, way := range [2]int{i % 2, 1 - i%2} {
			b := w.streamed(latencyTokens, fmt.Sprintf("Round %d.%d: %s", i, way, longQuestion))
			c := w.direct()
			if way == 1 {
				c = w.main.client
			}
			mark := w.tap.mark()
			a, err := c.ask(ctx, b, nil)
			if err != nil {
				return nil, err
			}
			if a.Status != 200 || a.Code != "" || a.First.IsZero() {
				return nil, fmt.Errorf("round %d: status %d, code %q", i, a.Status, a.Code)
			}
			one := roundOf{first: a.First.Sub(a.Sent), total: a.End.Sub(a.Sent)}
			if a.Usage != nil {
				one.tokens = a.Usage.Completion
			}
			if calls := w.tap.since(mark, chatPath); len(calls) == 1 {
				one.engine = calls[0].First.Sub(calls[0].Began)
			}
			if i > 0 {
				ways[way] = append(ways[way], one)
			}
		}
	}
	return &latency{Rounds: rounds, Tokens: latencyTokens, Direct: medians(ways[0]), Sluice: medians(ways[1])}, nil
}

// medians of at least one round.
func medians(all []roundOf) timing {
	pick := func(of func(roundOf) float64) float64 {
		var v []float64
		for _, r := range all {
			v = append(v, of(r))
		}
		slices.Sort(v)
		return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return timing{
		First:  pick(func(r roundOf) float64 { return ms(r.first) }),
		Engine: pick(func(r roundOf) float64 { return ms(r.engine) }),
		Total:  pick(func(r roundOf) float64 { return ms(r.total) }),
		Rate:   pick(func(r roundOf) float64 { return float64(r.tokens) / max(r.total.Seconds(), 1e-9) }),
	}
}

// line is for the terminal.
func (l *latency) line() string {
	if l == nil {
		return "latency: not compared"
	}
	return fmt.Sprintf("latency, medians of %d: first text %.0f ms direct, %.0f ms through Sluice; %.1f and %.1f tokens/s, ratio %.2f",
		l.Rounds, l.Direct.First, l.Sluice.First, l.Direct.Rate, l.Sluice.Rate, ratio(l.Sluice.Rate, l.Direct.Rate))
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
