package main

import (
	"embed"
	"fmt"
	"strings"
)

// The lists were written for this command, one template a line: [a|b] is one of several, {topic} one of slots.txt,
// a backslash takes a sign as it is, and \n ends a line.
//
//go:embed lists
var lists embed.FS

// dice draws numbers that are the same on every run.
type dice uint64

func (d *dice) below(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int((uint64(*d) >> 33) % uint64(n))
}

// writer fills templates.
type writer struct{ slots map[string][]string }

func newWriter() (*writer, error) {
	text, err := lists.ReadFile("lists/slots.txt")
	if err != nil {
		return nil, fmt.Errorf("read slots: %w", err)
	}
	w := &writer{slots: map[string][]string{}}
	for line := range strings.Lines(string(text)) {
		name, of, _ := strings.Cut(strings.TrimSpace(line), ": ")
		w.slots[name] = alternatives(of)
	}
	return w, nil
}

// templates are the lines of a list.
func templates(name string) ([]string, error) {
	text, err := lists.ReadFile("lists/" + name + ".txt")
	if err != nil {
		return nil, fmt.Errorf("read a list: %w", err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n"), nil
}

// fill makes one text of a template.
func (w *writer) fill(template string, d *dice) string {
	var out strings.Builder
	for at := 0; at < len(template); {
		rest := template[at:]
		switch end := 0; {
		case rest[0] == '\\' && len(rest) > 1:
			if c := rest[1]; c == 'n' {
				out.WriteByte('\n')
			} else {
				out.WriteByte(c)
			}
			at += 2
			continue
		case rest[0] == '[':
			if end = strings.IndexByte(rest, ']'); end > 0 {
				of := alternatives(rest[1:end])
				out.WriteString(w.fill(of[d.below(len(of))], d))
				at += end + 1
				continue
			}
		case rest[0] == '{':
			if end = strings.IndexByte(rest, '}'); end > 0 {
				if of := w.slots[rest[1:end]]; of != nil {
					out.WriteString(w.fill(of[d.below(len(of))], d))
					at += end + 1
					continue
				}
			}
		}
		out.WriteByte(rest[0])
		at++
	}
	return out.String()
}

// alternatives cuts at each | that no backslash takes as it is.
func alternatives(of string) []string {
	out := []string{""}
	for i := 0; i < len(of); i++ {
		last := &out[len(out)-1]
		switch {
		case of[i] == '\\' && i+1 < len(of) && of[i+1] == '|':
			*last += "|"
			i++
		case of[i] == '|':
			out = append(out, "")
		default:
			*last += of[i : i+1]
		}
	}
	return out
}
