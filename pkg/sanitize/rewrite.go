package sanitize

import (
	"cmp"
	"slices"
	"strings"

	"sluice/pkg/chat"
	"sluice/pkg/policy"
)

// edit replaces a part of a leaf's text.
type edit struct {
	start, end int
	with       string
}

// rewrite replaces what was found, in the document and in the documents inside its strings.
func (r *run) rewrite(f *findings) {
	edits := map[int][]edit{}
	dropped := map[int]bool{}
	for i := range f.all {
		c := &f.all[i]
		if !replaces(c.action) {
			continue
		}
		with := ""
		if !c.lost {
			with = r.placeholder(f, c)
		}
		for _, s := range c.spans {
			l := &f.leaves[s.leaf]
			if l.choice >= 0 {
				dropped[l.choice] = true
			}
			r.result.Tokens = r.result.Tokens || l.tokens
			if l.tokens || l.kind == rawLeaf && f.embedded[l.embeds].dirty {
				continue // the choice's log-probabilities go; the raw text is written anew
			}
			edits[s.leaf] = append(edits[s.leaf], edit{s.start, s.end, with})
			with = "" // the other leaves lose their part
		}
	}
	renamed := map[*chat.Value]*taken{}
	for i := range f.leaves {
		if e := edits[i]; e != nil {
			f.leaves[i].replace(e, renamed)
		}
	}
	for _, e := range slices.Backward(f.embedded) {
		if e.dirty {
			f.leaves[e.leaf].val.Str = string(e.doc.AppendJSON(nil))
		}
	}
	r.dropLogprobs(f, dropped)
}

// placeholder returns what stands for a finding from now on.
func (r *run) placeholder(f *findings, c *candidate) string {
	with := ""
	switch {
	case c.action == policy.Pseudonymize && r.pseudonym != nil:
		original := f.text(c)
		if with = r.pseudonym(c.typ, original); with != "" {
			if r.result.Restore == nil {
				r.result.Restore = map[string]string{}
			}
			r.result.Restore[with] = original
		}
	case c.action == policy.Hash && r.hash != nil:
		with = r.made.keep(r.hash(string(c.typ), f.text(c)))
	case c.action == policy.Mask:
		with = r.made.keep(masked(f.text(c)))
	case c.action == policy.Replace:
		with = r.made.keep(r.policy.Replacement(r.dir, string(c.typ), c.rule))
	}
	if with == "" {
		return "<" + string(c.typ) + ">"
	}
	return with
}

// text returns what a candidate found.
func (f *findings) text(c *candidate) string {
	var b strings.Builder
	for _, s := range c.spans {
		b.WriteString(f.leaves[s.leaf].text[s.start:s.end])
	}
	return b.String()
}

// apply returns text with the edits made. Where they overlap, what any of them covers is gone.
func apply(text string, edits []edit) string {
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	var b strings.Builder
	done := 0
	for _, e := range edits {
		if e.start > done {
			b.WriteString(text[done:e.start])
		}
		b.WriteString(e.with)
		done = max(done, e.end)
	}
	b.WriteString(text[done:])
	return b.String()
}

// replace applies edits to a leaf. A number becomes a string, an array of bytes an array of one
// string, and a name stays unique.
func (l *leaf) replace(edits []edit, objects map[*chat.Value]*taken) {
	text := strings.ToValidUTF8(apply(l.text, edits), "\ufffd")
	switch l.kind {
	case keyLeaf:
		if objects[l.val] == nil {
			objects[l.val] = namesOf(l.val)
		}
		m := &l.val.Members[l.member]
		m.Name = objects[l.val].rename(m.Name, text)
	case bytesLeaf:
		*l.val = chat.NewArray(chat.NewString(strings.ReplaceAll(text, "\x00", "\ufffd")))
	default:
		*l.val = chat.NewString(text)
	}
}

// dropLogprobs takes the log-probabilities away from the choices in which something was replaced.
func (r *run) dropLogprobs(f *findings, choices map[int]bool) {
	if len(choices) == 0 {
		return
	}
	all := f.root.Get("choices")
	for i := range choices {
		r.result.Choices = append(r.result.Choices, i)
		if v := all.Elems[i].Get("logprobs"); v != nil {
			*v = chat.Value{}
		}
	}
}
