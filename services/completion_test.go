package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sluice/loadtest/rig"
)

// completions are what a shell must offer after a line whose last word is being
// written; "" is a new word.
var completionTests = []struct {
	line  []string
	want  []string // all of these
	never []string // none of these
}{
	{[]string{""}, []string{"ask", "up", "policy", "token", "completion"}, []string{"apply", "--json"}},
	{[]string{"po"}, []string{"policy"}, []string{"ask"}},
	{[]string{"policy", ""}, []string{"check", "apply", "show", "diff", "log", "keys"}, []string{"ask", "create"}},
	{[]string{"policy", "apply", "--f"}, []string{"--force"}, []string{"--expect", "--json"}},
	{[]string{"policy", "--f"}, nil, []string{"--force"}},
	{[]string{"policy", "check", "pol"}, []string{"policy.yaml"}, []string{"notes.txt"}},
	{[]string{"up", "--"}, []string{"--listen", "--config", "--log-level", "--help"}, []string{"--force"}},
	{[]string{"up", "--log-level", ""}, []string{"debug", "info", "warn", "error"}, []string{"--listen"}},
	{[]string{"up", "--log-level=d"}, []string{"debug"}, []string{"info"}},
	{[]string{"up", "--config", "not"}, []string{"notes.txt"}, []string{"policy.yaml"}},
	{[]string{"watch", "--severity", "h"}, []string{"high"}, []string{"low"}},
	{[]string{"run", "d"}, []string{"dispatch", "dlp"}, []string{"guard", "devmodel"}},
	{[]string{"run", "dlp", "--ops", "127.0.0.1:0", "g"}, []string{"guard"}, []string{"dlp"}},
	{[]string{"token", "create", "--role", ""}, []string{"soc-analyst", "operator"}, []string{"stage:dlp"}},
	{[]string{"ask", "--model", "policy", "--id", "token", "--"}, []string{"--restore"}, []string{"--force", "--expires"}},
	{[]string{"completion", ""}, []string{"bash", "zsh", "fish"}, []string{"tcsh"}},
	{[]string{"help", "p"}, []string{"policy"}, []string{"ask"}},
}

func TestCompletion(t *testing.T) {
	t.Parallel()
	bin := rig.Binary(t, false)
	for shell, program := range map[string]string{"bash": bashAsks, "zsh": zshAsks, "fish": fishAsks} {
		t.Run(shell, func(t *testing.T) {
			path, err := exec.LookPath(shell)
			if err != nil {
				t.Skipf("%s is not installed: what `sluice completion %s` prints was not run", shell, shell)
			}
			script, err := exec.Command(bin, "completion", shell).Output()
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			file := rig.WriteFile(t, filepath.Join(dir, "script"), "%s", script)
			rig.WriteFile(t, filepath.Join(dir, "policy.yaml"), "x\n")
			rig.WriteFile(t, filepath.Join(dir, "notes.txt"), "x\n")
			for _, tt := range completionTests {
				args := slices.Concat(map[string][]string{"bash": {"--norc", "--noprofile"}, "zsh": {"-f"}, "fish": {"--no-config"}}[shell],
					[]string{"-c", program, shell, file}, split(shell, tt.line))
				if shell == "fish" { // it gives itself no name
					args = slices.Delete(args, 3, 4)
				}
				cmd := exec.Command(path, args...)
				cmd.Dir = dir
				cmd.Env = []string{"HOME=" + dir, "PATH=" + os.Getenv("PATH"), "TERM=dumb"}
				out, err := cmd.CombinedOutput()
				if err != nil {
					t.Fatalf("%q: %v\n%s", tt.line, err, out)
				}
				offered := strings.Fields(string(out))
				for _, w := range tt.want {
					if !slices.Contains(offered, w) {
						t.Errorf("%q does not offer %s but %q", tt.line, w, offered)
					}
				}
				for _, w := range tt.never {
					if slices.Contains(offered, w) {
						t.Errorf("%q offers %s", tt.line, w)
					}
				}
			}
		})
	}
}

// split is a line as the shell's completion is given it: bash takes words apart at "=".
func split(shell string, line []string) []string {
	var out []string
	for _, w := range line {
		if name, value, found := strings.Cut(w, "="); found && shell == "bash" {
			out = append(out, name, "=", value)
			continue
		}
		out = append(out, w)
	}
	return out
}

// How each shell is asked: $1 is the script, what follows the words after sluice.
const (
	bashAsks = `set -u; source "$1"; shift
COMP_WORDS=(sluice "$@"); COMP_CWORD=$#
spec=$(complete -p sluice); fn=${spec##*-F }; fn=${fn%% *}
"$fn"; printf '%s\n' "${COMPREPLY[@]}"`

	// zsh's own builtins work nowhere but in its line editor: what the script asks of
	// them is answered here, by the prefix that is being written.
	zshAsks = `compdef() { :; }
prefix() { local w; for w in "$@"; do [[ $w == "${PREFIX}"* ]] && print -r -- "$w"; done; return 0; }
compadd() { [[ $1 == -- ]] && shift; prefix "$@"; }
compset() { [[ $1 == -P ]] && PREFIX=${PREFIX#*=}; }
_files() { prefix *(N); }
_describe() { local a; for a in "${(@P)@[-1]}"; do prefix "${a%%:*}"; done; }
source "$1"; shift
words=(sluice "$@"); CURRENT=$#words; PREFIX=$words[CURRENT]
_sluice; true`

	fishAsks = `source $argv[1]
for line in (complete -C "sluice $argv[2..]"); string split -f1 \t -- $line | string replace -r '^--[a-z-]+=' ''; end; true`
)

// A description must not end the quotes that it stands in.
func TestQuotes(t *testing.T) {
	const s = `it's a \ and $(x)`
	for _, shell := range []string{"bash", "zsh", "fish"} {
		path, err := exec.LookPath(shell)
		if err != nil {
			continue
		}
		q := quoted(s)
		if shell == "fish" {
			q = fishQuoted(s)
		}
		out, err := exec.Command(path, "-c", fmt.Sprintf("printf %%s %s", q)).Output()
		if err != nil || string(out) != s {
			t.Errorf("%s reads %q as %q: %v", shell, s, out, err)
		}
	}
}
