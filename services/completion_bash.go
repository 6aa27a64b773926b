package main

import (
	"fmt"
	"strings"
)

// bashScript completes in bash 4 and newer, with and without bash-completion. It
// walks the words before the cursor to learn which command they name; then what may
// follow is a look-up.
func bashScript(all []completable) string {
	var b strings.Builder
	b.WriteString("# bash completion of sluice, by `sluice completion bash`.\n\n")
	table := func(name, what string, rows func(completable) []string) {
		fmt.Fprintf(&b, "# %s\n_sluice_%s() {\n    case \"$1\" in\n", what, name)
		for _, c := range all {
			for _, row := range rows(c) {
				fmt.Fprintf(&b, "    %s\n", row)
			}
		}
		b.WriteString("    esac\n}\n\n")
	}
	say := func(key, what string) string { return fmt.Sprintf("%s) printf '%%s' %s ;;", quoted(key), quoted(what)) }
	table("commands", "The commands below a command.", func(c completable) []string {
		if len(c.children) == 0 {
			return nil
		}
		return []string{say(c.path, wordNames(c.children))}
	})
	table("flags", "The flags of a command.", func(c completable) []string { return []string{say(c.path, wordNames(c.flags))} })
	table("args", "What a command's arguments may be; @file is a file.", func(c completable) []string {
		if v := bashValues(c.args); v != "" {
			return []string{say(c.path, v)}
		}
		return nil
	})
	table("values", "What a flag's value may be; @any is anything. Nothing is said of a flag that takes none.", func(c completable) []string {
		var rows []string
		for _, f := range c.flags {
			if !f.takes {
				continue
			}
			v := bashValues(f)
			if v == "" {
				v = "@any"
			}
			rows = append(rows, say(strings.TrimSpace(c.path+" "+f.name), v))
		}
		return rows
	})
	b.WriteString(bashEnd)
	return b.String()
}

func bashValues(w word) string {
	if w.file {
		return "@file"
	}
	return strings.Join(w.values, " ")
}

const bashEnd = `_sluice_words() {
    if [[ $1 == @file ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$2")
    elif [[ -n $1 && $1 != @any ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
    fi
}

_sluice() {
    COMPREPLY=()
    local at="" i word takes="" next
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $word == "=" ]]; then
            continue
        elif [[ -n $takes ]]; then
            takes=""
        elif [[ $word == -* ]]; then
            # "--flag=value" comes as three words, "--flag value" as two.
            [[ $word != *=* && -n $(_sluice_values "${at:+$at }$word") ]] && takes=$word
        else
            for next in $(_sluice_commands "$at"); do
                [[ $next == "$word" ]] && at="${at:+$at }$word" && break
            done
        fi
    done
    local cur=${COMP_WORDS[COMP_CWORD]}
    [[ $cur == "=" ]] && cur=""
    if [[ -n $takes ]]; then
        _sluice_words "$(_sluice_values "${at:+$at }$takes")" "$cur"
    elif [[ $cur == -* ]]; then
        _sluice_words "$(_sluice_flags "$at")" "$cur"
    elif [[ -n $(_sluice_commands "$at") ]]; then
        _sluice_words "$(_sluice_commands "$at")" "$cur"
    else
        _sluice_words "$(_sluice_args "$at")" "$cur"
    fi
}

complete -F _sluice sluice
`
