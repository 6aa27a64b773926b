package personal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sluice/pkg/scan/rule"
)

func email() []rule.Detector {
	return []rule.Detector{{
		Rule: "email-address", About: "e-mail address", Validator: "the form of a mailbox and a domain", Type: rule.EmailAddress, Score: 0.95,
		Literals: []string{"@"}, Find: findEmail, Revision: 1,
		Hold: rule.Hold{Reach: `@[A-Za-z0-9.\x{80}-\x{fff}-]{1,260}`, Back: backAddress, Most: 72},
		Match: []string{
			"write to «jane.doe+news@example.co.uk», please", "<«a@b.io»>", "mailto:«jane@example.com»?subject=x", `{"email":"«j_d@mail.example.com»"}`,
			"«jürgen@müller.de».", "联系«foo@bar.com»谢谢", "user=«o.x@example.com»&b=1", "«x@xn--bcher-kva.example»", "..«me@example.com»...",
			"'«JANE@EXAMPLE.COM»'", "at «first.last@example.com» and",
		},
		NoMatch: []string{
			"@mention", "a@b", "foo@bar.1", "git@github.com:org/repo.git", "pkg@1.2.3", "jane@-example.com", "@example.com", "jane@example", "x @ example.com", "logo@2x.png", "user@host.",
		},
	}}
}

// findEmail reads outwards from the @: an address of RFC 5321 without quotes
// and comments, whose domain ends in letters. Letters of the Latin, Greek and
// Cyrillic scripts count, those of scripts written without spaces do not.
func findEmail(text string, at, _ int) (int, int, float64) {
	start := at
	for start > 0 && at-start < 64 {
		r, n := utf8.DecodeLastRuneInString(text[:start])
		if !addressRune(r) && r != '.' && r != '_' && r != '%' && r != '+' {
			break
		}
		start -= n
	}
	for start < at && strings.IndexByte(".-+%", text[start]) >= 0 {
		start++
	}
	if start == at || text[at-1] == '.' || strings.Contains(text[start:at], "..") {
		return 0, 0, 0
	}
	end := domainEnd(text, at+1)
	if end == 0 {
		return 0, 0, 0
	}
	if local := text[start:at]; local == "git" && end < len(text) && text[end] == ':' {
		return 0, 0, 0
	}
	switch strings.ToLower(text[strings.LastIndexByte(text[:end], '.')+1 : end]) {
	case "png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "ts", "json", "html", "yaml", "yml":
		return 0, 0, 0
	}
	return start, end, 0.95
}

// backAddress returns where the local part begins that at would end.
func backAddress(text string, at int) int {
	start := at
	for start > 0 && at-start < 64 {
		r, n := utf8.DecodeLastRuneInString(text[:start])
		if !addressRune(r) && r != '.' && r != '_' && r != '%' && r != '+' {
			break
		}
		start -= n
	}
	return start
}

// domainEnd returns the end of the longest domain at from that has two labels
// or more and ends in a label of letters, or 0.
func domainEnd(text string, from int) int {
	good, label, labels, letters := 0, from, 0, true
	for i := from; i-from < 253; {
		r, n := utf8.DecodeRuneInString(text[i:])
		if n > 0 && addressRune(r) {
			letters = letters && r != '-' && (r > unicode.MaxASCII || rule.IsLetter(byte(r)))
			i += n
			continue
		}
		word := text[label:i]
		if word == "" || len(word) > 63 || word[0] == '-' || word[len(word)-1] == '-' {
			return good
		}
		if labels++; labels > 1 && len(word) > 1 && (letters || rule.HasPrefixFold(word, 0, "xn--")) {
			good = i
		}
		if r != '.' {
			return good
		}
		i++
		label, letters = i, true
	}
	return good
}

func addressRune(r rune) bool {
	if r < utf8.RuneSelf {
		return rule.IsAlnum(byte(r)) || r == '-'
	}
	return r < 0x530 && unicode.IsLetter(r)
}
