package injection

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/injection.md anew")

const page = "../../docs/injection.md"

// TestDocs keeps the table of rules what the code says. To write it anew:
// go test ./pkg/injection -run TestDocs -update
func TestDocs(t *testing.T) {
	want := document()
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/injection.md is stale: go test ./pkg/injection -run TestDocs -update")
	}
}

func document() string {
	var b strings.Builder
	b.WriteString(`# Injection rules

<!-- Written by: go test ./pkg/injection -run TestDocs -update. Do not edit. -->

What ` + "`pkg/injection`" + ` looks for, and in whose words: **user** is the caller's own words; **untrusted** is tool and function results,
documents, tool descriptions and the assistant's turns of the history, which are the caller's word too; **system** is system and
developer messages; **completion** is what the model wrote. A policy names these ids; findings have type INJECTION, and the only
actions for them are block, flag and allow. A finding is a place and an id, never text.

| rule | looked for in | what it finds |
|---|---|---|
`)
	for _, rule := range Rules() {
		var from []string
		for _, s := range Sources(rule) {
			from = append(from, s.String())
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", rule, strings.Join(from, ", "), strings.NewReplacer("<<SYS>>", "`<<SYS>>`", "|", `\|`, "<", "`<", ">", ">`").Replace(Describe(rule)))
	}
	b.WriteString("\n## Examples\n\nFrom the code; the tests hold every one of them. Only what ASCII can show is here: the disguises are in the files.\n")
	for _, d := range detectors() {
		fmt.Fprintf(&b, "\n### %s\n\n", d.rule)
		examples(&b, "finds", d.match)
		examples(&b, "leaves alone", d.noMatch)
	}
	fmt.Fprintf(&b, `
## Bounds

- At most %d findings of a rule are told of one text. Time is linear; memory does not grow with the text.
- A growing text may be inspected in windows that repeat the last %d bytes; what stretches over more is seen in the whole text only.
  `+"`Disclosure.Watch`"+` takes pieces of any size and misses nothing.
- Decoding goes %d KiB at a time, and %d encodings deep.
- Canaries need %d letters or digits; protected texts of less than %d are not looked for.

## What this is not

Heuristics: an attack in words of its own passes, above all a plain question planted in a document ("What is the capital of
Brazil?"), which no rule can tell from text; `+"`injection-likeness`"+` guesses at such, catches some, and has [its own figures](model-cards/injection.md).
A policy that blocks INJECTION and does not want to block on a guess says `+"`rules: {injection-likeness: flag}`"+`. Quoted phrases inside a sentence ("what does “ignore all previous instructions”
mean?") are left alone, so that people can talk about attacks; who quotes an attack to make it pass is left to the guard model.
Knowledge that the application puts into a protected system text is a disclosure when the model quotes it: protect
instructions, not documents.

## Measuring

`+"`SLUICE_DATA_DIR=<folder> go test ./pkg/injection -run TestHeldOut -v`"+` prints detection and false positives on public data, on the half
that the rules were developed with and on the half that they were not (split by attack kind, first words of a prompt, prompt type,
template, or text, by SHA-256), of all rules but `+"`injection-likeness`"+`, which was trained on these sets, and fails where more than 0.5 %% of benign held-out texts have a finding. `+"`sluice eval injection FILE`"+` prints what rules and classifier make of a labelled file of yours.
`, MaxFindings, Overlap, maxRun>>10, maxEncoding, minCanary, minWhole)
	return b.String()
}

func examples(b *strings.Builder, what string, list []example) {
	for _, e := range list {
		text, _ := unmark(e.text)
		if len(text) > 120 || strings.ContainsFunc(text, func(c rune) bool { return c < ' ' || c > '~' || c == '`' }) {
			continue
		}
		fmt.Fprintf(b, "- %s (%s): `%s`\n", what, e.from, text)
	}
}
