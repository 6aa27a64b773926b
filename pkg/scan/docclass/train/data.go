package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// text is one document: its class is what it was made as, its group what must not be on both sides of a split.
type text struct {
	text  string
	class int // 0 for none
	group string
}

// row is a row of any file of the data; each file has some of the fields.
type row struct {
	Text     string   `json:"text"`
	Tokens   []string `json:"tokens"`
	Context  any      `json:"context"` // text, or the lines of code
	Task     string   `json:"task"`
	Template int      `json:"template"`
}

// sources are the files of the data that hold none of the classes.
func sources() []string {
	return []string{"ner/wikigold.jsonl", "ner/btc.jsonl", "pii/synth_v2.jsonl", "hazard/moderation_1680.jsonl",
		"injection/inthewild_jailbreaks.jsonl", "injection/xstest.jsonl", "injection/bipia_contexts_train.jsonl"}
}

const (
	together = 32   // neighbouring rows that are one group
	enough   = 1500 // bytes from which on a document of joined rows ends
	longest  = 8000 // bytes of a row that count
	longLine = 4 << 20
)

// load reads the folder of data: documents without a class, made of neighbouring rows of one group.
func load(dir fs.FS) ([]text, error) {
	var out []text
	for _, name := range sources() {
		rows, err := readRows(dir, name)
		if err != nil {
			return nil, fmt.Errorf("read %s (it comes with the data; -data names the folder): %w", name, err)
		}
		var b strings.Builder
		group := ""
		flush := func() {
			if b.Len() > 0 {
				out = append(out, text{text: b.String(), group: group})
			}
			b.Reset()
		}
		for i, r := range rows {
			g := fmt.Sprintf("%s/%d", name, i/together)
			if strings.HasPrefix(name, "pii/") {
				g = fmt.Sprintf("%s/%d", name, r.Template)
			}
			if g != group || b.Len() >= enough {
				flush()
				group = g
			}
			if r.Task == "code" {
				continue // questions with code among them: neither one nor the other
			}
			context, _ := r.Context.(string)
			s := r.Text + context + strings.Join(r.Tokens, " ")
			b.WriteString(s[:min(len(s), longest)] + "\n")
		}
		flush()
	}
	return out, nil
}

func readRows(dir fs.FS, name string) ([]row, error) {
	f, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, longLine)
	var rows []row
	for lines.Scan() {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("line %d: %w", len(rows)+1, err)
		}
		rows = append(rows, r)
	}
	return rows, lines.Err()
}

func folder(dir string) fs.FS { return os.DirFS(dir) }
