// Package rule says what a detector is, and has what detectors are written
// with: classes of bytes, context words, entropy, placeholders, and the
// reading of key = value.
//
// It matches nothing by itself: package scan compiles detectors and runs them.
// The detectors are in packages secret and personal, and in a user's rules.
package rule

// Type names a kind of finding, with Presidio's names where it has one.
type Type string

// Types that more than one package speaks of.
const (
	Secret       Type = "SECRET"
	CreditCard   Type = "CREDIT_CARD"
	IBANCode     Type = "IBAN_CODE"
	USSSN        Type = "US_SSN"
	EmailAddress Type = "EMAIL_ADDRESS"
	PhoneNumber  Type = "PHONE_NUMBER"
	IPAddress    Type = "IP_ADDRESS"
	Person       Type = "PERSON"
	Location     Type = "LOCATION"
	Organization Type = "ORGANIZATION"

	// Unscannable is what could not be looked at to its end: a decompression
	// bomb, a rule of the user's that ran out of time. It is no harm by itself,
	// and nothing says that it is harmless.
	Unscannable Type = "UNSCANNABLE"
)

// MaxJoin is the length in bytes that no finding of a detector with Joins
// exceeds, so that a caller who joins neighbouring strings needs to keep no
// more than this on either side of a seam.
const MaxJoin = 8192

// Detector is one rule: what it looks for, how it is found quickly, and what
// it must and must not match. It is a value; scan.New compiles it.
//
// A detector is woken either at every occurrence of one of its Literals or,
// when Digits is set, at the start of every run of digits. Woken, it matches
// either Pattern or Find.
type Detector struct {
	Rule      string  // id, lower case with dashes, unique and stable: it is in policies and records
	Type      Type    // what a finding is
	Score     float64 // confidence of a finding when Check and Find do not say otherwise; 0 means 0.9
	About     string  // what is found, in words, for the reader of docs/detectors.md
	Validator string  // what a match must pass beyond its form, in words: "CRC-32", "Luhn", "entropy"; may be empty

	// Literals are keywords, at least 1 byte each, one of which stands in
	// every match, Before bytes after its start. ASCII letters of any case
	// wake the detector when Fold is set.
	Literals []string
	Fold     bool
	Before   int

	// Lead are bytes one of which stands directly before the literal, or the run of
	// digits, in anything that is found, unless the text begins there. Nil is any byte.
	Lead *Class

	// Tail is an RE2 expression that matches, from the first byte of the literal on, in
	// anything that is found. It is for a Find whose Hold has Ends; others have Reach.
	Tail string

	// Digits wakes at runs of digits instead, and of these only at those of
	// one of the Lengths where there are any. Lengths of 65 and more count as 64.
	// Beside are bytes one of which stands directly before the run or directly
	// behind it in anything that is found; nil is no such need.
	Digits  bool
	Lengths []int
	Beside  *Class

	// Pattern is an RE2 expression without anchors or word boundaries,
	// and with a longest match of less than 16 KiB. The finding is group 1
	// where there is one. Left and Right are bytes that must not stand
	// directly before and after the match.
	Pattern     string
	Left, Right *Class

	// Check returns the score of a match of Pattern, 0 to reject it. It may
	// read 512 bytes before the match, and Hold.After behind it.
	Check func(text string, m Match) float64

	// Find matches by hand. The literal or run of digits that woke it is
	// text[at:end]. It returns a score of 0 where nothing is found, must look
	// at a bounded window (or one that no other call looks at), and must not
	// depend on anything but text, at and end. Revision is part of the digest
	// and grows with each change of Find or Check.
	Find     func(text string, at, end int) (start, stop int, score float64)
	Revision int

	// Hold is what a stream must know beyond that.
	Hold Hold

	// Joins says that the format is so strong (prefix or checksum) that a
	// match made by joining two neighbouring strings is taken for one.
	Joins bool

	Match   []string // texts that hold exactly one finding of this rule; « and » may mark it
	NoMatch []string // texts that hold none of this rule
}

// Match is where Pattern matched: the whole of it, and the part to report.
type Match struct {
	Start, End int
	From, To   int
}
