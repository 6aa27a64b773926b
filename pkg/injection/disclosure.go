package injection

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"

	"sluice/pkg/injection/internal/fold"
)

// Disclosure finds protected texts and canaries in completions. Both sides
// are compared as their letters and digits alone, folded like the words of
// Set: case, white space, punctuation, accents, full-width and look-alike
// letters and invisible characters make no difference.
//
// It does not change after NewDisclosure, holds the protected texts in memory,
// and is safe for concurrent use.
type Disclosure struct {
	ascii   fold.Table
	systems []string // folded
	grams   map[uint64][]gramAt
	base    uint64 // of the rolling hash, random: nobody can prepare collisions
	power   uint64 // base to the gramSize-1
	needles map[uint64][]needle
	tails   *filter // of needles; nil without any
	heads   *filter // of grams; nil without any
}

// Bounds, in bytes of folded letters and digits.
const (
	minRun     = 64 // a run of a protected text that is a finding, about 12 English words
	minWhole   = 24 // a shorter protected text is found as a whole from here on
	gramSize   = 48 // indexed pieces of protected texts
	gramStep   = minRun - gramSize + 1
	maxPlaces  = 8   // places of a piece that occurs more often
	minCanary  = 8   // of a canary
	maxCanary  = 256 // bytes of a canary that are looked for
	maxSystems = 256
)

type gramAt struct{ system, end int }

// needle is what is looked for whole.
type needle struct {
	rule string
	text string // folded
}

// ErrCanary is a canary too short to be told from ordinary text.
var ErrCanary = errors.New("a canary takes at least 8 letters or digits")

// CheckCanary returns ErrCanary for a canary that NewDisclosure would leave
// out. A policy with such a canary must be refused.
func CheckCanary(canary string) error {
	if len(foldText(canary)) < minCanary {
		return ErrCanary
	}
	return nil
}

// NewDisclosure prepares the search for protected system texts and canaries.
// Texts of less than 24 letters and digits are left out: they say nothing that
// is worth protecting ("You are a helpful assistant."). Canaries of less than 8
// are left out, see CheckCanary; of long ones the first 256 bytes count. At
// most 256 texts are taken, the first ones.
func NewDisclosure(system []string, canaries []string) *Disclosure {
	var seed [8]byte
	rand.Read(seed[:]) // does not fail
	d := &Disclosure{
		ascii: fold.ASCII(), grams: make(map[uint64][]gramAt), needles: make(map[uint64][]needle),
		base: binary.LittleEndian.Uint64(seed[:])>>8 | 1<<20 | 1, power: 1,
	}
	if len(system) == 0 && len(canaries) == 0 {
		return d
	}
	for range gramSize - 1 {
		d.power *= d.base
	}
	for _, text := range system[:min(len(system), maxSystems)] {
		d.protect(foldText(text))
	}
	for _, c := range canaries {
		d.plant(c[:min(len(c), maxCanary)])
	}
	return d
}

// Empty says whether there is nothing to look for.
func (d *Disclosure) Empty() bool { return len(d.grams) == 0 && len(d.needles) == 0 }

// protect indexes a piece of the text at every gramStep bytes: every run of
// minRun bytes has a whole one in it.
func (d *Disclosure) protect(text string) {
	if len(text) < minRun {
		if len(text) >= minWhole {
			d.look(ruleSystemDisclosure, text)
		}
		return
	}
	n := len(d.systems)
	d.systems = append(d.systems, text)
	for end := gramSize; end <= len(text); end += gramStep {
		h := uint64(0)
		for i := end - gramSize; i < end; i++ {
			h = h*d.base + uint64(text[i]) + 1
		}
		if len(d.grams[h]) < maxPlaces {
			d.grams[h] = append(d.grams[h], gramAt{n, end})
			d.heads = d.heads.with(h)
		}
	}
}

// plant looks for a canary in every form that a model can be made to write it
// in without knowing more than the canary.
func (d *Disclosure) plant(canary string) {
	plain := foldText(canary)
	if len(plain) < minCanary {
		return
	}
	forms := []string{plain, foldText(string(mirror(plain))), foldText(string(rot13(plain))),
		foldText(hex.EncodeToString([]byte(canary))), foldText(hex.EncodeToString([]byte(strings.ToLower(canary))))}
	for _, bytes := range []string{canary, strings.ToLower(canary), strings.ToUpper(canary)} {
		for shift := range 3 {
			forms = append(forms, foldText(base64Inner(bytes, shift)))
		}
	}
	for i, f := range forms {
		if i == 0 || len(f) >= minCanary {
			d.look(ruleCanary, f)
		}
	}
}

// base64Inner returns the base64 digits that a text has whatever stands around
// it, where shift bytes of what stands before it share its first group.
func base64Inner(text string, shift int) string {
	all := base64.RawStdEncoding.EncodeToString([]byte("\x00\x00\x00"[:shift] + text))
	from := []int{0, 2, 3}[shift]
	return all[from : (shift+len(text))*8/6]
}

func (d *Disclosure) look(rule, text string) {
	tail := tailOf(text)
	for _, n := range d.needles[tail] {
		if n.text == text && n.rule == rule {
			return
		}
	}
	d.needles[tail] = append(d.needles[tail], needle{rule, text})
	d.tails = d.tails.with(tail)
}

// tailOf returns the last 8 bytes of a text as a number.
func tailOf(text string) (tail uint64) {
	for _, c := range []byte(text[len(text)-8:]) {
		tail = tail<<8 | uint64(c)
	}
	return tail
}

// filter says quickly that a key is in no map.
type filter [1 << 10]uint64

func (f *filter) with(key uint64) *filter {
	if f == nil {
		f = new(filter)
	}
	f[slotOf(key)] |= 1 << (key * filterPrime >> 48 & 63)
	return f
}

func (f *filter) has(key uint64) bool {
	return f != nil && f[slotOf(key)]&(1<<(key*filterPrime>>48&63)) != 0
}

const filterPrime = 0x9E3779B97F4A7C15

func slotOf(key uint64) uint64 { return key * filterPrime >> 54 }
