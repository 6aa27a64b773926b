package main

import (
	"fmt"
	"strings"
)

// zshScript completes with zsh's own compsys: a case for each command, which words
// before the cursor name.
func zshScript(all []completable) string {
	var b strings.Builder
	b.WriteString("#compdef sluice\n# zsh completion of sluice, by `sluice completion zsh`.\n\n_sluice() {\n    local at=\"\" word takes=\"\" i\n    local -a flags values\n")
	b.WriteString("    for ((i = 2; i < CURRENT; i++)); do\n        word=$words[i]\n        if [[ -n $takes ]]; then\n            takes=\"\"\n            continue\n        fi\n        case \"$at $word\" in\n")
	for _, c := range all {
		for _, child := range c.children {
			fmt.Fprintf(&b, "        %s) at=%s ;;\n", quoted(c.path+" "+child.name), quoted(strings.TrimSpace(c.path+" "+child.name)))
		}
		for _, f := range c.flags {
			if f.takes {
				fmt.Fprintf(&b, "        %s) takes=$word ;;\n", quoted(c.path+" "+f.name))
			}
		}
	}
	b.WriteString("        esac\n    done\n")

	b.WriteString("    local cur=$words[CURRENT] flag=$takes\n    if [[ -z $takes && $cur == --*=* ]]; then\n        flag=${cur%%=*}\n        compset -P '*='\n    fi\n")
	b.WriteString("    if [[ -n $flag ]]; then\n        case \"$at $flag\" in\n")
	for _, c := range all {
		for _, f := range c.flags {
			if how := zshValues(f); f.takes && how != "" {
				fmt.Fprintf(&b, "        %s) %s ;;\n", quoted(c.path+" "+f.name), how)
			}
		}
	}
	b.WriteString("        esac\n        return\n    fi\n")

	b.WriteString("    case \"$at\" in\n")
	for _, c := range all {
		fmt.Fprintf(&b, "    %s)\n        if [[ $cur == -* ]]; then\n            flags=(%s)\n            _describe -o flag flags\n", quoted(c.path), zshDescribed(c.flags))
		if len(c.children) > 0 {
			fmt.Fprintf(&b, "        else\n            values=(%s)\n            _describe command values\n", zshDescribed(c.children))
		} else if how := zshValues(c.args); how != "" {
			fmt.Fprintf(&b, "        else\n            %s\n", how)
		}
		b.WriteString("        fi ;;\n")
	}
	b.WriteString("    esac\n}\n\nif [[ $funcstack[1] == _sluice ]]; then\n    _sluice \"$@\"\nelse\n    compdef _sluice sluice\nfi\n")
	return b.String()
}

func zshValues(w word) string {
	switch {
	case w.file:
		return "_files"
	case len(w.values) > 0:
		return "compadd -- " + strings.Join(w.values, " ")
	}
	return ""
}

func zshDescribed(words []word) string {
	var out []string
	for _, w := range words {
		out = append(out, quoted(w.name+":"+strings.ReplaceAll(w.help, ":", `\:`)))
	}
	return strings.Join(out, " ")
}
