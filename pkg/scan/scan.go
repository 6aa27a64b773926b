// Package scan finds secrets and personal data in text.
//
// It is the pure middle of data loss prevention: text in, findings out. It
// decides nothing about them (that is package policy), reads no file, keeps no
// text, and knows nothing of NATS, JSON or roles.
//
// A scan walks the text twice, whatever the number of detectors: once through
// one automaton over the keywords of all detectors, once over the runs of
// digits. Only where one of the walks stops does a detector look closer, at a
// bounded window, with an anchored regular expression or a hand-written
// matcher. The result is the same as trying every detector at every byte,
// which the tests do.
package scan

import "sync"

// Type names a kind of finding, with Presidio's names where it has one.
type Type string

// The types that the built-in detectors report.
const (
	Secret       Type = "SECRET"
	CreditCard   Type = "CREDIT_CARD"
	IBANCode     Type = "IBAN_CODE"
	USSSN        Type = "US_SSN"
	EmailAddress Type = "EMAIL_ADDRESS"
	PhoneNumber  Type = "PHONE_NUMBER"
	IPAddress    Type = "IP_ADDRESS"
)

// Finding is one place in a text. It never holds the matched text.
type Finding struct {
	Type  Type
	Rule  string  // the detector's id
	Start int     // byte offset of the first byte
	End   int     // byte offset after the last byte
	Score float64 // confidence, above 0, at most 1
}

// MaxJoin is the length in bytes that no finding of a rule for which Joins is
// true exceeds, so that a caller who joins neighbouring strings needs to keep
// no more than this on either side of a seam.
const MaxJoin = 8192

// Set is a compiled set of detectors. It does not change after New, and is
// safe for concurrent use.
type Set struct {
	detectors []compiled
	words     automaton
	digits    []int // indexes of the detectors that look at runs of digits
	backers   []int // those whose findings may begin before what wakes them
	lookers   []int // those that have Hold.Look
	digest    string
	marks     map[string]bool // "<TYPE>" of every type

	watchOnce sync.Once // the tables for streams are made for the first one
	watching  []watch
}

// Scan returns what the detectors find in text, sorted by Start and not
// overlapping, or nil. Time grows linearly with the length of text.
func (s *Set) Scan(text string) []Finding {
	var found []Finding
	found = s.scanWords(text, found)
	found = s.scanDigits(text, found)
	return resolve(found)
}

func (s *Set) scanWords(text string, found []Finding) []Finding {
	a := &s.words
	state := uint32(0)
	for i := 0; i < len(text); i++ {
		state = a.next[state|uint32(a.class[text[i]])]
		if state&hitFlag == 0 {
			continue
		}
		state &^= hitFlag
		for _, h := range a.hitsOf(state) {
			d := &s.detectors[h.detector]
			end := i + 1
			at := end - int(h.length)
			if !d.Fold && text[at:end] != d.Literals[h.literal] {
				continue
			}
			found = d.try(text, at, end, found)
		}
	}
	return found
}

func (s *Set) scanDigits(text string, found []Finding) []Finding {
	if len(s.digits) == 0 {
		return found
	}
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) {
			continue
		}
		end := i + 1
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		for _, n := range s.digits {
			found = s.detectors[n].try(text, i, end, found)
		}
		i = end
	}
	return found
}
