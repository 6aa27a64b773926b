package evaluate

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"sluice/pkg/injection"
)

// Row is one labelled text.
type Row struct {
	File   string
	Label  string
	Group  string // rows of one kind, type or template are alike; the row itself where the set has none
	Text   string
	From   injection.Source
	Attack bool
}

// What a file may have.
const (
	maxLine = 8 << 20
	maxRows = 1_000_000
)

// Attacks are the labels that name an attack unless others are given. Every other label is benign, "unsafe" too: what is
// harmful to ask is no injection.
func Attacks() []string {
	return []string{"1", "true", "attack", "injection", "prompt_injection", "indirect_injection", "jailbreak", "malicious"}
}

// Options say how rows are read.
type Options struct {
	File    string           // its name in the figures
	Attacks []string         // labels that name an attack
	From    injection.Source // whose words the texts are
	Guess   bool             // instead of From: contexts and indirect injections are untrusted, the rest the user's
}

// Read reads rows of {"text","label"}, or of "context" in place of "text", a text or a list of lines; "kind", "type",
// "task" or "template" groups them. A label is a text, a number or a truth value. Errors name the row and never its
// content.
func Read(r io.Reader, o Options) ([]Row, error) {
	var rows []Row
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 64<<10), maxLine)
	for n := 1; s.Scan(); n++ {
		if strings.TrimSpace(s.Text()) == "" {
			continue
		}
		if len(rows) == maxRows {
			return nil, fmt.Errorf("reading the set: it has more than %d rows: split it", maxRows)
		}
		row, err := o.row(s.Bytes(), n)
		if err != nil {
			return nil, fmt.Errorf("reading the set: row %d: %w", n, err)
		}
		rows = append(rows, row)
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("reading the set: %w (a row may have %d bytes)", err, maxLine)
	}
	if len(rows) == 0 {
		return nil, errors.New("reading the set: it has no rows: give a file with one JSON object a line")
	}
	return rows, nil
}

func (o Options) row(line []byte, n int) (Row, error) {
	var in struct {
		Text, Context, Label, Kind, Type, Task, Template json.RawMessage
	}
	if json.Unmarshal(line, &in) != nil || in.Label == nil || in.Text == nil && in.Context == nil {
		return Row{}, errors.New(`it is no JSON object with "text", or "context", and "label"`)
	}
	row := Row{File: o.File, Label: plain(in.Label), From: o.From, Group: o.File + " row " + strconv.Itoa(n)}
	body := in.Text
	if body == nil {
		body = in.Context
	}
	var lines []string
	if json.Unmarshal(body, &row.Text) != nil {
		if json.Unmarshal(body, &lines) != nil {
			return Row{}, errors.New(`its "text" or "context" is neither a text nor a list of lines`)
		}
		row.Text = strings.Join(lines, "\n")
	}
	for _, group := range []json.RawMessage{in.Kind, in.Type, in.Template} {
		if group != nil {
			row.Group = o.File + " " + plain(group)
			break
		}
	}
	row.Attack = slices.Contains(o.Attacks, row.Label)
	if o.Guess {
		row.From = injection.User
		if in.Context != nil || strings.HasPrefix(row.Label, "indirect") {
			row.From = injection.Untrusted
		}
	}
	return row, nil
}

// plain is a label as text.
func plain(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return text
	}
	return string(value)
}
