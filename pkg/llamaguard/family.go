// Package llamaguard renders conversations for guard models, and parses and scores what they answer: Llama Guard 3 and
// 4, and Qwen3Guard-Gen.
//
// It is pure: no network, no clock, no configuration. Package engine sends the prompt raw (Ollama's and vLLM's own
// chat templates for these models assess the wrong turn or fail), and the guard stage turns a Verdict into a decision.
// One family is one file, which holds all that is its own: see model. Those of Llama share llama.go. Text of a turn is
// untrusted: see neutralise.
package llamaguard

import (
	"fmt"
	"strings"
)

// Family is a guard model with a prompt format and categories of its own.
type Family string

// families holds every family in the order in which Families gives them.
func families() []model {
	return []model{guard38B(), guard31B(), guard412B(), qwen3Guard(), qwen3GuardLoose()}
}

// model is what one family's file holds.
type model struct {
	name         Family
	bos          string // the begin-of-text token; "" for a tokenizer without one
	answerTokens int    // room for the longest verdict

	categories func(Role) []category // in the order of the prompt

	// write writes the prompt but its bos. The turns are checked, their texts neutralised.
	write func(b *strings.Builder, assess Role, turns []Turn)

	// read parses an answer without blanks and ends around it, and without scores.
	read func(answer string, assess Role) (Verdict, Kind)
	ends []string // tokens that may follow an answer

	before string // what an answer says before the first word of its verdict
	words  []word // what that word may be; none begins another
	list   string // what it says before the names of categories

	marks marks
}

// category is what a family may find: a code, and the name that the prompt has for it.
type category struct{ code, name string }

// word is one that a verdict begins with, and what it counts as.
type word struct {
	text   string
	unsafe bool
}

// Families lists the known families.
func Families() []Family {
	var names []Family
	for _, m := range families() {
		names = append(names, m.name)
	}
	return names
}

// ParseFamily gives the family of exactly that name, such as "llama-guard-3-8b".
func ParseFamily(name string) (Family, error) {
	if _, err := Family(name).model(); err != nil {
		return "", err
	}
	return Family(name), nil
}

func (f Family) model() (model, error) {
	for _, m := range families() {
		if m.name == f {
			return m, nil
		}
	}
	return model{}, fmt.Errorf("llamaguard: no such family (known: %v)", Families())
}

// Codes lists the category codes that the family is asked about, in the order of the prompt. It is nil for a Family
// that ParseFamily would refuse.
func (f Family) Codes(assess Role) []string {
	m, err := f.model()
	if err != nil {
		return nil
	}
	var codes []string
	for _, c := range m.categories(assess) {
		codes = append(codes, c.code)
	}
	return codes
}

// BOS is the begin-of-text token that a prompt begins with, or "" for a family that has none.
func (f Family) BOS() string {
	m, err := f.model()
	if err != nil {
		return ""
	}
	return m.bos
}

// AnswerTokens is how many tokens the longest verdict may take: an engine need not be asked for more.
func (f Family) AnswerTokens() int {
	m, err := f.model()
	if err != nil {
		return 0
	}
	return m.answerTokens
}

// Name gives the published name of a category as it stands in the prompt ("Violent Crimes" for "S1"), or "". No two
// families mean different things by one code.
func Name(code string) string {
	for _, m := range families() {
		for _, c := range m.categories(User) {
			if c.code == code {
				return c.name
			}
		}
	}
	return ""
}
