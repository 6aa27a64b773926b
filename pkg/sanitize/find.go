package sanitize

import (
	"sluice/pkg/chat"
	"sluice/pkg/policy"
	"sluice/pkg/scan"
)

// span is a part of a leaf's text.
type span struct{ leaf, start, end int }

// candidate is a finding with its place in the document. A finding over several leaves has
// several spans, in document order.
type candidate struct {
	typ    scan.Type
	rule   string
	action policy.Action
	spans  []span
	lost   bool // another candidate stands for it
}

func (c *candidate) size() int {
	n := 0
	for _, s := range c.spans {
		n += s.end - s.start
	}
	return n
}

// findings is what one round found.
type findings struct {
	*walk
	all []candidate
}

// find scans doc in every way.
func (r *run) find(doc *chat.Document) *findings {
	f := &findings{walk: gather(doc)}
	for i := range f.leaves {
		l := &f.leaves[i]
		if l.inert {
			continue
		}
		r.alone(f, i)
		r.learned(f, i)
		if l.foreign && !l.tokens && l.key != "" && (l.kind == stringLeaf || l.kind == numberLeaf) {
			r.withKey(f, i)
		}
	}
	for _, s := range streams(f.leaves) {
		r.joined(f, s)
	}
	return f
}

// add keeps a finding, unless what it found is a placeholder.
func (r *run) add(f *findings, found scan.Finding, spans ...span) {
	c := candidate{typ: found.Type, rule: found.Rule, spans: spans}
	c.action = r.policy.Action(r.dir, string(found.Type), found.Rule)
	if c.action == policy.Ignore || replaces(c.action) && r.standsFor(f, &c) {
		return
	}
	f.all = append(f.all, c)
}

// alone scans one leaf by itself, and once more without its JSON escapes where it has any: they
// hide text in a string that is not quite JSON.
func (r *run) alone(f *findings, i int) {
	l := &f.leaves[i]
	for _, found := range r.set.Scan(l.text) {
		r.add(f, found, span{i, found.Start, found.End})
	}
	if l.kind == rawLeaf {
		return
	}
	text := l.text
	var m layers
	for range maxUnescape {
		plain, step := unescape(text)
		if step == nil {
			return
		}
		m = append(m, step)
		text = plain
		for _, found := range r.set.Scan(text) {
			start, end := m.original(found.Start, found.End)
			r.add(f, found, span{i, start, end})
		}
	}
}

// Windows of a value that is scanned with its key: most fit the small one; where a finding
// reaches its end, the large one decides.
const smallHead, largeHead = 256, scan.MaxJoin

// withKey scans a leaf as "key: value", and as a quoted value where that finds nothing, for the
// detectors that go by what stands before. Only the part of a finding in the value counts.
func (r *run) withKey(f *findings, i int) {
	l := &f.leaves[i]
	head := cut(l.text, smallHead)
	for _, quote := range []string{"", `"`} {
		before := l.key + ": " + quote
		all := r.set.Scan(before + head + quote)
		if len(head) < len(l.text) && len(all) > 0 && all[len(all)-1].End >= len(before)+len(head) {
			head = cut(l.text, largeHead)
			all = r.set.Scan(before + head + quote)
		}
		some := false
		for _, found := range all {
			start, end := max(found.Start-len(before), 0), min(found.End-len(before), len(head))
			if end > start {
				r.add(f, found, span{i, start, end})
				some = true
			}
		}
		if some {
			return
		}
	}
}

// cut returns at most n bytes of the start of s.
func cut(s string, n int) string { return s[:min(n, len(s))] }
