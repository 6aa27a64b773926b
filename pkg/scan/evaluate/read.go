package evaluate

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What a set may have: rows are small, and a set fits into memory.
const (
	maxLine  = 8 << 20 // bytes of one row
	maxRows  = 1_000_000
	maxBytes = 1 << 30 // of all rows
)

// SecretRow is a text that has a secret, or looks as if it had one.
type SecretRow struct {
	Row      int    // from 1
	Rule     string // the set's own rule, such as kingfisher.npm.1
	Provider string // the second part of Rule, or all of it where it has no parts
	Text     string
	Match    bool   // a secret is in it
	Spans    []Span // where, if the set says so
}

// ReadSecrets reads rows of {"rule","text","match"}, and "spans" of
// {"start","end"} in characters where the set has them. Errors name the row and
// never its content.
func ReadSecrets(r io.Reader) ([]SecretRow, error) {
	var rows []SecretRow
	err := eachLine(r, func(n int, line []byte) error {
		var in struct {
			Rule  string
			Text  *string
			Match *bool
			Spans []span
		}
		if json.Unmarshal(line, &in) != nil || in.Text == nil || in.Match == nil || in.Rule == "" {
			return errors.New(`it is no JSON object with "rule", "text" and "match"`)
		}
		spans, err := inBytes(*in.Text, in.Spans)
		if err != nil {
			return err
		}
		provider := in.Rule
		if parts := strings.Split(in.Rule, "."); len(parts) > 1 {
			provider = parts[1]
		}
		rows = append(rows, SecretRow{Row: n, Rule: in.Rule, Provider: provider, Text: *in.Text, Match: *in.Match, Spans: spans})
		return nil
	})
	return rows, err
}

// PIIRow is a text with its labelled spans.
type PIIRow struct {
	Row   int    // from 1
	Group string // the template that the text was made from; the row itself where the set has none
	Text  string
	Spans []Span // types as the set names them
}

// ReadPII reads rows of {"text","template","spans":[{"type","start","end"}]} with
// offsets in characters (code points), as presidio-research writes them. Errors
// name the row and never its content.
func ReadPII(r io.Reader) ([]PIIRow, error) {
	var rows []PIIRow
	err := eachLine(r, func(n int, line []byte) error {
		var in struct {
			Text     *string
			Template json.RawMessage
			Spans    []span
		}
		if json.Unmarshal(line, &in) != nil || in.Text == nil || in.Spans == nil {
			return errors.New(`it is no JSON object with "text" and "spans"`)
		}
		spans, err := inBytes(*in.Text, in.Spans)
		if err != nil {
			return err
		}
		group := string(in.Template)
		var name string
		if json.Unmarshal(in.Template, &name) == nil {
			group = name
		}
		if group == "" || group == "null" {
			group = "row " + strconv.Itoa(n)
		}
		rows = append(rows, PIIRow{Row: n, Group: group, Text: *in.Text, Spans: spans})
		return nil
	})
	return rows, err
}

func eachLine(r io.Reader, each func(n int, line []byte) error) error {
	s := bufio.NewScanner(io.LimitReader(r, maxBytes+1))
	s.Buffer(make([]byte, 64<<10), maxLine)
	rows, size := 0, 0
	for n := 1; s.Scan(); n++ {
		line := bytes.TrimSpace(s.Bytes())
		if size += len(s.Bytes()) + 1; size > maxBytes {
			return fmt.Errorf("reading the set: it is larger than %d bytes: split it", maxBytes)
		}
		if len(line) == 0 {
			continue
		}
		if rows++; rows > maxRows {
			return fmt.Errorf("reading the set: it has more than %d rows: split it", maxRows)
		}
		if err := each(n, line); err != nil {
			return fmt.Errorf("reading the set: row %d: %w", n, err)
		}
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("reading the set: %w (a row may have %d bytes)", err, maxLine)
	}
	if rows == 0 {
		return errors.New("reading the set: it has no rows: give a file with one JSON object a line")
	}
	return nil
}

// span is a place as the sets write it.
type span struct {
	Type       string
	Start, End *int
}

// inBytes turns offsets in characters into offsets in bytes.
func inBytes(text string, spans []span) ([]Span, error) {
	if len(spans) == 0 {
		return nil, nil
	}
	at := make([]int, 0, utf8.RuneCountInString(text)+1)
	for i := range text {
		at = append(at, i)
	}
	at = append(at, len(text))
	out := make([]Span, 0, len(spans))
	for _, s := range spans {
		if s.Start == nil || s.End == nil || *s.Start < 0 || *s.End <= *s.Start || *s.End >= len(at) {
			return nil, errors.New("a span needs start and end in characters of the text, the end behind the start")
		}
		out = append(out, Span{Type: s.Type, Start: at[*s.Start], End: at[*s.End]})
	}
	return out, nil
}
