package engine

import (
	"context"
	"encoding/json"
	"strconv"

	jsonv2 "github.com/go-json-experiment/json"
)

// Said is what an engine tells of one call beside the answer. It is the engine's word,
// unchecked; what it does not tell is zero.
type Said struct {
	Model         string   // the engine's name for what answered
	Input, Output int      // tokens; never negative
	Finish        []string // why it stopped, choice by choice; at most as many as a stream may have
}

type saidKey struct{}

// WithSaid has an engine write into said while the call lasts. Nobody else may use it
// before the call has returned.
func WithSaid(ctx context.Context, said *Said) context.Context {
	return context.WithValue(ctx, saidKey{}, said)
}

// asked says whether somebody wants to know.
func asked(ctx context.Context) bool { return ctx.Value(saidKey{}) != nil }

// saidOf is where a call's engine writes, never nil.
func saidOf(ctx context.Context) *Said {
	if s, ok := ctx.Value(saidKey{}).(*Said); ok {
		return s
	}
	return &Said{}
}

// count, word and usage read what is only told: of another type than expected it is
// as if it were not there, and the answer is as good as without it.
type (
	count int
	word  string
	usage struct{ Input, Output int }
)

// UnmarshalJSON never fails.
func (c *count) UnmarshalJSON(b []byte) error {
	if n, err := strconv.Atoi(string(b)); err == nil && n > 0 {
		*c = count(n)
	}
	return nil
}

// maxWord is the longest word that is kept, in bytes.
const maxWord = 256

// UnmarshalJSON never fails.
func (w *word) UnmarshalJSON(b []byte) error {
	var s string
	if len(b) <= maxWord && jsonv2.Unmarshal(b, &s) == nil {
		*w = word(s)
	}
	return nil
}

// UnmarshalJSON never fails.
func (u *usage) UnmarshalJSON(b []byte) error {
	var raw struct {
		Prompt     count `json:"prompt_tokens"`
		Completion count `json:"completion_tokens"`
	}
	if jsonv2.Unmarshal(b, &raw) == nil {
		*u = usage{int(raw.Prompt), int(raw.Completion)}
	}
	return nil
}

// wordOf and usageOf read a value that may be anything, or not there.
func wordOf(value []byte) string {
	var w word
	if len(value) > 0 {
		_ = w.UnmarshalJSON(value)
	}
	return string(w)
}

func usageOf(value []byte) usage {
	var u usage
	if len(value) > 0 {
		_ = u.UnmarshalJSON(value)
	}
	return u
}

// named takes the model's name out of a stream's first event; the others repeat it.
func (s *Said) named(event []byte) {
	var top struct {
		Model word `json:"model"`
	}
	if json.Unmarshal(event, &top) == nil {
		s.Model = string(top.Model)
	}
}

// finished adds why a choice ended.
func (s *Said) finished(why string) {
	if why != "" && len(why) <= maxWord && len(s.Finish) < maxChoices {
		s.Finish = append(s.Finish, why)
	}
}

// used is told once, or again with more.
func (s *Said) used(u usage) {
	if u != (usage{}) {
		s.Input, s.Output = u.Input, u.Output
	}
}
