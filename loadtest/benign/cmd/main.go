// Command benign prints how often each rule fires on benign prompts, and where: by
// kind and index, never the text unless --show asks for it. See package benign for
// what a false alarm is.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"sluice/loadtest/benign"
	"sluice/pkg/scan"
)

func main() {
	show := flag.Int("show", 0, "print the text around up to so many false alarms of each rule")
	rule := flag.String("rule", "", "only this rule")
	kind := flag.String("kind", "", "only prompts of this kind")
	asJSON := flag.Bool("json", false, "print JSON")
	flag.Usage = func() {
		fmt.Fprint(os.Stderr, "Prints how often each rule fires on benign prompts.\n\nExamples:\n  go run ./loadtest/benign/cmd\n  go run ./loadtest/benign/cmd -rule phone -show 5\n\n")
		flag.PrintDefaults()
	}
	flag.Parse()
	if err := run(*show, *rule, *kind, *asJSON); err != nil {
		fmt.Fprintln(os.Stderr, "benign:", err)
		os.Exit(1)
	}
}

func run(show int, rule, kind string, asJSON bool) error {
	prompts, left, err := benign.Prompts()
	if err != nil {
		return err
	}
	if kind != "" {
		prompts = slices.DeleteFunc(prompts, func(p benign.Prompt) bool { return p.Kind != kind })
	}
	set := scan.Default()
	r := benign.Count(prompts, func(text string) []scan.Finding {
		return slices.DeleteFunc(set.Scan(text), func(f scan.Finding) bool { return rule != "" && f.Rule != rule })
	})
	if asJSON {
		enc := json.NewEncoder(os.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	}
	for _, l := range left {
		fmt.Println("left out:", l)
	}
	fmt.Printf("%d prompts, flagged per 1,000: secrets %.1f, false alarms of any type %.1f, any finding %.1f\n\n", r.Prompts, r.Secret.Per1000, r.Alarms.Per1000, r.Any.Per1000)
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "RULE\tTYPE\tALARMS\tFOUND\tWHERE")
	for _, f := range r.ByRule {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%s\n", f.Name, f.Type, f.Alarms, f.Found, where(r.Flagged, f.Name))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if show > 0 {
		around(r, prompts, show)
	}
	return nil
}

// where are the first prompts with a false alarm of a rule.
func where(places []benign.Place, rule string) string {
	var out []string
	for _, p := range places {
		at := fmt.Sprintf("%s/%d", p.Kind, p.Index)
		if p.Alarm && p.Finding.Rule == rule && !slices.Contains(out, at) {
			if out = append(out, at); len(out) == 4 {
				break
			}
		}
	}
	return strings.Join(out, " ")
}

func around(r benign.Report, prompts []benign.Prompt, show int) {
	const margin = 40
	shown := map[string]int{}
	for _, p := range r.Flagged {
		if f := p.Finding; p.Alarm && shown[f.Rule] < show {
			shown[f.Rule]++
			text := prompts[p.Prompt].Text
			fmt.Printf("\n%s in %s/%d: %q [ %q ] %q\n", f.Rule, p.Kind, p.Index, text[max(0, f.Start-margin):f.Start], text[f.Start:f.End], text[f.End:min(len(text), f.End+margin)])
		}
	}
}
