// Package llamaguard renders conversations for the Llama Guard models, and parses and scores what they answer.
//
// It is pure: no network, no clock, no configuration. Package engine sends the prompt raw (Ollama's and vLLM's own
// chat templates for these models assess the wrong turn or fail), and the guard stage turns a Verdict into a decision.
// One family is one file: its template and its categories. Text of a turn is untrusted: see neutralise.
package llamaguard

import "fmt"

// Family is a Llama Guard model with a prompt format and categories of its own.
type Family string

// families holds every family in the order in which Families gives them.
func families() []model {
	return []model{guard38B(), guard31B(), guard412B()}
}

// model is what one family's file holds.
type model struct {
	name  Family
	codes []string // in the order of the prompt

	// The special tokens around the one user turn in which everything is sent.
	bos, open, shut, end string
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

// Codes lists the category codes that the family is asked about, in the order of the prompt: the same for both
// roles. It is nil for a Family that ParseFamily would refuse.
func (f Family) Codes(Role) []string {
	m, err := f.model()
	if err != nil {
		return nil
	}
	return m.codes
}

// Name gives the published name of a category as it stands in the prompt ("Violent Crimes" for "S1"), or "".
func Name(code string) string {
	for _, c := range hazards() {
		if c.code == code {
			return c.name
		}
	}
	return ""
}

type hazard struct{ code, name string }

// hazards is the MLCommons list as Meta publishes it with Llama Guard 3 and 4.
func hazards() []hazard {
	return []hazard{
		{"S1", "Violent Crimes"},
		{"S2", "Non-Violent Crimes"},
		{"S3", "Sex Crimes"},
		{"S4", "Child Exploitation"},
		{"S5", "Defamation"},
		{"S6", "Specialized Advice"},
		{"S7", "Privacy"},
		{"S8", "Intellectual Property"},
		{"S9", "Indiscriminate Weapons"},
		{"S10", "Hate"},
		{"S11", "Self-Harm"},
		{"S12", "Sexual Content"},
		{"S13", "Elections"},
		{"S14", "Code Interpreter Abuse"},
	}
}

// firstCodes gives the first n codes.
func firstCodes(n int) []string {
	var codes []string
	for _, c := range hazards()[:n] {
		codes = append(codes, c.code)
	}
	return codes
}
