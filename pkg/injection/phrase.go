package injection

import (
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"sluice/pkg/injection/internal/fold"
)

// A phrase is a pattern of words, separated by blanks:
//
//	ignore|disregard   one of these words, folded: lower case, without accents
//	all|the?           the same, or none
//	all|of|the*        any number of them
//	..3                up to three words of any kind, not across the end of a sentence
//	~3                 the same, but no "please" and no word for the reader or the writer
//	,call              the word, with punctuation before it, and no other sign
//	:call              the word, with a colon before it
//	^                  first: a sentence begins here, or after a word such as "please"
//	!not|never         first: none of these words stands directly before
//	!email|if          last: none of these words stands directly after
//	:                  last: a colon stands directly after
//	$                  last: a sentence ends here, or the next word is "and", "instead" or the like
//
// Punctuation between words does not matter otherwise.
type pattern struct {
	owner  int // detector
	signal int // kind of signal, from 1; 0 is a finding
	from   sources

	elems  []element
	opt    uint64 // elements that may be left out
	start  bool
	before int // set, 0 is none
	after  int
	colon  bool
	stop   bool
}

type element struct {
	set     int // words; 0 is any word
	plain   bool
	star    bool
	mark    flags // one of which stands before the word
	stopped bool  // not across the end of a sentence
}

// book is all phrases, compiled.
type book struct {
	ascii      fold.Table
	vocabulary vocabulary
	patterns   []pattern
	triggers   [][]uint16 // by word: the patterns that begin with it
	sets       [][]uint64 // by set: a bit for each word
	read       sources    // the texts in which phrases are looked for, whole
}

func (b *book) in(set int, id uint16) bool { return b.sets[set][id>>6]&(1<<(id&63)) != 0 }

// The sets that have a number of their own.
const (
	setNone = iota
	setLeadIn
	setPerson
	setGoesOn
)

const (
	leadIn = "please|kindly|and|then|now|so|also|instead|just|but|must|should|first|next|finally|therefore|always|immediately|simply"
	person = "your|you|our|my|me|us|i|we|please|kindly|his|her|their"
	goesOn = "and|then|instead|now|please"
)

// compiler numbers sets and words while the phrases are read.
type compiler struct {
	book  book
	sets  []string
	words []string
}

func compileBook(ds []detector) book {
	c := compiler{sets: []string{"", leadIn, person, goesOn}}
	c.book.ascii = fold.ASCII()
	for i, d := range ds {
		for _, p := range d.phrases {
			from := p.from
			if from == 0 {
				from = d.from
			}
			c.add(pattern{owner: i, from: from}, p.words)
		}
		for _, s := range d.signals {
			c.add(pattern{owner: i, signal: s.kind, from: d.from}, s.words)
		}
	}
	for _, s := range c.sets {
		c.words = append(c.words, strings.Split(s, "|")...)
	}
	b := c.book
	b.vocabulary = newVocabulary(slices.DeleteFunc(c.words, func(w string) bool { return w == "" }))
	for _, s := range c.sets {
		row := make([]uint64, b.vocabulary.words/64+1)
		for w := range strings.SplitSeq(s, "|") {
			if id := b.vocabulary.find([]byte(w)); id != 0 {
				row[id>>6] |= 1 << (id & 63)
			}
		}
		b.sets = append(b.sets, row)
	}
	b.triggers = make([][]uint16, b.vocabulary.words+1)
	for i := range b.patterns {
		for _, id := range b.beginnings(&b.patterns[i], c.sets) {
			b.triggers[id] = append(b.triggers[id], uint16(i))
		}
	}
	return b
}

// beginnings returns the words that a phrase may begin with.
func (b *book) beginnings(p *pattern, sets []string) []uint16 {
	var ids []uint16
	first := p.skip(1)
	for n, e := range p.elems {
		if first&(1<<n) == 0 || !e.plain {
			continue
		}
		for w := range strings.SplitSeq(sets[e.set], "|") {
			ids = append(ids, b.vocabulary.find([]byte(w)))
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (c *compiler) set(words string) int {
	if i := slices.Index(c.sets, words); i > 0 {
		return i
	}
	c.sets = append(c.sets, words)
	return len(c.sets) - 1
}

func (c *compiler) add(p pattern, text string) {
	for part := range strings.FieldsSeq(text) {
		switch first := len(p.elems) == 0; {
		case part == "^":
			p.start = true
		case part == ":":
			p.colon = true
		case part == "$":
			p.stop = true
		case part[0] == '!' && first:
			p.before = c.set(part[1:])
		case part[0] == '!':
			p.after = c.set(part[1:])
		case part[0] == '~':
			p.gap(text, part[1:], setPerson)
		case strings.HasPrefix(part, ".."):
			p.gap(text, part[2:], setNone)
		default:
			p.word(c, part)
		}
	}
	if n := len(p.elems); n == 0 || n > 62 || p.skip(1)&(1<<n) != 0 {
		panic(fmt.Sprintf("phrase %q: needs a word, and at most 62 elements", text))
	}
	if p.signal != signalName && p.signal != signalOrder {
		c.book.read |= p.from
	}
	c.book.patterns = append(c.book.patterns, p)
}

func (p *pattern) word(c *compiler, part string) {
	e := element{plain: true}
	switch part[0] {
	case ',':
		e.mark, part = atComma, part[1:]
	case ':':
		e.mark, part = atColon, part[1:]
	}
	last := part[len(part)-1]
	if last == '?' || last == '*' {
		p.opt |= 1 << len(p.elems)
		e.star = last == '*'
		part = part[:len(part)-1]
	}
	e.set = c.set(part)
	p.elems = append(p.elems, e)
}

func (p *pattern) gap(text, number string, except int) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || len(p.elems) == 0 {
		panic(fmt.Sprintf("phrase %q: a gap takes a number, and words before it", text))
	}
	for range n {
		p.opt |= 1 << len(p.elems)
		p.elems = append(p.elems, element{set: except, stopped: true})
	}
}

// takes says whether a word fits an element.
func (b *book) takes(e element, t token) bool {
	switch {
	case e.mark == atComma && t.flags&(atComma|atSign) != atComma, e.mark&^t.flags != 0, e.stopped && t.flags&atStop != 0:
		return false
	case e.plain:
		return b.in(e.set, t.id)
	}
	return e.set == setNone || !b.in(e.set, t.id)
}

func (p *pattern) skip(states uint64) uint64 {
	for {
		more := states | (states&p.opt)<<1
		if more == states {
			return states
		}
		states = more
	}
}

// match returns the index after the last word of the phrase that begins at
// toks[i], 0 where there is none. toks ends with a word that is nothing, or
// has maxReach more words.
func (b *book) match(p *pattern, toks []token, i int) int {
	first := toks[i]
	if p.start && first.flags&atStart == 0 && (i == 0 || !b.in(setLeadIn, toks[i-1].id)) {
		return 0
	}
	if p.before != 0 && i > 0 && first.flags&atStop == 0 && b.in(p.before, toks[i-1].id) {
		return 0
	}
	end := uint64(1) << len(p.elems)
	states := p.skip(1)
	for k := i; k < len(toks)-1 && k-i < maxReach; k++ {
		next := uint64(0)
		for s := states; s != 0; s &= s - 1 {
			n := bits.TrailingZeros64(s)
			if n == len(p.elems) {
				continue
			}
			if b.takes(p.elems[n], toks[k]) {
				next |= 1 << (n + 1)
				if p.elems[n].star {
					next |= 1 << n
				}
			}
		}
		if states = p.skip(next); states == 0 {
			return 0
		}
		if states&end != 0 && b.closes(p, toks[k+1]) {
			return k + 1
		}
	}
	return 0
}

// closes says whether the phrase may end before this word.
func (b *book) closes(p *pattern, next token) bool {
	switch {
	case p.colon && next.flags&atColon == 0:
		return false
	case p.stop && next.flags&(atStart|atComma) == 0 && !b.in(setGoesOn, next.id):
		return false
	case p.after != 0 && next.flags&atStop == 0 && b.in(p.after, next.id):
		return false
	}
	return true
}
