package sanitize

import "sluice/pkg/policy"

// count counts n candidates like c that stand, and notes what blocks. What is only flagged or allowed
// is there in every round and counts in the first.
func (r *run) count(c *candidate, n int) {
	if strength(c.action) >= strength(policy.Block) {
		r.block(c.rule)
	}
	if r.first || replaces(c.action) {
		r.counts[countKey{c.typ, c.rule, c.action}] += n
	}
}

// countTokens counts what log-probabilities spell and the text of their choice does not, such as
// a secret in a likely alternative. Tokens and their bytes spell the same text, so the pattern
// with the most counts.
func (r *run) countTokens(f *findings, tokens []int) {
	type in struct {
		choice int
		rule   string
	}
	if len(tokens) == 0 {
		return
	}
	said := map[in]bool{}
	for i := range f.all {
		if l := &f.leaves[f.all[i].spans[0].leaf]; !l.tokens {
			said[in{l.choice, f.all[i].rule}] = true
		}
	}
	type spelling struct {
		in
		pattern int
	}
	counts := map[spelling]int{}
	most := map[in]int{}
	one := map[in]*candidate{}
	for _, i := range tokens {
		c := &f.all[i]
		l := &f.leaves[c.spans[0].leaf]
		where := in{l.choice, c.rule}
		if c.lost || said[where] {
			continue
		}
		s := spelling{where, l.pattern}
		counts[s]++
		most[where] = max(most[where], counts[s])
		one[where] = c
	}
	for where, c := range one {
		r.count(c, most[where])
	}
}
