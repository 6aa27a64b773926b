package policy

import (
	"slices"
	"strings"
)

// hint proposes the nearest of the known names, or lists them where they are
// few and none is near.
func hint(name string, known []string) string {
	best, least := "", 1+len(name)/3
	for _, k := range known {
		if d := distance(strings.ToLower(bounded(name)), strings.ToLower(k)); d <= least && (d < least || best == "") {
			best, least = k, d
		}
	}
	if best == "" && len(name) >= shortest {
		best = longer(name, known)
	}
	switch {
	case best != "" && name != "":
		return "; did you mean " + best + "?"
	case len(known) == 0:
		return "; no name is known here"
	case len(known) <= 16:
		return "; use " + strings.Join(slices.Sorted(slices.Values(known)), ", ")
	}
	return ""
}

// shortest is how many bytes of a name say which one was meant.
const shortest = 3

// longer returns the shortest of the known names that begin with name.
func longer(name string, known []string) string {
	best := ""
	for _, k := range known {
		if len(k) > len(name) && strings.EqualFold(k[:len(name)], name) && (best == "" || len(k) < len(best)) {
			best = k
		}
	}
	return best
}

// bounded keeps what an error quotes short.
func bounded(name string) string {
	if len(name) > 64 {
		return strings.ToValidUTF8(name[:64], "") + "…"
	}
	return name
}

// distance is the number of bytes to insert, delete or change (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
