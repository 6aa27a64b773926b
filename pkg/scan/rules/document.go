package rules

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
)

// document is the TOML of gitleaks' configuration (its README, "Configuration")
// with our additions.
type document struct {
	Title      string
	MinVersion string `toml:"minVersion"`
	Extend     *struct {
		UseDefault    bool     `toml:"useDefault"`
		Path          string   `toml:"path"`
		URL           string   `toml:"url"`
		DisabledRules []string `toml:"disabledRules"`
	}
	Allowlist  *allowDoc
	Allowlists []allowDoc
	Rules      []ruleDoc
	Terms      []termsDoc
	Exact      []exactDoc
}

type ruleDoc struct {
	ID, Description string
	Regex           string
	SecretGroup     int `toml:"secretGroup"`
	Entropy         float64
	Keywords        []string
	Path            string
	Tags            []string
	SkipReport      bool `toml:"skipReport"`
	Allowlist       *allowDoc
	Allowlists      []allowDoc

	Type       string
	Score      float64
	Action     string
	Validators []string
	Context    *contextDoc
}

// contextDoc asks for words near a finding.
type contextDoc struct {
	Words         []string
	Before, After int     // bytes; 0 means 60 and 30
	Required      bool    // without a word nearby nothing is found
	Boost         float64 // else a word adds this to the score
}

type allowDoc struct {
	Description, Condition string
	RegexTarget            string `toml:"regexTarget"`
	Regexes, Paths         []string
	Commits, StopWords     []string
	TargetRules            []string `toml:"targetRules"`
}

type termsDoc struct {
	ID, Description, Type, Action string
	Score                         float64
	Terms                         []string
}

type exactDoc struct {
	ID, Description, Type, Action string
	Score                         float64
	List, File                    string // what DigestList wrote, or the name of a file with it
}

// mistyped is how package toml writes of a value of another type.
var mistyped = regexp.MustCompile(`^toml: line (\d+) \(last key "([^"]*)"\)`)

// badTOML says where a document cannot be read, and quotes no value.
func badTOML(err error) error {
	var bad toml.ParseError
	if errors.As(err, &bad) {
		return fmt.Errorf("line %d, near key %q: not valid TOML: correct it", bad.Position.Line, bad.LastKey)
	}
	if m := mistyped.FindStringSubmatch(err.Error()); m != nil {
		return fmt.Errorf("line %s, key %q: the value has another type than this key needs: correct it", m[1], m[2])
	}
	return errors.New("not valid TOML of this shape: check the types of its values")
}

// A header of a table and a key, as nearly all documents write them.
var (
	header = regexp.MustCompile(`^\s*\[\[?\s*([\w."' -]+?)\s*\]\]?\s*(?:#.*)?$`)
	setKey = regexp.MustCompile(`^\s*([\w."' -]+?)\s*=`)
)

// lineNumbers returns where the n-th table of an array begins, from 1, or 0.
func lineNumbers(doc string) func(array string, n int) int {
	at := map[string][]int{}
	line := 0
	for text := range strings.SplitSeq(doc, "\n") {
		line++
		if m := header.FindStringSubmatch(text); m != nil && strings.HasPrefix(strings.TrimSpace(text), "[[") {
			at[m[1]] = append(at[m[1]], line)
		}
	}
	return func(array string, n int) int {
		if n < len(at[array]) {
			return at[array][n]
		}
		return 0
	}
}

// lineOfKey returns the first line that sets a key, or opens a table of that name;
// where there is none, as within an inline table, that of what the key is in; or 0.
func lineOfKey(doc string, key toml.Key) int {
	for ; len(key) > 0; key = key[:len(key)-1] {
		line, table, want := 0, "", dotted(key.String())
		for text := range strings.SplitSeq(doc, "\n") {
			line++
			if m := header.FindStringSubmatch(text); m != nil {
				if table = dotted(m[1]) + "."; table == want+"." {
					return line
				}
			} else if m := setKey.FindStringSubmatch(text); m != nil && table+dotted(m[1]) == want {
				return line
			}
		}
	}
	return 0
}

// dotted writes a key without quotes and blanks.
func dotted(key string) string {
	return strings.NewReplacer(`"`, "", "'", "", " ", "").Replace(key)
}
