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

import (
	"sync"

	"sluice/pkg/scan/rule"
)

// What detectors are written with is in package rule.
type (
	Type     = rule.Type
	Detector = rule.Detector
)

// The types that code outside the detectors speaks of.
const (
	Secret       = rule.Secret
	CreditCard   = rule.CreditCard
	IBANCode     = rule.IBANCode
	USSSN        = rule.USSSN
	EmailAddress = rule.EmailAddress
	PhoneNumber  = rule.PhoneNumber
	IPAddress    = rule.IPAddress
	Unscannable  = rule.Unscannable
)

// Finding is one place in a text. It never holds the matched text.
type Finding struct {
	Type  Type
	Rule  string  // the detector's id
	Start int     // byte offset of the first byte
	End   int     // byte offset after the last byte
	Score float64 // confidence, above 0, at most 1
}

// MaxJoin is rule.MaxJoin.
const MaxJoin = rule.MaxJoin

// Set is a compiled set of detectors. It does not change after New, and is
// safe for concurrent use.
type Set struct {
	detectors []compiled
	words     automaton
	follows   follows
	begins    func() *beginnings
	digits    [maxRun + 1][]int // by length of a run of digits: the detectors that look at it
	lengths   bool              // any detector looks at runs of digits
	tails     digitTails
	digitSpan int      // bytes behind a run that any detector may read; negative where nothing bounds it
	backers   []int    // those whose findings may begin before what wakes them
	lookers   []int    // those that have Hold.Look
	turned    bool     // some find what is written back to front
	rules     []string // sorted
	digest    string
	marks     map[string]bool // "<TYPE>" of every type
	joins     map[string]bool // rules that do
	idle      sync.Pool       // unmaskers
	extra     extra
}
