package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

func recordChecks() []check {
	return []check{
		{group: "records", expect: "every exchange of this run has one record, with its outcome, engine, backend and the engine's token counts", run: recorded},
	}
}

// record is what is looked at of a provenance record.
type record struct {
	Kind    string            `json:"kind"`
	ID      string            `json:"request_id"`
	Outcome string            `json:"outcome"`
	Backend string            `json:"backend"`
	Engine  string            `json:"engine"`
	Pass    bool              `json:"guardrail_pass"`
	Checks  map[string]string `json:"checks"`
	Tokens  struct {
		Prompt     int `json:"prompt"`
		Completion int `json:"completion"`
	} `json:"tokens"`
	Guard map[string]struct {
		Error string `json:"error"`
	} `json:"guard"`
}

// records are those of one Sluice, by request id.
func (s *sluice) records(ctx context.Context) (map[string][]record, error) {
	data, err := s.command(ctx, "log", "--since", "24h", "--json")
	if err != nil {
		return nil, err
	}
	return readLog(data)
}

func readLog(data []byte) (map[string][]record, error) {
	out := map[string][]record{}
	for d := json.NewDecoder(bytes.NewReader(data)); ; {
		var r record
		err := d.Decode(&r)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("the log of Sluice does not decode: %w", err)
		}
		if r.Kind == "record" {
			out[r.ID] = append(out[r.ID], r)
		}
	}
}

func recorded(ctx context.Context, w *world) (string, error) {
	records, err := w.main.records(ctx)
	if err != nil {
		return "", err
	}
	return agree(w.asked, records, w.kind)
}

// agree decides whether the records are those of what was asked.
func agree(all []asked, records map[string][]record, kind string) (string, error) {
	counts := map[string]int{}
	tokens := 0
	for _, a := range all {
		rs := records[a.id]
		if len(rs) != 1 {
			return "", fmt.Errorf("a request (%s) has %d records", a.outcome, len(rs))
		}
		r := rs[0]
		counts[r.Outcome]++
		switch {
		case r.Outcome != a.outcome:
			return "", fmt.Errorf("a record says %s, the caller had %s", r.Outcome, a.outcome)
		case r.Outcome == "completed" && (r.Backend != "engine" || r.Engine != kind):
			return "", fmt.Errorf("a record names backend %q of kind %q", r.Backend, r.Engine)
		}
		if a.tokens != nil {
			tokens++
			if r.Tokens.Prompt != a.tokens.Prompt || r.Tokens.Completion != a.tokens.Completion {
				return "", fmt.Errorf("a record counts %d+%d tokens, the engine %s", r.Tokens.Prompt, r.Tokens.Completion, counted(a.tokens))
			}
		}
	}
	if tokens == 0 {
		return "", errors.New("no engine counted tokens: this check sees nothing")
	}
	return fmt.Sprintf("%d exchanges: %v; token counts compared on %d", len(all), counts, tokens), nil
}

// decode reads JSON.
func decode(data []byte, out any) error {
	if err := json.Unmarshal(data, out); err != nil {
		return fmt.Errorf("what the engine sent does not decode: %w", err)
	}
	return nil
}
