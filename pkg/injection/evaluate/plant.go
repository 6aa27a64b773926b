package evaluate

import (
	"strings"

	"sluice/pkg/injection"
)

// Plant puts each attack that is untrusted into benign untrusted texts, three times: at the start, in the middle and
// at the end. The rows that it returns have all others as they were. Nothing is planted where there is no such text.
func Plant(rows []Row) []Row {
	var carriers, out []Row
	for _, r := range rows {
		if r.From == injection.Untrusted && !r.Attack {
			carriers = append(carriers, r)
		}
	}
	n := 0
	for _, r := range rows {
		if r.From != injection.Untrusted || !r.Attack || len(carriers) == 0 {
			out = append(out, r)
			continue
		}
		for where := range 3 {
			text := carriers[n*31%len(carriers)].Text
			n++
			at := len(text) / 2 * where
			if where == 2 {
				at = len(text)
			}
			if at < len(text) {
				at = strings.LastIndexAny(text[:at], " \n") + 1
			}
			planted := r
			planted.Label += ", planted"
			planted.Text = text[:at] + "\n" + r.Text + "\n" + text[at:]
			out = append(out, planted)
		}
	}
	return out
}
