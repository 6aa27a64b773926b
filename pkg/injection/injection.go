// Package injection finds attempts to steer a language model through the text
// that it reads, and signs that one worked in the text that it writes: forged
// turns, overridden instructions, hidden text, links that carry data away,
// encoded instructions, and the disclosure of what was to stay secret.
//
// It is heuristics, stated one a file with what each must and must not match
// beside it, and one small classifier (package likeness) for what they have no
// words for. It decides nothing (that is package policy), asks no model (that
// is the guard), keeps no text, reads no file, and does no more than linear
// work within bounded memory. An attack in words of its own passes: a text
// without findings was inspected, not cleared.
package injection

import (
	"cmp"
	"slices"
	"sync"

	"sluice/pkg/injection/likeness"
)

// Source says whose words a text is. It decides which rules apply.
type Source int

const (
	User       Source = iota // the caller's own words
	Untrusted                // tool and function results, documents, quoted web content, history, tool descriptions
	System                   // the operator's or the application's instructions
	Completion               // what the model wrote
)

// String returns the name that the documentation uses.
func (s Source) String() string {
	switch s {
	case User:
		return "user"
	case Untrusted:
		return "untrusted"
	case System:
		return "system"
	case Completion:
		return "completion"
	}
	return "unknown"
}

// Finding is one place in a text. It never holds the text.
type Finding struct {
	Rule  string // a rule of Rules
	Start int    // byte offset of the first byte
	End   int    // byte offset after the last byte
}

// MaxFindings is how many findings of one rule are told of one text: the first
// ones. More of the same would change no verdict.
const MaxFindings = 64

// Overlap is how many bytes a window of a growing text must repeat from the
// one before it, so that a phrase, marker or link that lies across the seam is
// seen whole in one of them. What stretches over more than this may be missed
// in windows: inspect the whole text once it is there.
const Overlap = 4 << 10

// Set is the compiled rules. It does not change after New and is safe for
// concurrent use.
type Set struct {
	detectors []detector
	book      book
	likeness  *likeness.Classifier
	digest    string
	pool      sync.Pool // of *inspection
}

// New compiles the rules and reads the weights. It takes some milliseconds: call
// it once at start. The tests compile the same list and read the same weights,
// so that its panic on what does not compile cannot be met outside them.
func New() *Set {
	learned, err := likeness.New()
	if err != nil {
		panic(err)
	}
	s := &Set{detectors: detectors(), likeness: learned}
	s.book = compileBook(s.detectors)
	s.digest = digestOf(s.detectors, learned.Digest())
	s.pool.New = func() any { return new(inspection) }
	return s
}

// Inspect returns what the rules for texts of this source find, sorted by
// Start, at most MaxFindings of a rule, those of one rule not overlapping; nil
// where nothing is found. A source that is none of the four is taken for
// Untrusted. Time grows linearly with the text, memory does not grow with it.
func (s *Set) Inspect(text string, from Source) []Finding {
	if from < User || from > Completion {
		from = Untrusted
	}
	in := s.open(text, from, 0)
	defer s.close(in)
	in.readPhrases()
	for i := range s.detectors {
		if d := &s.detectors[i]; d.find != nil && d.from.has(from) {
			in.rule = i
			d.find(in)
		}
	}
	return in.result()
}

// inspection is the state of one Inspect. One goroutine owns it.
type inspection struct {
	set    *Set
	text   string
	from   Source
	depth  int // how many encodings were taken off to get at text
	rule   int // the detector at work
	found  []Finding
	count  []int // findings by detector
	words  reader
	turned turned
}

func (s *Set) open(text string, from Source, depth int) *inspection {
	in := s.pool.Get().(*inspection)
	in.set, in.text, in.from, in.depth = s, text, from, depth
	in.found = in.found[:0]
	if in.count == nil {
		in.count = make([]int, len(s.detectors))
	}
	clear(in.count)
	return in
}

func (s *Set) close(in *inspection) {
	in.text = ""
	s.pool.Put(in)
}

// add reports text[start:end] for the detector at work.
func (in *inspection) add(start, end int) { in.addFor(in.rule, start, end) }

func (in *inspection) addFor(rule, start, end int) {
	if start >= end || in.count[rule] >= MaxFindings {
		return
	}
	in.count[rule]++
	in.found = append(in.found, Finding{Rule: in.set.detectors[rule].rule, Start: start, End: end})
}

// result sorts the findings, and joins those of one rule that overlap.
func (in *inspection) result() []Finding {
	if len(in.found) == 0 {
		return nil
	}
	return merge(in.found)
}

// merge returns a sorted copy in which findings of one rule do not overlap.
func merge(found []Finding) []Finding {
	sorted := slices.Clone(found)
	slices.SortFunc(sorted, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	out := sorted[:0]
	for _, f := range sorted {
		if n := len(out); n > 0 && out[n-1].Rule == f.Rule && f.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, f.End)
			continue
		}
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Rule, b.Rule))
	})
	return out
}
