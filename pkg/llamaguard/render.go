package llamaguard

import (
	"errors"
	"strings"
)

// Role is who speaks in a turn.
type Role int

const (
	User  Role = iota // whoever asks the guarded model
	Agent             // the guarded model
)

// String gives the role as Llama Guard's prompts spell it.
func (r Role) String() string {
	if r == Agent {
		return "Agent"
	}
	return "User"
}

// Turn is one message. Its Text is untrusted, whoever speaks: history is the caller's word.
type Turn struct {
	Role Role
	Text string
}

// Option changes how Render writes a prompt.
type Option int

// WithoutBOS leaves the leading begin-of-text token out, see Family.BOS, for an engine that puts it there itself. With a prompt that is
// a string all of these do by default, and would give the model two: llama.cpp's /completion and Ollama's
// /api/generate, raw too (where the model's tokenizer.ggml.add_bos_token is set, as it is by default for Llama), and
// vLLM's /v1/completions (unless the request says "add_special_tokens": false) and TGI's /generate.
const WithoutBOS Option = 1

// Limits of one prompt; beyond them Render refuses. A caller with more text judges it in windows.
const (
	MaxBytes = 1 << 20 // of all turns' text together
	MaxTurns = 1024
)

// Reasons for which Render refuses.
var (
	ErrNoTurns   = errors.New("llamaguard: no turns")
	ErrBlank     = errors.New("llamaguard: the last turn is blank, there is nothing to assess")
	ErrLastRole  = errors.New("llamaguard: the last turn is not of the role to assess")
	ErrAgentTurn = errors.New("llamaguard: an input check has no Agent turn")
	ErrUserTurn  = errors.New("llamaguard: an output check needs a User turn before the last Agent turn")
	ErrTooLong   = errors.New("llamaguard: the conversation is over the limit of bytes or turns")
	errRole      = errors.New("llamaguard: no such role")
)

// Render writes the raw prompt that assesses only the last turn, which must be of the role assess. As Meta's page asks,
// an input check (User) has no Agent turn, and an output check (Agent) has a User turn before, which may be blank.
// No text of a turn can add, hide or move a part of the template: see neutralise for what such text becomes.
func (f Family) Render(assess Role, turns []Turn, options ...Option) (string, error) {
	m, err := f.model()
	if err != nil {
		return "", err
	}
	size, err := check(assess, turns)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.Grow(size + size/16 + 2048)
	bos := true
	for _, o := range options {
		bos = bos && o != WithoutBOS
	}
	if bos {
		b.WriteString(m.bos)
	}
	plain := make([]Turn, len(turns))
	for i, t := range turns {
		plain[i] = Turn{t.Role, m.marks.neutralise(t.Text)}
	}
	m.write(&b, assess, plain)
	return b.String(), nil
}

// check refuses what cannot be assessed, and gives the bytes of text.
func check(assess Role, turns []Turn) (int, error) {
	switch {
	case assess != User && assess != Agent:
		return 0, errRole
	case len(turns) == 0:
		return 0, ErrNoTurns
	case len(turns) > MaxTurns:
		return 0, ErrTooLong
	}
	size, asked := 0, false
	for _, t := range turns {
		switch {
		case t.Role != User && t.Role != Agent:
			return 0, errRole
		case t.Role == Agent && assess == User:
			if turns[len(turns)-1].Role != assess {
				return 0, ErrLastRole
			}
			return 0, ErrAgentTurn
		}
		asked = asked || t.Role == User
		size += len(t.Text)
	}
	last := turns[len(turns)-1]
	switch {
	case size > MaxBytes:
		return 0, ErrTooLong
	case last.Role != assess:
		return 0, ErrLastRole
	case assess == Agent && !asked:
		return 0, ErrUserTurn
	case strings.TrimSpace(last.Text) == "":
		return 0, ErrBlank
	}
	return size, nil
}
