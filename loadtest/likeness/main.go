// Command likeness counts the false alarms of pkg/injection/likeness over the benign prompts of loadtest/benign, which
// nothing was trained on, once as a user's words and once as untrusted text. What is there differs between machines;
// the figures of docs/model-cards/injection.md name the one that they are of.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"sluice/loadtest/benign"
	"sluice/pkg/injection/likeness"
	"sluice/pkg/scan/evaluate"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "likeness:", err)
		os.Exit(1)
	}
}

func run() error {
	c, err := likeness.New()
	if err != nil {
		return err
	}
	prompts, left, err := benign.Prompts()
	if err != nil {
		return err
	}
	fmt.Printf("%s %s\n", c.Name(), c.Digest())
	for _, as := range []struct {
		name string
		head likeness.Head
	}{{"user", likeness.User}, {"untrusted", likeness.Untrusted}} {
		hits, kinds := 0, map[string]int{}
		for _, p := range prompts {
			if c.Score(p.Text, as.head) >= likeness.Threshold {
				hits++
				kinds[p.Kind]++
			}
		}
		r := evaluate.NewRate(hits, len(prompts))
		fmt.Printf("as %s: %d of %d benign prompts flagged (%.2f %%; 95 %%: %.2f to %.2f)\n", as.name, r.Hits, r.Of, 100*r.Share, 100*r.Low, 100*r.High)
		var names []string
		for k := range kinds {
			names = append(names, k)
		}
		slices.Sort(names)
		for _, k := range names {
			fmt.Printf("  %s %d\n", k, kinds[k])
		}
		hits = 0
		texts := joined(prompts)
		for _, text := range texts {
			if c.Score(text, as.head) >= likeness.Threshold {
				hits++
			}
		}
		r = evaluate.NewRate(hits, len(texts))
		fmt.Printf("as %s: %d of %d texts of 20 KB flagged (%.2f %%; 95 %%: %.2f to %.2f)\n", as.name, r.Hits, r.Of, 100*r.Share, 100*r.Low, 100*r.High)
	}
	for _, why := range left {
		fmt.Println("left out:", why)
	}
	return nil
}

// joined are the prompts of each kind one after the other, cut into texts of 20 KB.
func joined(prompts []benign.Prompt) (texts []string) {
	var text strings.Builder
	for i, p := range prompts {
		if i > 0 && p.Kind != prompts[i-1].Kind {
			text.Reset()
		}
		text.WriteString(p.Text + "\n")
		if text.Len() >= 20<<10 {
			texts = append(texts, text.String())
			text.Reset()
		}
	}
	return texts
}
