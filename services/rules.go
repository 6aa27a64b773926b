package main

import (
	"bufio"
	"crypto/rand"
	"fmt"
	"os"
	"text/tabwriter"

	"sluice/pkg/scan/rules"
)

type rulesCmd struct {
	Check  rulesCheckCmd  `cmd:"" help:"Check a file of rules of your own, and list them."`
	Digest rulesDigestCmd `cmd:"" help:"Make a list of salted digests of a column, for exact-data match."`
}

// Help is shown by --help.
func (rulesCmd) Help() string {
	return `Rules of your own are TOML: expressions in gitleaks' format with our additions, deny-lists of terms, and exact-data match.
docs/dlp.md explains them. Examples:
  sluice rules check rules.toml
  sluice scan --rules rules.toml prompt.txt
A running Sluice uses them where the configuration says rules: rules.toml. It asks no server.`
}

type rulesCheckCmd struct {
	File string `arg:"" help:"The rules." type:"path"`
	JSON bool   `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (rulesCheckCmd) Help() string {
	return `Examples:
  sluice rules check rules.toml
  sluice rules check --json rules.toml
A file that is refused ends with status 1, and stderr has the line. What is ignored of a gitleaks configuration, and
which rules are slow, is told as notes.`
}

// listedRule is a rule as it is listed.
type listedRule struct {
	Rule   string `json:"rule"`
	Type   string `json:"type"`
	Action string `json:"action,omitempty"`
	Line   int    `json:"line"`
}

// Run compiles them as a start would.
func (c *rulesCheckCmd) Run() error {
	d, err := loadDetectors(c.File)
	if err != nil {
		return err
	}
	list := make([]listedRule, 0, len(d.file.Rules))
	for _, r := range d.file.Rules {
		list = append(list, listedRule{ownPrefix + r.ID, string(r.Type), r.Action, r.Line})
	}
	if c.JSON {
		return printJSON(map[string]any{"rules": list, "notes": append([]string{}, d.file.Notes...), "detectors": d.set.Digest()})
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "LINE\tRULE\tTYPE\tACTION")
	for _, r := range list {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", r.Line, r.Rule, r.Type, or(r.Action, "the policy's"))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, n := range d.file.Notes {
		fmt.Println("note:", n)
	}
	return nil
}

func or(s, without string) string {
	if s == "" {
		return without
	}
	return s
}

type rulesDigestCmd struct {
	File   string `arg:"" help:"A CSV file with a line of headings." type:"path"`
	Column string `help:"Heading of the column, or its number from 1." required:"" placeholder:"NAME"`
}

// Help is shown by --help.
func (rulesDigestCmd) Help() string {
	return `Examples:
  sluice rules digest --column email customers.csv > customers.list
Name the list in a rule: [[exact]] with file = "customers.list". The list does not say what is in it, but who has it can ask
whether a value is: keep lists of what can be guessed, such as phone numbers, as secret as the values.`
}

// Run prints the list.
func (c *rulesDigestCmd) Run() error {
	f, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("reading the values: %w", err)
	}
	defer f.Close()
	values, err := rules.ReadColumn(bufio.NewReader(f), c.Column)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	salt := make([]byte, 16)
	rand.Read(salt) // it never fails
	list, left, err := rules.DigestList(values, salt)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	if _, err := os.Stdout.Write(list); err != nil {
		return fmt.Errorf("writing the list: %w", err)
	}
	fmt.Fprintf(os.Stderr, "%d values, %d left out: too short, too long or of too many words\n", len(values), left)
	return nil
}
