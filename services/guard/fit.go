package guard

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"sluice/pkg/engine"
	"sluice/pkg/exchange"
	"sluice/pkg/llamaguard"
)

// Bytes do not say how many tokens a text has, and engines are started with less room
// than the model has: Ollama with 4,096 tokens. One that refuses a prompt as too long
// is asked without what stood before the turn, then about halves of the turn.
const (
	leastBytes = 1 << 10 // no text is cut shorter
	seamBytes  = 256     // of the first half, again in the second
)

// Judge asks the guard model about the last turn.
func (m *model) Judge(ctx context.Context, policy string, turns []llamaguard.Turn) (Judgement, error) {
	j, err := m.judge(ctx, policy, turns)
	last := turns[len(turns)-1]
	if !tooLong(err) {
		j.At.End = len(last.Text)
		return j, err
	}
	if len(turns) > 1 {
		return m.Judge(ctx, policy, []llamaguard.Turn{last})
	}
	first, second, ok := halves(last.Text)
	if !ok {
		return j, err
	}
	return m.worst(ctx, policy, last.Role, last.Text, first, second)
}

// worst is the verdict on the two ends of a turn: each must have one of its own.
func (m *model) worst(ctx context.Context, policy string, role llamaguard.Role, whole, first, second string) (Judgement, error) {
	var out Judgement
	for i, text := range []string{first, second} {
		if strings.TrimSpace(text) == "" {
			continue
		}
		j, err := m.Judge(ctx, policy, []llamaguard.Turn{{Role: role, Text: text}})
		if err != nil {
			return Judgement{}, err
		}
		j.At = shifted(j.At, i*(len(whole)-len(second)))
		if i > 0 && out.Unsafe >= j.Unsafe {
			j.Unsafe, j.At = out.Unsafe, out.At
		}
		j.Took += out.Took
		for _, c := range out.Categories {
			i := slices.IndexFunc(j.Categories, func(o exchange.Category) bool { return o.Code == c.Code })
			if i < 0 {
				j.Categories = append(slices.Clip(j.Categories), c)
			} else if j.Categories[i].Less(c) {
				j.Categories = slices.Clone(j.Categories) // the cache has them too
				j.Categories[i] = c
			}
		}
		out = j
	}
	return out, nil
}

// shifted is a place whose text stands further on.
func shifted(at exchange.Place, by int) exchange.Place {
	at.Start, at.End = at.Start+by, at.End+by
	return at
}

// halves cuts a text in two that overlap, at bounds of runes.
func halves(text string) (first, second string, ok bool) {
	if len(text) < 2*leastBytes {
		return "", "", false
	}
	end, start := (len(text)+seamBytes)/2, (len(text)-seamBytes)/2
	for !utf8.RuneStart(text[end]) {
		end++
	}
	for !utf8.RuneStart(text[start]) {
		start--
	}
	return text[:end], text[start:], true
}

// tooLong says whether an engine refused the prompt itself, as it does one that is
// longer than its context: 400 or 413, not a missing model or key.
func tooLong(err error) bool {
	var e *engine.Error
	return errors.As(err, &e) && e.Kind == engine.Refused && (e.Status == http.StatusBadRequest || e.Status == http.StatusRequestEntityTooLarge)
}
