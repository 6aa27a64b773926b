package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// load reads the files with marked names.
func load(dir string) ([]doc, error) {
	docs, err := synth(dir)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"wikigold", "btc"} {
		more, err := tagged(dir, name)
		if err != nil {
			return nil, err
		}
		docs = append(docs, more...)
	}
	return docs, nil
}

// lines decodes each line of a file.
func lines[T any](dir, name string, each func(T)) error {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return fmt.Errorf("open training data (-data names its folder): %w", err)
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

// synth reads made-up sentences; those of one template are one group. The file counts offsets in characters.
func synth(dir string) (docs []doc, err error) {
	err = lines(dir, "pii/synth_v2.jsonl", func(v struct {
		Text     string
		Template int
		Spans    []struct {
			Type       string
			Start, End int
		}
	}) {
		at := make([]int, 0, len(v.Text)+1) // byte of each character
		for i := range v.Text {
			at = append(at, i)
		}
		at = append(at, len(v.Text))
		d := doc{source: "synth", group: fmt.Sprint("synth/", v.Template), text: v.Text}
		for _, s := range v.Spans {
			d.raw = append(d.raw, part{s.Type, at[s.Start], at[s.End]})
		}
		slices.SortFunc(d.raw, func(a, b part) int { return cmp.Compare(a.start, b.start) })
		d.settle()
		docs = append(docs, d)
	})
	return docs, err
}

// block is the number of neighbouring rows in one group: they may be of one article, or on one event.
const block = 64

// tagged reads tokens with tags, and writes them as text. Rows that were read before are left out.
func tagged(dir, name string) (docs []doc, err error) {
	n, seen := 0, map[string]bool{}
	err = lines(dir, "ner/"+name+".jsonl", func(v struct{ Tokens, Tags []string }) {
		group := fmt.Sprint(name, "/", n/block)
		n++
		b := joined(v.Tokens, v.Tags)
		b.raw = slices.DeleteFunc(b.raw, func(p part) bool { return handle(b.text.String(), p) })
		for i := range b.raw {
			if b.text.String()[b.raw[i].start] == '#' {
				b.raw[i].start++
			}
		}
		d := b.doc(name, group)
		if !seen[d.text] {
			seen[d.text] = true
			docs = append(docs, d)
		}
	})
	return docs, err
}

// handle reports whether a part is an account's name, as @name, which is no name here, or is no more than a sign.
func handle(text string, p part) bool {
	return text[p.start] == '@' || p.start > 0 && text[p.start-1] == '@' || p.end-p.start < 2
}

// joined writes tokens with blanks between, where English has them.
func joined(tokens, tags []string) *builder {
	var b builder
	before, quoted := "", false
	open := "" // the kind of the name that is being written
	var name strings.Builder
	for i, token := range tokens {
		if token == `'"'` || token == "''" || token == "``" {
			token = `"`
		}
		gap := " "
		switch {
		case i == 0, strings.HasPrefix(token, "'") && len(token) < 4 && token != "'", token == "n't",
			len(token) == 1 && strings.Contains(".,;:!?)]%", token), strings.Contains("([#@$", before) && before != "",
			token == `"` && quoted, before == `"` && quoted && token != `"`:
			gap = ""
		}
		if token == `"` {
			quoted = !quoted
		}
		kind, ok := strings.CutPrefix(tags[i], "B-")
		first := ok
		if !ok {
			kind, _ = strings.CutPrefix(tags[i], "I-")
		}
		if _, ok := wanted(kind); !ok {
			kind = ""
		}
		if open != "" && (kind != open || first) {
			b.name(open, name.String())
			name.Reset()
			open = ""
		}
		switch {
		case kind == "":
			b.plain(gap + token)
		case open == "":
			b.plain(gap)
			name.WriteString(token)
			open = kind
		default:
			name.WriteString(gap + token)
		}
		before = token
	}
	if open != "" {
		b.name(open, name.String())
	}
	return &b
}

// nameless reads texts in which nothing is a name: examples of secrets, and questions on code.
func nameless(dir string) (docs []doc, err error) {
	err = lines(dir, "secrets/kingfisher_examples.jsonl", func(v struct{ Text string }) {
		docs = append(docs, doc{source: "secrets", text: v.Text})
	})
	if err != nil {
		return nil, err
	}
	err = lines(dir, "injection/bipia_contexts_train.jsonl", func(v struct {
		Task  string
		Code  []string
		Error []string
	}) {
		if v.Task != "code" {
			return
		}
		docs = append(docs, doc{source: "code", text: strings.Join(v.Code, "\n")}, doc{source: "code", text: strings.Join(v.Error, "\n")})
	})
	return docs, err
}

// unmarked reads texts of which only the words in small letters count.
func unmarked(dir string) (docs []doc, err error) {
	for _, name := range []string{"hazard/moderation_1680.jsonl", "injection/inthewild_jailbreaks.jsonl", "injection/xstest.jsonl"} {
		err := lines(dir, name, func(v struct{ Text string }) { docs = append(docs, doc{source: "unmarked", text: v.Text}) })
		if err != nil {
			return nil, err
		}
	}
	return docs, nil
}
