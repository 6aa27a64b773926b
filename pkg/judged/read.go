package judged

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// What a set may have: rows are small, and a set fits into memory.
const (
	maxLine  = 8 << 20 // bytes of one row
	maxRows  = 1_000_000
	maxBytes = 1 << 30 // of all rows
)

// line is a row as one of the known sets writes it.
type line struct {
	Text, Prompt *string
	Label        any
	Labels       map[string]int // of the moderation set
	Categories   *[]string
	Group        string
	Type         string // of XSTest
	Kind         string // of BIPIA's attacks
	Task         string // of BIPIA's contexts
	Question     string
	Context      lines
}

// lines is a JSON string, or an array of strings that are its lines.
type lines string

// UnmarshalJSON reads either.
func (l *lines) UnmarshalJSON(data []byte) error {
	var many []string
	if json.Unmarshal(data, &many) == nil {
		*l = lines(strings.Join(many, "\n"))
		return nil
	}
	return json.Unmarshal(data, (*string)(l))
}

// Read reads rows of JSON lines: {"text","label"}, and "prompt", "categories" and "group"
// where there are any, or the rows of the public sets that are known here, each by its
// own fields. source is what the rows are from. Errors name the row, never its content.
func Read(r io.Reader, source string) ([]Row, error) {
	var rows []Row
	s := bufio.NewScanner(io.LimitReader(r, maxBytes+1))
	s.Buffer(make([]byte, 64<<10), maxLine)
	size := 0
	for n := 1; s.Scan(); n++ {
		if size += len(s.Bytes()) + 1; size > maxBytes || len(rows) == maxRows {
			return nil, fmt.Errorf("reading the set: it has more than %d bytes or %d rows: split it", maxBytes, maxRows)
		}
		if len(bytes.TrimSpace(s.Bytes())) == 0 {
			continue
		}
		var in line
		if json.Unmarshal(s.Bytes(), &in) != nil {
			return nil, fmt.Errorf("reading the set: row %d: %w", n, errShape)
		}
		row, err := in.row()
		if err != nil {
			return nil, fmt.Errorf("reading the set: row %d: %w", n, err)
		}
		row.Source = source + row.Source
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

var code = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]{0,31}$`) // as schemas have it

var errShape = errors.New(`it is no JSON object with "text" and "label"`)

func (in line) row() (Row, error) {
	switch {
	case in.Labels != nil && in.Text != nil:
		return moderation(*in.Text, in.Labels)
	case in.Task != "" && in.Context != "":
		row := Row{Text: string(in.Context) + "\n" + in.Question}
		if slices.Contains([]string{"email", "code", "table"}, in.Task) { // never a word that nobody chose
			row.Source = "/" + in.Task
		}
		return row, nil
	case in.Text == nil:
		return Row{}, errShape
	}
	label, err := positive(in.Label)
	if err != nil {
		return Row{}, err
	}
	row := Row{Text: *in.Text, Label: label, Group: in.Group, Open: label && in.Categories == nil}
	if in.Prompt != nil {
		row.Prompt = *in.Prompt
	}
	switch {
	case in.Type != "":
		row.Group, row.Source = xstest(in.Type), "/"+map[bool]string{true: "unsafe", false: "safe"}[label]
	case in.Kind != "":
		row.Group = "bipia/" + in.Kind
	}
	if in.Categories != nil {
		row.Categories = make(map[string]bool, len(*in.Categories))
		for _, c := range *in.Categories {
			if !code.MatchString(c) {
				return Row{}, errors.New("it has a category that is no code, such as S1")
			}
			row.Categories[c] = true
		}
		if len(row.Categories) > 0 && !label {
			return Row{}, errors.New("it is safe and has categories")
		}
	}
	return row, nil
}

// positive reads a label: what the sets call unsafe or an attack, or a truth value.
func positive(label any) (bool, error) {
	switch label {
	case "unsafe", "injection", "indirect_injection", "jailbreak", "attack", true, 1.0:
		return true, nil
	case "safe", "benign", false, 0.0:
		return false, nil
	}
	return false, errors.New(`its "label" must be unsafe, injection, jailbreak or attack, or safe or benign; true or 1, or false or 0`)
}

// xstest is the group of a type of XSTest: a type and its contrast are one.
func xstest(kind string) string {
	kind = strings.TrimPrefix(kind, "contrast_")
	switch {
	case strings.Contains(kind, "discr"):
		kind = "discr"
	case strings.HasPrefix(kind, "privacy"):
		kind = "privacy"
	}
	return "xstest/" + kind
}

// moderation maps the labels of OpenAI's moderation set to codes. A label that is
// missing was not asked for, so the category is not known.
func moderation(text string, labels map[string]int) (Row, error) {
	row := Row{Text: Unmarked(text), Open: true, Categories: map[string]bool{}}
	of := map[string][]string{
		"S": {"S12"}, "S3": {"S12", "S4"}, "H": {"S10"}, "HR": {"S10"}, "H2": {"S10", "S1"}, "V": {"S1"}, "V2": {"S1"}, "SH": {"S11"},
	}
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		on := labels[name] != 0
		if of[name] == nil {
			return Row{}, errors.New("it has a label that the moderation set does not have")
		}
		for _, c := range of[name] {
			row.Categories[c] = row.Categories[c] || on
		}
		row.Label = row.Label || on
	}
	return row, nil
}
