package main

import (
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sluice/pkg/scan/docclass"
)

// texts are the templates of documents, and the lists of words that fill them:
//
//	@ CLASS NAME    starts a template
//	{word}          is an item of the list word, if there is one; items may have slots of their own
//	#               is a digit; \# is the sign itself
//	?line           comes at times
//	*line           comes once or several times, each time filled anew
//
// What is indented below a line with ? or * goes with it, and so does what closes it.
//
//go:embed texts
var texts embed.FS

type template struct {
	class docclass.Class
	name  string
	parts []piece
}

// piece is some lines that stay together.
type piece struct {
	mark byte // '?', '*' or 0
	text string
}

func classNamed(name string) (docclass.Class, bool) {
	i := slices.Index([]string{"none", "code", "financial", "medical"}, name)
	return docclass.Class(max(i, 0)), i >= 0
}

func readTemplates() ([]template, error) {
	var all []template
	for _, file := range []string{"code", "financial", "medical", "other"} {
		data, err := texts.ReadFile("texts/" + file + ".txt")
		if err != nil {
			return nil, fmt.Errorf("read templates: %w", err)
		}
		for i, one := range strings.Split("\n"+string(data), "\n@ ") {
			if i == 0 {
				continue
			}
			head, body, _ := strings.Cut(one, "\n")
			class, name, _ := strings.Cut(head, " ")
			c, ok := classNamed(class)
			if !ok || name == "" || body == "" {
				return nil, fmt.Errorf("read templates: template %d of %s.txt lacks its class, name or text", i, file)
			}
			all = append(all, template{class: c, name: file + "/" + name, parts: pieces(strings.Split(strings.TrimRight(body, "\n"), "\n"))})
		}
	}
	return all, nil
}

// pieces joins the lines that stay together.
func pieces(lines []string) []piece {
	var out []piece
	for i := 0; i < len(lines); {
		line := lines[i]
		if line == "" || line[0] != '?' && line[0] != '*' {
			out = append(out, piece{text: line + "\n"})
			i++
			continue
		}
		n := 1 + below(line[1:], lines[i+1:])
		out = append(out, piece{mark: line[0], text: strings.Join(lines[i:i+n], "\n")[1:] + "\n"})
		i += n
	}
	return out
}

// below counts the lines that go with the one before them.
func below(first string, lines []string) int {
	depth := indent(first)
	inside, n := false, 0
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "":
			continue // counts if something deeper follows
		case line[0] == '?' || line[0] == '*':
			return n
		case indent(line) > depth:
			inside = true
		case indent(line) < depth, i > n: // shallower, or after a blank line
			return n
		case !inside && trimmed != "{" && !annotates(first):
			return n
		}
		if annotates(first) && !inside {
			first = line
		}
		n = i + 1
	}
	return n
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

func annotates(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, "@") || strings.HasPrefix(line, "[")
}

type lists map[string][]string

func readLists() (lists, error) {
	data, err := texts.ReadFile("texts/words.txt")
	if err != nil {
		return nil, fmt.Errorf("read lists of words: %w", err)
	}
	l := lists{}
	for line := range strings.Lines(string(data)) {
		name, items, ok := strings.Cut(strings.TrimRight(line, "\n"), ": ")
		if !ok || l[name] != nil {
			return nil, errors.New("read lists of words: a line of words.txt is no list, or a second one of its name")
		}
		l[name] = strings.Split(items, "|")
	}
	return l, nil
}
