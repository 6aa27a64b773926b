package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// justified reads the tables of the decision: name patterns of modules, without
// their host, and what each is for.
func justified(text string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if !strings.HasPrefix(line, "|") || len(cells) < 2 || strings.HasPrefix(cells[0], "---") {
			continue
		}
		owner := ""
		for name := range strings.SplitSeq(cells[0], ",") {
			name = strings.Trim(strings.TrimSpace(name), "`")
			if before, _, ok := strings.Cut(name, "/"); ok {
				owner = before
			} else {
				name = owner + "/" + name
			}
			out[name] = strings.TrimSpace(cells[1])
		}
	}
	return out
}

// reason is why a direct module is there, or "". A pattern that ends in * stands
// for all below.
func reason(path string, reasons map[string]string) string {
	short := strings.TrimPrefix(path, "github.com/")
	if i := strings.LastIndex(short, "/v"); i > 0 && strings.Trim(short[i+2:], "0123456789") == "" {
		short = short[:i]
	}
	if why, ok := reasons[short]; ok {
		return why
	}
	for pattern, why := range reasons {
		if prefix, ok := strings.CutSuffix(pattern, "*"); ok && strings.HasPrefix(short+"/", prefix) {
			return why
		}
	}
	return ""
}

func judge(m module, reasons map[string]string) (faults []error) {
	for _, id := range m.licences {
		if !slices.Contains(allowed, id) {
			faults = append(faults, fmt.Errorf("%s %s stands under %s, which is not allowed: take another, or allow it in tools/licences/detect.go and say why", m.path, m.version, id))
		}
	}
	if m.direct && reason(m.path, reasons) == "" {
		faults = append(faults, fmt.Errorf("%s has no line in %s: say what it is for", m.path, decisions))
	}
	return faults
}

func render(groups []group, reasons map[string]string) []byte {
	var b bytes.Buffer
	b.WriteString(`# Modules and their licences

Written by ` + "`make licences`" + ` for linux/amd64, checked by ` + "`make licences-check`" + `: do not edit. Licences are SPDX
identifiers of the texts beside the packages that are used. What a direct dependency is for, and why it and no other,
stands in [decisions/0001](decisions/0001-dependencies.md). The binary also holds Go's standard library and runtime
(BSD-3-Clause). Sluice itself is Apache-2.0.
`)
	for _, g := range groups {
		if len(g.modules) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s (%d)\n\n| module | version | licence | why |\n|---|---|---|---|\n", g.title, len(g.modules))
		for _, m := range g.modules {
			why := "needed by " + m.by
			if m.direct {
				why = "direct: " + reason(m.path, reasons)
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", m.path, m.version, strings.Join(m.licences, " AND "), why)
		}
	}
	return b.Bytes()
}

// differs shows the lines that only one of two pages has, a few of each.
func differs(old, now string) string {
	var b strings.Builder
	only := func(sign, a, other string) {
		have := strings.Split(other, "\n")
		n := 0
		for line := range strings.SplitSeq(a, "\n") {
			if !slices.Contains(have, line) {
				if n++; n <= 10 {
					b.WriteString(sign + line + "\n")
				}
			}
		}
	}
	only("- ", old, now)
	only("+ ", now, old)
	return b.String()
}
