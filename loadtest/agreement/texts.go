package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// sources are the files that texts are taken from, in equal parts.
func sources() []string {
	return []string{"injection/xstest.jsonl", "hazard/moderation_1680.jsonl"}
}

// texts gives n texts, spread evenly over each file, each on one line and cut to size bytes.
func texts(data string, n, size int) ([]string, error) {
	var out []string
	for i, name := range sources() {
		all, err := readTexts(filepath.Join(data, name))
		if err != nil {
			return nil, fmt.Errorf("%s: %w; --data names the folder of data", name, err)
		}
		want := (n - len(out)) / (len(sources()) - i)
		if len(all) < want {
			return nil, fmt.Errorf("%s has %d texts, not %d: lower --texts", name, len(all), want)
		}
		for k := range want {
			out = append(out, oneLine(all[k*len(all)/want], size))
		}
	}
	return out, nil
}

func readTexts(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		var p *os.PathError
		if errors.As(err, &p) {
			err = p.Err // without the path
		}
		return nil, err
	}
	defer f.Close()
	var out []string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var row struct {
			Text string `json:"text"`
		}
		if json.Unmarshal(lines.Bytes(), &row) != nil {
			return nil, fmt.Errorf("line %d is not JSON", len(out)+1)
		}
		if oneLine(row.Text, len(row.Text)) != "" {
			out = append(out, row.Text)
		}
	}
	return out, lines.Err()
}

// oneLine is a text with single blanks, cut before the rune that would pass size.
func oneLine(text string, size int) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
	if len(text) <= size {
		return text
	}
	for size > 0 && !utf8.RuneStart(text[size]) {
		size--
	}
	return strings.TrimSpace(text[:size])
}
