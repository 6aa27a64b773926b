package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// lesserReach is how far behind the name a value may go on.
const lesserReach = 700

func findLesser(text string, at, end int) (int, int, float64) {
	if at > 0 && rule.IsLower(text[at]) && rule.IsLower(text[at-1]) {
		return 0, 0, 0
	}
	start, stop := lesserBehind(text[:min(len(text), end+lesserReach)], end)
	if stop == 0 || tokenBytes.After(text, stop) {
		return 0, 0, 0
	}
	value := text[start:stop]
	k := rule.KindsOf(value)
	if k.Digit < 2 || k.Letters() < 2 || k.Other > 0 && k.Digit < 4 || !credentialNamed(text[at:start]) || idNamed(text[at:start]) {
		return 0, 0, 0
	}
	if body := head(value); rule.Worded(body) || rule.Chain(body) || rule.Placeholder(body) || rule.Entropy(body) < 3 {
		return 0, 0, 0
	}
	return start, stop, 0.8
}

// lesserBehind finds the value behind the name that ends at end, as the first
// match of lesserAfter has it: at the first place where written ends before a
// value, else where spoken does, else behind a blank. stop is 0 where none is.
func lesserBehind(text string, end int) (start, stop int) {
	for _, way := range []struct {
		most int
		over func(string, int) int
	}{{40, overWritten}, {32, overSpoken}} {
		for i := end; ; i++ {
			if start = way.over(text, i); start > 0 {
				if stop = lesserStop(text, start); stop > 0 {
					return start, stop
				}
			}
			if i-end == way.most || !restOfNames.After(text, i) {
				break
			}
		}
	}
	start = skipMost(text, end, 1, "\"'`")
	gap := start
	if start = skipMost(text, start, 4, " \t-"); start == gap {
		return 0, 0
	}
	start = skipMost(text, start, 1, "\"'`")
	return start, lesserStop(text, start)
}

// What a name may go on with, and what may be the first byte behind it in
// written, and of the word in spoken.
var (
	restOfNames  = rule.Bytes(" \tA-Za-z0-9_.-")
	writtenBytes = rule.Bytes("\"'`\\]) \t:=|?>,(iI-")
	spokenBytes  = rule.Bytes("kKtTsSpPaA")
)

// overWritten returns where what written has behind the rest of a name ends, if
// it is there at i, else 0.
func overWritten(text string, i int) int {
	if !writtenBytes.After(text, i) {
		return 0
	}
	i = skipMost(text, skipMost(text, i, 4, "\"'`\\])"), 8, " \t")
	n := signLen(text[i:])
	if n == 0 {
		return 0
	}
	i = skipMost(text, skipMost(text, skipMost(text, i+n, 8, " \t\r\n"), 2, `\`), 2, "\"'`([")
	for _, scheme := range []string{"bearer ", "token ", "basic "} {
		if i < len(text) && rule.Lower(text[i]) == scheme[0] && strings.HasPrefix(text[i+1:], scheme[1:]) {
			return i + len(scheme)
		}
	}
	return i
}

// signLen is the length of the sign at the beginning of s that gives a name its
// value.
func signLen(s string) int {
	if len(s) < 2 {
		return 0
	}
	switch a, b := s[0], s[1]; {
	case a == ':' && b == '=', a == '=' && b == '>', a == '-' && b == '>', a == '|' && b == '|', a == '?' && b == '=':
		return 2
	case a == '=' && b == '=' && len(s) > 2 && s[2] == '=':
		return 3
	case a == '=' && b == '=':
		return 2
	case a == '=', a == ':', a == '>', a == ',', a == '(':
		return 1
	case a|0x20 == 'i' && b|0x20 == 's' && len(s) > 2 && rule.IsBlank(s[2]):
		return 3
	}
	return 0
}

// overSpoken returns where the word of spoken and what stands behind it ends, if
// it is there at i, else 0.
func overSpoken(text string, i int) int {
	if !spokenBytes.After(text, i) {
		return 0
	}
	for _, w := range []string{"key", "token", "secret", "private", "access"} {
		if rule.HasPrefixFold(text, i, w) {
			if gap := i + len(w); gap < len(text) && (rule.IsBlank(text[gap]) || text[gap] == '-') {
				return skipMost(text, gap+1, 1, "\"'`")
			}
		}
	}
	return 0
}

func skipMost(text string, i, most int, bytes string) int {
	for n := 0; n < most && i < len(text) && strings.IndexByte(bytes, text[i]) >= 0; n++ {
		i++
	}
	return i
}

var lesserBytes = rule.Bytes("A-Za-z0-9_.=+/:~-")

// lesserStop returns where the longest lesserValue at start ends, 0 where none is.
func lesserStop(text string, start int) int {
	if !alnum.After(text, start) {
		return 0
	}
	stop := lesserBytes.Run(text, start+1, 511)
	for stop > start+1 && !rule.IsAlnum(text[stop-1]) && text[stop-1] != '=' {
		stop--
	}
	if stop-start < 12 {
		return 0
	}
	return stop
}
