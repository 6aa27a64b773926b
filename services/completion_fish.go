package main

import (
	"fmt"
	"strings"
)

// fishScript completes in fish 3 and newer: a line for each command, flag and argument,
// under the condition that the words before the cursor name its command.
func fishScript(all []completable) string {
	var b strings.Builder
	b.WriteString("# fish completion of sluice, by `sluice completion fish`.\n\nfunction __sluice_at\n    set -l at\n    set -l takes\n    for word in (commandline -opc)[2..]\n        if set -q takes[1]\n            set takes\n            continue\n        end\n        switch \"$at $word\"\n")
	for _, c := range all {
		for _, child := range c.children {
			fmt.Fprintf(&b, "            case %s\n                set at %s\n", fishQuoted(c.path+" "+child.name), fishQuoted(strings.TrimSpace(c.path+" "+child.name)))
		}
		for _, f := range c.flags {
			if f.takes {
				fmt.Fprintf(&b, "            case %s\n                set takes $word\n", fishQuoted(c.path+" "+f.name))
			}
		}
	}
	b.WriteString("        end\n    end\n    test \"$at\" = \"$argv[1]\"\nend\n\ncomplete -c sluice -f\n")
	for _, c := range all {
		line := func(format string, args ...any) {
			fmt.Fprintf(&b, "complete -c sluice -n %s %s\n", fishQuoted("__sluice_at "+fishQuoted(c.path)), fmt.Sprintf(format, args...))
		}
		for _, child := range c.children {
			line("-a %s -d %s", child.name, fishQuoted(child.help))
		}
		for _, f := range c.flags {
			how := ""
			switch {
			case f.file:
				how = " -r -F"
			case len(f.values) > 0:
				how = " -x -a " + fishQuoted(strings.Join(f.values, " "))
			case f.takes:
				how = " -x"
			}
			line("-l %s -d %s%s", strings.TrimPrefix(f.name, "--"), fishQuoted(f.help), how)
		}
		switch {
		case c.args.file:
			line("-F")
		case len(c.args.values) > 0:
			line("-a %s", fishQuoted(strings.Join(c.args.values, " ")))
		}
	}
	return b.String()
}

// fishQuoted is a text within single quotes, as fish reads it.
func fishQuoted(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}
