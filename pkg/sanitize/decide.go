package sanitize

import (
	"cmp"
	"slices"
	"sort"
)

// decide chooses among the findings of a round which stand, counts them, and reports whether
// any is to be replaced. Of findings that overlap, the one with the stronger action stands, then
// the longer one; the others are lost, but what they cover is replaced too where their action
// says so.
func (r *run) decide(f *findings) bool {
	inner, raw, tokens := f.sort()
	f.clip(inner)
	f.settle(inner)
	for _, i := range inner {
		f.touch(&f.all[i])
	}
	f.settleRaw(raw)
	f.settle(tokens)
	replaced := false
	for i := range f.all {
		c := &f.all[i]
		replaced = replaced || replaces(c.action)
		if !c.lost && !f.leaves[c.spans[0].leaf].tokens {
			r.count(c, 1)
		}
	}
	r.countTokens(f, tokens)
	return replaced
}

// sort groups the candidates by where they are: in raw texts of embedded documents, in
// log-probabilities, or elsewhere.
func (f *findings) sort() (inner, raw, tokens []int) {
	for i := range f.all {
		switch l := &f.leaves[f.all[i].spans[0].leaf]; {
		case l.tokens:
			tokens = append(tokens, i)
		case l.kind == rawLeaf:
			raw = append(raw, i)
		default:
			inner = append(inner, i)
		}
	}
	return inner, raw, tokens
}

// touch marks the embedded documents around a candidate that is replaced.
func (f *findings) touch(c *candidate) {
	if !replaces(c.action) {
		return
	}
	for _, s := range c.spans {
		for d := f.leaves[s.leaf].doc; d >= 0; d = f.leaves[f.embedded[d].leaf].doc {
			f.embedded[d].dirty = true
		}
	}
}

// clip shortens a finding over several messages to the message that has a finding of the same
// type there already: a key at the end of one message does not go on in the next, although
// "thanks" might be part of a longer key.
func (f *findings) clip(inner []int) {
	alone := map[int][]int{} // leaf to candidates
	for _, i := range inner {
		if c := &f.all[i]; len(c.spans) == 1 {
			alone[c.spans[0].leaf] = append(alone[c.spans[0].leaf], i)
		}
	}
	for _, i := range inner {
		c := &f.all[i]
		if len(c.spans) < 2 {
			continue
		}
		for _, s := range c.spans {
			part := f.leaves[s.leaf].part
			same := func(j int) bool {
				a := &f.all[j]
				return a.typ == c.typ && a.spans[0].start < s.end && s.start < a.spans[0].end
			}
			if slices.ContainsFunc(alone[s.leaf], same) {
				c.spans = slices.DeleteFunc(c.spans, func(o span) bool { return f.leaves[o.leaf].part != part })
				break
			}
		}
	}
}

// settle marks the candidates that lose to one that they overlap.
func (f *findings) settle(which []int) {
	for _, group := range f.overlapping(which) {
		slices.SortFunc(group, func(a, b int) int {
			x, y := &f.all[a], &f.all[b]
			return cmp.Or(cmp.Compare(strength(y.action), strength(x.action)), cmp.Compare(y.size(), x.size()), cmp.Compare(a, b))
		})
		standing := covered{}
		for _, i := range group {
			if c := &f.all[i]; standing.touches(c) {
				c.lost = true
			} else {
				standing.add(c)
			}
		}
	}
}

// covered has the parts of each leaf that candidates cover, sorted, without overlaps.
type covered map[int][]span

func (s covered) find(x span) int {
	parts := s[x.leaf]
	return sort.Search(len(parts), func(i int) bool { return parts[i].end > x.start })
}

func (s covered) touches(c *candidate) bool {
	for _, x := range c.spans {
		if i := s.find(x); i < len(s[x.leaf]) && s[x.leaf][i].start < x.end {
			return true
		}
	}
	return false
}

// add takes a candidate that touches nothing.
func (s covered) add(c *candidate) {
	for _, x := range c.spans {
		s[x.leaf] = slices.Insert(s[x.leaf], s.find(x), x)
	}
}

// overlapping returns the groups of two or more candidates that hang together by overlaps.
func (f *findings) overlapping(which []int) [][]int {
	type part struct {
		span
		of int // place in which
	}
	var parts []part
	group := make([]int, len(which)) // union-find
	for n, i := range which {
		group[n] = n
		for _, s := range f.all[i].spans {
			parts = append(parts, part{s, n})
		}
	}
	find := func(n int) int {
		for group[n] != n {
			group[n] = group[group[n]]
			n = group[n]
		}
		return n
	}
	slices.SortFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(a.leaf, b.leaf), cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	far := 0 // the part that reaches furthest of those before
	for i := 1; i < len(parts); i++ {
		if parts[i].leaf == parts[far].leaf && parts[i].start < parts[far].end {
			group[find(parts[i].of)] = find(parts[far].of)
		}
		if parts[i].leaf != parts[far].leaf || parts[i].end > parts[far].end {
			far = i
		}
	}
	members := map[int][]int{}
	for n, i := range which {
		members[find(n)] = append(members[find(n)], i)
	}
	var groups [][]int
	for _, m := range members {
		if len(m) > 1 {
			groups = append(groups, m)
		}
	}
	return groups
}

// settleRaw judges findings in the raw text of embedded documents, the innermost first. What was
// found inside is written anew from inside, so a finding in the raw text is lost where something
// inside is replaced, or where the same rule found something inside. The next round sees what is
// left of it.
func (f *findings) settleRaw(raw []int) {
	rules := map[int]map[string]bool{} // embedded document to rules that found something in it
	for i := range f.all {
		c := &f.all[i]
		for d := f.leaves[c.spans[0].leaf].doc; d >= 0; d = f.leaves[f.embedded[d].leaf].doc {
			if rules[d] == nil {
				rules[d] = map[string]bool{}
			}
			rules[d][c.rule] = true
		}
	}
	for _, i := range slices.Backward(raw) {
		c := &f.all[i]
		d := f.leaves[c.spans[0].leaf].embeds
		c.lost = f.embedded[d].dirty || rules[d][c.rule]
		if !c.lost {
			f.touch(c)
		}
	}
}
