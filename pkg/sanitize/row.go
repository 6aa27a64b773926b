package sanitize

import (
	"sluice/pkg/policy"
	"sluice/pkg/scan"
)

// Row reads the texts of one place of a list while they come, such as the likely
// tokens of a stream, as Document reads them in log-probabilities: each alone, and all
// of them joined, of which only rules count that join. It rewrites nothing: what is
// found in a row that Document would rewrite is Found, and none of it may be used.
//
// One goroutine may use a Row at a time.
type Row struct {
	run     run
	scan    *scan.Stream
	decided int
	found   bool
}

// Row starts one.
func (s *Sanitizer) Row(dir policy.Direction) *Row {
	return &Row{run: run{Sanitizer: s, dir: dir, counts: map[countKey]int{}, first: true}, scan: s.set.StreamAfter("")}
}

// Write takes the next text.
func (r *Row) Write(text string) {
	r.Alone(text)
	r.Join(text)
}

// Join takes a text that is read with the others only.
func (r *Row) Join(text string) { r.take(r.scan.Write(text)) }

// Alone takes a text that need not be joined: somebody else reads the whole.
func (r *Row) Alone(text string) {
	f := tokenLeaf(text)
	r.run.alone(f, 0)
	r.decide(f)
}

// Close says that no text follows.
func (r *Row) Close() { r.take(r.scan.Close()) }

func (r *Row) take(out scan.Release) {
	r.decided += len(out.Text)
	f := tokenLeaf(out.Text)
	for _, found := range out.Findings {
		if r.run.set.Joins(found.Rule) {
			r.run.add(f, found, span{0, found.Start, found.End})
		}
	}
	r.decide(f)
}

func (r *Row) decide(f *findings) {
	if len(f.all) > 0 && !r.found { // once is enough, and counts once
		r.found = r.run.decide(f)
	}
}

func tokenLeaf(text string) *findings {
	return &findings{walk: &walk{leaves: []leaf{{text: text, choice: -1, doc: -1, embeds: -1, kind: stringLeaf, tokens: true}}}}
}

// Decided returns how many bytes of the texts, those of Alone left out, no text that
// follows can make part of a finding.
func (r *Row) Decided() int { return r.decided }

// Found says that something was found that the policy takes away or blocks.
func (r *Row) Found() bool { return r.found || len(r.run.result.Blocked) > 0 }

// Blocked has the rules found so far that block the answer, sorted.
func (r *Row) Blocked() []string { return r.counted().Blocked }

// Counts has what was found so far, as Result.Counts.
func (r *Row) Counts() []Count { return r.counted().Counts }

func (r *Row) counted() Result {
	all := r.run
	all.result.Counts = nil
	return all.finish()
}
