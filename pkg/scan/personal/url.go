package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

const maxURL = 960

func webAddress() []rule.Detector {
	return []rule.Detector{{
		Rule: "url", Type: "URL", Score: 0.6, Literals: []string{"://", "www."}, Fold: true, Find: findURL, Revision: 1,
		About: "address of a page, or of anything else by a scheme", Validator: "scheme and host",
		Hold: rule.Hold{Reach: `[/.][^ \t\n\v\f\r"'<>\x60|\\^{}]{3,1000}`, After: 4, Back: rule.BackRun(rule.Bytes("A-Za-z+"), 8), Most: 8},
		Match: []string{
			"see «https://example.com/a?b=c#d».", "(«http://www.example.org/x_(y)»)", "at «www.example.com», we", "<«ftp://files.example.net/pub»>", "[x](«https://example.com/»)", `"«https://bücher.example/ü»"`,
		},
		NoMatch: []string{"://", "http://", "www.", "www. example", "file:///etc/hosts", "http://localhost", "s3://bucket/key", "wwww.x"},
	}}
}

// findURL reads a scheme that names hosts, or www., and all up to a blank, a
// quote or a bracket. What ends a sentence is no part of it.
func findURL(text string, at, end int) (int, int, float64) {
	start, host := at, at
	if text[at] == ':' {
		for start > 0 && at-start < 8 && (rule.IsLetter(text[start-1]) || text[start-1] == '+') {
			start--
		}
		switch strings.ToLower(text[start:at]) {
		case "http", "https", "ftp", "ftps", "sftp", "ws", "wss":
		default:
			return 0, 0, 0
		}
		host = end
	} else if at > 0 && (rule.IsAlnum(text[at-1]) || strings.IndexByte("/.@-_", text[at-1]) >= 0) {
		return 0, 0, 0
	}
	if start > 0 && (rule.IsAlnum(text[start-1]) || text[start-1] == '_') {
		return 0, 0, 0
	}
	if domainEnd(text, host) == 0 {
		return 0, 0, 0
	}
	stop, open := host, 0
	for ; stop < len(text) && stop-host < maxURL; stop++ {
		c := text[stop]
		if c <= ' ' || strings.IndexByte("\"'<>`|\\^{}", c) >= 0 {
			break
		}
		if c == '(' || c == '[' {
			open++
		} else if c == ')' || c == ']' {
			if open--; open < 0 {
				break
			}
		}
	}
	for stop > host && strings.IndexByte(".,;:!?*", text[stop-1]) >= 0 {
		stop--
	}
	if stop-host < 4 {
		return 0, 0, 0
	}
	return start, stop, 0.6
}
