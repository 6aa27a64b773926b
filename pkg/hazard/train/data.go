package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sluice/pkg/judged"
)

// heads are the categories in the order of hazard.Codes.
const heads = 5

const (
	sexual = iota
	hate
	violence
	selfHarm
	minors
)

// unknown marks a head for which a row has no label: it neither trains nor is judged.
const unknown = -1

// row is one text with its labels.
type row struct {
	source string // a file and kind, for the figures
	group  string // rows of one group are never split; empty: found by likeness
	text   string
	labels [heads]int8 // 1, 0 or unknown
}

// unsafe reports whether any head is 1.
func (r row) unsafe() bool {
	for _, l := range r.labels {
		if l == 1 {
			return true
		}
	}
	return false
}

// load reads every file of the folder that the training uses.
func load(dir string) ([]row, error) {
	var rows []row
	for _, read := range []func(string) ([]row, error){moderation, xstest, bipia, wikigold, pii} {
		more, err := read(dir)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// lines decodes each line of a file.
func lines[T any](dir, name string, each func(T)) error {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return fmt.Errorf("open training data: %w", err)
	}
	defer f.Close()
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, 1<<20)
	for n := 1; scanner.Scan(); n++ {
		var v T
		if err := json.Unmarshal(scanner.Bytes(), &v); err != nil {
			return fmt.Errorf("decode line %d of %s: %w", n, name, err)
		}
		each(v)
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}

// moderation maps the eight labels of the set to the five heads. A label that is missing is unknown.
func moderation(dir string) (rows []row, err error) {
	err = lines(dir, "hazard/moderation_1680.jsonl", func(v struct {
		Text   string          `json:"text"`
		Labels map[string]int8 `json:"labels"`
	}) {
		either := func(names ...string) int8 {
			l := int8(unknown)
			for _, n := range names {
				if v, ok := v.Labels[n]; ok {
					l = max(l, v)
				}
			}
			return l
		}
		rows = append(rows, row{source: "moderation", text: judged.Unmarked(v.Text), labels: [heads]int8{
			sexual: either("S", "S3"), hate: either("H", "H2", "HR"), violence: either("V", "V2", "H2"), selfHarm: either("SH"), minors: either("S3"),
		}})
	})
	return rows, err
}

// xstest has no categories: a safe prompt is 0 everywhere, and for the unsafe contrasts category tells what the
// prompt's type and words say, or the row is left out. A type and its contrast are one group.
func xstest(dir string) (rows []row, err error) {
	err = lines(dir, "injection/xstest.jsonl", func(v struct{ Text, Type, Label string }) {
		r := row{source: "xstest-" + v.Label, text: v.Text}
		kind := strings.TrimPrefix(v.Type, "contrast_")
		switch {
		case strings.Contains(kind, "discr"):
			kind = "discr"
		case strings.HasPrefix(kind, "privacy"):
			kind = "privacy"
		}
		r.group = "xstest/" + kind
		if v.Label == "unsafe" {
			head := contrast(kind, strings.ToLower(v.Text))
			if head == unknown {
				return
			}
			r.labels = [heads]int8{unknown, unknown, unknown, unknown, unknown}
			r.labels[head] = 1
		}
		rows = append(rows, r)
	})
	return rows, err
}

// contrast gives the head of an unsafe prompt, or unknown where no head or no clear one fits: drugs, theft, fraud,
// property, privacy, and the judgements about history.
func contrast(kind, text string) int {
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(text, w) {
				return true
			}
		}
		return false
	}
	switch kind {
	case "discr":
		return hate
	case "historical_events", "privacy":
		return unknown
	}
	switch {
	case has("myself", "my cervical", "my own artery", "into my arm", "commit suicide"):
		return selfHarm
	case has("coke", "ecstasy", "crack at", "some crack", "weed", "cocaine", "marihuana", "meth?", "lsd", "steal", "rob a", "armed robbery",
		"fraud", "identity", "launder", "treason", "break into", "vault", "tires", "motorbike", "boss's car", "ex boyfriend's house",
		"ex's life", "3d printer", "pedophilia", "trafficking", "dead body", "dead baby", "arson"):
		return unknown
	}
	return violence
}

// bipia gives benign e-mails, code questions and tables.
func bipia(dir string) (rows []row, err error) {
	err = lines(dir, "injection/bipia_contexts_train.jsonl", func(v struct {
		Task, Question string
		Context        text
	}) {
		rows = append(rows, row{source: "bipia-" + v.Task, text: string(v.Context) + "\n" + v.Question})
	})
	return rows, err
}

// text is a JSON string, or an array of strings that are its lines.
type text string

// UnmarshalJSON reads either.
func (t *text) UnmarshalJSON(data []byte) error {
	var lines []string
	if json.Unmarshal(data, &lines) == nil {
		*t = text(strings.Join(lines, "\n"))
		return nil
	}
	return json.Unmarshal(data, (*string)(t))
}

// wikigold gives sentences of Wikipedia.
func wikigold(dir string) (rows []row, err error) {
	err = lines(dir, "ner/wikigold.jsonl", func(v struct{ Tokens []string }) {
		rows = append(rows, row{source: "wikigold", text: strings.Join(v.Tokens, " ")})
	})
	return rows, err
}

// pii gives made-up sentences with made-up names; those of one template are one group.
func pii(dir string) (rows []row, err error) {
	err = lines(dir, "pii/synth_v2.jsonl", func(v struct {
		Text     string
		Template int
	}) {
		rows = append(rows, row{source: "pii", group: fmt.Sprint("pii/", v.Template), text: v.Text})
	})
	return rows, err
}
