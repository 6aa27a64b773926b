// Command docclass judges pkg/scan/docclass by texts of this machine that nothing was trained on: program files of
// many languages, and the benign prompts of loadtest/benign. What is there differs between machines; the figures of
// docs/model-cards/docclass.md name the one that they are of.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"text/tabwriter"

	"sluice/loadtest/benign"
	"sluice/pkg/scan/docclass"
)

func main() {
	files := flag.Int("files", 300, "so many program files of each language at most")
	flag.Usage = func() {
		fmt.Fprint(os.Stderr, "Judges the document classes by this machine's program files and by benign prompts.\n\nExample:\n  go run ./loadtest/docclass -files 100\n\n")
		flag.PrintDefaults()
	}
	flag.Parse()
	if err := run(*files); err != nil {
		fmt.Fprintln(os.Stderr, "docclass:", err)
		os.Exit(1)
	}
}

func run(files int) error {
	c, err := docclass.New()
	if err != nil {
		return err
	}
	programs, err := programs(files)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "PROGRAMS\tFILES\t200 BYTES\t600 BYTES\t2 KB\tTAKEN FOR ANOTHER CLASS")
	for _, p := range programs {
		var right [3]int
		others := 0
		for _, text := range p.texts {
			for i, size := range [3]int{200, 600, 2 << 10} {
				v := c.Classify(text[:min(size, len(text))])
				if v.Class == docclass.SourceCode {
					right[i]++
				} else if v.Class != docclass.None {
					others++
				}
			}
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\n", p.language, len(p.texts), right[0], right[1], right[2], others)
	}
	prompts, left, err := benign.Prompts()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nBENIGN PROMPTS\tOF\tSOURCE_CODE\tFINANCIAL_DOCUMENT\tMEDICAL_DOCUMENT\n")
	for _, row := range count(c, prompts) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\n", row.kind, row.prompts, row.found[docclass.SourceCode], row.found[docclass.Financial], row.found[docclass.Medical])
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	for _, l := range left {
		fmt.Println("left out:", l)
	}
	return nil
}

// flagged is how many prompts of a kind have a span of which class.
type flagged struct {
	kind    string
	prompts int
	found   map[docclass.Class]int
}

// count judges prompts, by kind in the order of the prompts.
func count(c *docclass.Classifier, prompts []benign.Prompt) []flagged {
	var rows []flagged
	for _, p := range prompts {
		if len(rows) == 0 || rows[len(rows)-1].kind != p.Kind {
			rows = append(rows, flagged{kind: p.Kind, found: map[docclass.Class]int{}})
		}
		row := &rows[len(rows)-1]
		row.prompts++
		var classes []docclass.Class
		for _, s := range c.Find(p.Text, nil) {
			if !slices.Contains(classes, s.Class) {
				classes = append(classes, s.Class)
				row.found[s.Class]++
			}
		}
	}
	return rows
}
