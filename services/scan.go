package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"sluice/pkg/policy"
	"sluice/pkg/sanitize"
	"sluice/pkg/scan"
)

type scanCmd struct {
	Paths     []string `arg:"" optional:"" name:"path" help:"Files, or folders with all files below them; - or nothing: standard input."`
	JSONL     bool     `help:"Read {\"id\",\"text\"} lines, and write {\"id\",\"findings\"} lines." name:"jsonl"`
	Redact    bool     `help:"Write the text with placeholders for what was found, or as --policy has it."`
	Fail      bool     `help:"End with status 1 where anything was found."`
	JSON      bool     `help:"Print JSON." name:"json"`
	Types     []string `help:"Look for these types alone; all: for every type, also what models find, such as PERSON." placeholder:"TYPE"`
	MinScore  float64  `help:"Leave out findings with a lower score, 0 to 1." name:"min-score" placeholder:"SCORE"`
	Rules     string   `help:"Look for rules of your own too (TOML)." type:"path" placeholder:"FILE"`
	Policy    string   `help:"Say what this policy would do, and leave out what it ignores." type:"path" placeholder:"FILE"`
	Direction string   `help:"Which part of the policy: input or output." enum:"input,output" default:"input"`
}

// Help is shown by --help.
func (scanCmd) Help() string {
	return `It scans in this process, asks no server, and prints places, never values. Examples:
  sluice scan prompt.txt
  echo "mail bob@example.com" | sluice scan --redact
  sluice scan --types EMAIL_ADDRESS,PERSON --json prompt.txt
  sluice scan --jsonl prompts.jsonl > findings.jsonl
  sluice scan --policy policy.yaml --rules rules.toml prompt.txt
Offsets are bytes of the text in UTF-8. With --redact and --policy, pseudonymize and hash redact: their keys are a running
Sluice's. What is too large to scan, or cannot be read, ends with status 1.`
}

// scanning is what a run of the command scans with.
type scanning struct {
	set    *scan.Set
	query  scan.Query
	policy *policy.Policy // nil without one
	dir    policy.Direction
	clean  *sanitize.Sanitizer
	found  int
}

// placed is a finding as it is printed.
type placed struct {
	Type   string  `json:"type"`
	Rule   string  `json:"rule"`
	Start  int     `json:"start"`
	End    int     `json:"end"`
	Score  float64 `json:"score"`
	Action string  `json:"action,omitempty"`
}

// Run scans and prints.
func (c *scanCmd) Run(ctx context.Context) error {
	if len(c.Paths) == 0 {
		c.Paths = []string{"-"}
	}
	if c.JSON && c.JSONL {
		return usagef("--jsonl prints JSON already: leave --json out")
	}
	s, err := c.prepare()
	if err != nil {
		return err
	}
	switch {
	case c.JSONL:
		err = s.lines(ctx, c.Paths, c.Redact)
	case c.Redact:
		err = c.redact(s)
	default:
		err = s.texts(ctx, c.Paths, c.JSON)
	}
	if err == nil && c.Fail && s.found > 0 {
		return exitCode(exitFailed)
	}
	return err
}

func (c *scanCmd) prepare() (*scanning, error) {
	d, err := loadDetectors(c.Rules)
	if err != nil {
		return nil, err
	}
	s := &scanning{set: d.set, query: scan.Query{MinScore: c.MinScore}, dir: policy.Direction(c.Direction)}
	if c.MinScore < 0 || c.MinScore > 1 {
		return nil, usagef("--min-score is a number from 0 to 1")
	}
	if s.query.Types, err = typesOf(d.set, c.Types); err != nil {
		return nil, err
	}
	if c.Policy == "" {
		s.clean = sanitize.Redacting(d.set, s.query)
		return s, nil
	}
	if s.policy, err = policy.Load(c.Policy, d.known); err != nil {
		return nil, err
	}
	if c.Redact && (c.Types != nil || c.MinScore > 0) {
		return nil, usagef("--redact with --policy does what the policy says: leave --types and --min-score out")
	}
	s.clean = sanitize.New(d.set, s.policy)
	return s, nil
}

// typesOf reads names of types; nil where there are none.
func typesOf(set *scan.Set, given []string) ([]scan.Type, error) {
	var out []scan.Type
	all := set.AllTypes()
	for _, name := range given {
		switch t := scan.Type(strings.ToUpper(name)); {
		case name == "all":
			return all, nil
		case slices.Contains(all, t):
			out = append(out, t)
		default:
			return nil, usagef("no type %q: docs/detectors.md lists them", name)
		}
	}
	return out, nil
}

// look scans one text.
func (s *scanning) look(text string) []placed {
	out := []placed{}
	if s.policy == nil {
		for _, f := range s.set.Look(text, s.query) {
			out = append(out, placedOf(f, ""))
		}
	} else {
		for _, f := range sanitize.Look(s.set, s.policy, s.dir, text, s.query) {
			out = append(out, placedOf(f.Finding, string(f.Action)))
		}
	}
	s.found += len(out)
	return out
}

func placedOf(f scan.Finding, action string) placed {
	return placed{string(f.Type), f.Rule, f.Start, f.End, f.Score, action}
}

// redacted is the text as it may go on, and the rules that block it.
func (s *scanning) redacted(text string) (string, []string) {
	clean, result := s.clean.Text(text, s.dir, nil)
	return clean, result.Blocked
}

// redact writes one text.
func (c *scanCmd) redact(s *scanning) error {
	if len(c.Paths) > 1 {
		return usagef("--redact takes one text; for more use --jsonl")
	}
	text, err := readText(c.Paths[0])
	if err != nil {
		return err
	}
	found := s.look(text)
	clean, blocked := s.redacted(text)
	if len(blocked) > 0 {
		return fmt.Errorf("it may not pass at all: blocked by %s", strings.Join(blocked, ", "))
	}
	if c.JSON {
		return printJSON(map[string]any{"text": clean, "findings": found})
	}
	if _, err := os.Stdout.WriteString(clean); err != nil {
		return fmt.Errorf("writing the text: %w", err)
	}
	return nil
}

// texts scans files and prints what was found in each.
func (s *scanning) texts(ctx context.Context, paths []string, asJSON bool) error {
	type scanned struct {
		Path     string   `json:"path"`
		Findings []placed `json:"findings"`
	}
	var all []scanned
	var unread []error
	n := 0
	err := eachText(ctx, paths, func(path, text string, err error) {
		if err != nil {
			unread = append(unread, err)
			return
		}
		n++
		found := s.look(text)
		if asJSON {
			all = append(all, scanned{path, found})
			return
		}
		printPlaces(path, text, found)
	})
	if err := cmp.Or(err, errors.Join(unread...)); err != nil {
		return err
	}
	if asJSON {
		return printJSON(map[string]any{"detectors": s.set.Digest(), "texts": all})
	}
	fmt.Printf("%d findings in %d texts\n", s.found, n)
	return nil
}

// printPlaces prints findings by line and column, both from 1, columns in bytes.
func printPlaces(path, text string, found []placed) {
	line, start, at := 1, 0, 0
	for _, f := range found {
		for ; at < f.Start; at++ {
			if text[at] == '\n' {
				line, start = line+1, at+1
			}
		}
		end := ""
		if f.Action != "" {
			end = "  " + f.Action
		}
		fmt.Printf("%s:%d:%d: %s  %s  %.2f  bytes %d to %d%s\n", path, line, f.Start-start+1, f.Type, f.Rule, f.Score, f.Start, f.End, end)
	}
}
