package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// heads are user and untrusted, in the order of likeness.Head.
const heads = 2

// unknown marks a head for which a row says nothing: it neither trains nor is judged.
const unknown = -1

type labels [heads]int8

func attack() labels    { return labels{1, 1} }       // whoever says it
func directive() labels { return labels{unknown, 1} } // an attempt where nobody was to give orders; a user may ask for it
func benign() labels    { return labels{0, 0} }       // whoever says it
func asked() labels     { return labels{0, unknown} } // what users ask; in a document it may be planted

// row is one text with its labels.
type row struct {
	source string // for the figures
	group  string // rows of one group are never split
	round  int    // sources of one round are held out together
	text   string
	labels labels

	own        bool // of our lists, which have no half that nobody tuned on
	start, end int  // where a planted attack lies; nothing where the row is one
}

// The rounds.
const (
	inTheWild = iota // jailbreaks that people use; XSTest and the moderation set, all benign
	planted          // BIPIA: its attacks, and its e-mails, tables and code
	ours             // the lists a, with sentences of Wikipedia
	oursToo          // the lists b, with tweets, made-up sentences and texts with secrets
	rounds
)

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

// load reads every file of the folder that the training uses, and fills the lists.
func load(dir string) ([]row, error) {
	var rows []row
	for _, read := range []func(string) ([]row, error){wild, xstest, moderation, bipia, wikipedia, tweets, sentences, secrets} {
		more, err := read(dir)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	own, err := written(rows)
	return append(rows, own...), err
}

func firstWords(text string) string {
	words := strings.Fields(strings.ToLower(text))
	return strings.Join(words[:min(4, len(words))], " ")
}

func wild(dir string) (rows []row, err error) {
	err = lines(dir, "injection/inthewild_jailbreaks.jsonl", func(v struct{ Text string }) {
		rows = append(rows, row{source: "in the wild", group: firstWords(v.Text), round: inTheWild, text: v.Text, labels: attack()})
	})
	return rows, err
}

func xstest(dir string) (rows []row, err error) {
	err = lines(dir, "injection/xstest.jsonl", func(v struct{ Text, Type, Label string }) {
		rows = append(rows, row{source: "xstest " + v.Label, group: v.Type, round: inTheWild, text: v.Text, labels: asked()})
	})
	return rows, err
}

func moderation(dir string) (rows []row, err error) {
	err = lines(dir, "hazard/moderation_1680.jsonl", func(v struct{ Text string }) {
		rows = append(rows, row{source: "moderation", group: v.Text, round: inTheWild, text: v.Text, labels: benign()})
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

// bipia gives its contexts, its attacks alone, and its attacks planted in its contexts: of one half in those of the
// same.
func bipia(dir string) (rows []row, err error) {
	err = lines(dir, "injection/bipia_contexts_train.jsonl", func(v struct {
		Task    string
		Context text
	}) {
		if v.Context != "" {
			rows = append(rows, row{source: "bipia " + v.Task, group: string(v.Context), round: planted, text: string(v.Context), labels: benign()})
		}
	})
	if err != nil {
		return nil, err
	}
	p := planter{carriers: rows, dice: 11}
	err = lines(dir, "injection/bipia_attacks_train.jsonl", func(v struct{ Text, Kind string }) {
		r := row{source: "bipia attacks", group: v.Kind, round: planted, text: v.Text, labels: directive()}
		rows = append(rows, r)
		for range 9 {
			r.source = "bipia planted"
			rows = append(rows, p.plant(r))
		}
	})
	return rows, err
}

// wikipedia gives paragraphs of some sentences.
func wikipedia(dir string) (rows []row, err error) {
	var paragraph []string
	err = lines(dir, "ner/wikigold.jsonl", func(v struct{ Tokens []string }) {
		paragraph = append(paragraph, strings.Join(v.Tokens, " "))
		if len(paragraph) > len(rows)%4 {
			text := strings.Join(paragraph, " ")
			rows = append(rows, row{source: "wikigold", group: text, round: ours, text: text, labels: benign()})
			paragraph = nil
		}
	})
	return rows, err
}

func tweets(dir string) (rows []row, err error) {
	n := 0
	err = lines(dir, "ner/btc.jsonl", func(v struct{ Tokens []string }) {
		if n++; n%4 == 0 { // they are short and many
			text := strings.Join(v.Tokens, " ")
			rows = append(rows, row{source: "tweets", group: text, round: oursToo, text: text, labels: benign()})
		}
	})
	return rows, err
}

func sentences(dir string) (rows []row, err error) {
	err = lines(dir, "pii/synth_v2.jsonl", func(v struct {
		Text     string
		Template int
	}) {
		rows = append(rows, row{source: "pii", group: fmt.Sprint("template ", v.Template), round: oursToo, text: v.Text, labels: benign()})
	})
	return rows, err
}

func secrets(dir string) (rows []row, err error) {
	err = lines(dir, "secrets/kingfisher_examples.jsonl", func(v struct{ Rule, Text string }) {
		rows = append(rows, row{source: "secrets", group: v.Rule, round: oursToo, text: v.Text, labels: benign()})
	})
	return rows, err
}
