package main

import (
	"fmt"
	"strings"
)

// worstKinds is how many kinds under the goal the page lists; detect.json has all.
const worstKinds = 40

func hidden(b *strings.Builder, d disguised) {
	fmt.Fprintf(b, "\n## Disguises\n\nThe first example of each rule of a secret or a card, %d kinds, in %d forms (`loadtest/disguises`). Caught: a finding of its type touches the hidden value; covered: of values hidden without a label, such findings have nine bytes in ten. What a form leaves as it is does not count, nor does what it puts around the value and hides nothing in, such as a header.\n\n", d.Kinds, len(d.Forms))
	b.WriteString("| | hidden | caught | covered | goal | |\n|---|---:|---:|---:|---:|---|\n")
	fmt.Fprintf(b, "| all | %d | %.3f | %s | | |\n", d.All.Tried, d.All.share(), d.All.covered())
	fmt.Fprintf(b, "| those that only a label tells, hidden with it | %d | %.3f | %s | | |\n", d.Label.Tried, d.Label.share(), d.Label.covered())
	fmt.Fprintf(b, "| kinds with at least %.2f caught | %d | %d | | all | %s |\n", goalDisguised, d.Kinds, d.Reached, reached(d.Kinds > 0 && d.Reached == d.Kinds))
	fmt.Fprintf(b, "\nBenign texts outside ASCII, in many scripts: %d of %d (%.1f per 1,000) are said to have a secret or a card.\n", d.Benign.Flagged, d.Benign.Texts, 1000*float64(d.Benign.Flagged)/float64(max(d.Benign.Texts, 1)))
	if len(d.Plain) > 0 {
		fmt.Fprintf(b, "\nLeft out, for their example is not found in this sentence undisguised: %s.\n", strings.Join(d.Plain, ", "))
	}
	b.WriteString("\n| form | hidden | caught | covered |\n|---|---:|---:|---:|\n")
	for _, f := range d.Forms {
		fmt.Fprintf(b, "| %s | %d | %.3f | %s |\n", f.Name, f.Tried, f.share(), f.covered())
	}
	if len(d.Below) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%d kinds are below the goal; the worst:\n\n| rule | hidden | caught | covered |\n|---|---:|---:|---:|\n", len(d.Below))
	for _, k := range d.Below[:min(len(d.Below), worstKinds)] {
		fmt.Fprintf(b, "| %s | %d | %.3f | %s |\n", k.Name, k.Tried, k.share(), k.covered())
	}
}

// covered is a dash where nothing was hidden without a label.
func (t tried) covered() string {
	if t.Alone == 0 {
		return "–"
	}
	return fmt.Sprintf("%.3f", float64(t.Covered)/float64(t.Alone))
}
