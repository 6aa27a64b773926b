package rules

import (
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

// lineNumbers returns where the n-th table of an array begins, from 1, or 0.
func lineNumbers(doc string) func(array string, n int) int {
	at := map[string][]int{}
	line := 0
	for text := range strings.SplitSeq(doc, "\n") {
		line++
		text = strings.TrimSpace(text)
		for _, array := range []string{"rules", "terms", "exact"} {
			if rest, ok := strings.CutPrefix(text, "[["+array+"]]"); ok && (rest == "" || strings.HasPrefix(strings.TrimSpace(rest), "#")) {
				at[array] = append(at[array], line)
			}
		}
	}
	return func(array string, n int) int {
		if n < len(at[array]) {
			return at[array][n]
		}
		return 0
	}
}

// lineOfKey returns the first line that sets a key of this name, or 0.
func lineOfKey(doc string, key toml.Key) int {
	line, last := 0, key[len(key)-1]
	for text := range strings.SplitSeq(doc, "\n") {
		line++
		rest, ok := strings.CutPrefix(strings.TrimLeft(text, " \t[\"'"), last)
		if ok && strings.IndexAny(strings.TrimLeft(rest, "\"' \t"), "=].") == 0 {
			return line
		}
	}
	return 0
}
