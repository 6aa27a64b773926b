package atrest

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

const (
	secret = "wJq7/xUtnFEMI+K7MDENG/" + "bPxRfiCYEXAMPLEKEY"
	card   = "5105105105105100"
	mail   = "maria.quill@example.org"
)

func TestSearchFindsEveryEncoding(t *testing.T) {
	for _, text := range []string{secret, mail, "AKIA" + "QYLPMN5HHHFPZAM2", card, "5105-1051-0510-5100"} {
		for name, encode := range encodings() {
			t.Run(name, func(t *testing.T) {
				for before := range 7 {
					for after := range 4 {
						data := encode(text, strings.Repeat("#", before), strings.Repeat("!", after))
						if len(Search(data, []Needle{NewNeedle("n", text)})) == 0 {
							t.Fatalf("not found with %d bytes before and %d after", before, after)
						}
					}
				}
			})
		}
	}
}

// encodings write before, text and after as other code would, not as forms does.
func encodings() map[string]func(text, before, after string) []byte {
	b64 := func(e *base64.Encoding) func(text, before, after string) []byte {
		return func(text, before, after string) []byte {
			return []byte(e.EncodeToString([]byte(before + text + after)))
		}
	}
	utf := func(big bool) func(text, before, after string) []byte {
		return func(text, before, after string) []byte {
			out := []byte(before)
			for _, u := range utf16.Encode([]rune(text)) {
				pair := []byte{byte(u), byte(u >> 8)}
				if big {
					pair[0], pair[1] = pair[1], pair[0]
				}
				out = append(out, pair...)
			}
			return append(out, after...)
		}
	}
	percent := func(upper bool) func(text, before, after string) []byte {
		return func(text, before, after string) []byte {
			var out strings.Builder
			for _, c := range []byte(text) {
				h := hex.EncodeToString([]byte{c})
				if upper {
					h = strings.ToUpper(h)
				}
				out.WriteString("%" + h)
			}
			return []byte(before + out.String() + after)
		}
	}
	return map[string]func(text, before, after string) []byte{
		"raw":             func(text, before, after string) []byte { return []byte(before + text + after) },
		"lower":           func(text, before, after string) []byte { return []byte(before + strings.ToLower(text) + after) },
		"base64":          b64(base64.StdEncoding),
		"base64 unpadded": b64(base64.RawStdEncoding),
		"base64url":       b64(base64.URLEncoding),
		"hex": func(text, before, after string) []byte {
			return []byte(hex.EncodeToString([]byte(before + text + after)))
		},
		"HEX": func(text, before, after string) []byte {
			return bytes.ToUpper([]byte(hex.EncodeToString([]byte(before + text + after))))
		},
		"percent":         percent(false),
		"PERCENT":         percent(true),
		"query":           func(text, before, after string) []byte { return []byte(url.QueryEscape(before + text + after)) },
		"path":            func(text, before, after string) []byte { return []byte(url.PathEscape(before + text + after)) },
		"utf-16 le":       utf(false),
		"utf-16 be":       utf(true),
		"json":            func(text, before, after string) []byte { b, _ := json.Marshal(before + text + after); return b },
		"json of numbers": func(text, before, after string) []byte { return numbers(before + text + after) },
		"json with \\u":   func(text, before, after string) []byte { return escaped(before + text + after) },
		"json with slash": func(text, before, after string) []byte {
			return []byte(before + strings.ReplaceAll(text, "/", `\/`) + after)
		},
		"inside a journal": func(text, before, after string) []byte {
			b, _ := json.Marshal(map[string]any{before: []string{text + after}})
			return b
		},
	}
}

func numbers(text string) []byte {
	list := make([]int, len(text))
	for i := range len(text) {
		list[i] = int(text[i])
	}
	b, err := json.Marshal(list)
	if err != nil {
		panic(err)
	}
	return b
}

func escaped(text string) []byte {
	var out strings.Builder
	for _, c := range []byte(text) {
		out.WriteString(`\u00` + strconv.FormatInt(int64(c)+0x100, 16)[1:])
	}
	return []byte(out.String())
}

func TestSearchFindsSeparatedDigits(t *testing.T) {
	for _, written := range []string{
		"5105 1051 0510 5100", "5105-1051-0510-5100", "5105.1051.0510.5100", "51 05 10 51 05 10 51 00",
		"5-1-0-5-1-0-5-1-0-5-1-0-5-1-0-0", "5105\u00a01051\u00a00510\u00a05100", "5105\n1051\n0510\n5100", "5105 / 1051 / 0510 / 5100",
	} {
		for _, asked := range []string{card, "5105 1051 0510 5100"} {
			if len(Search([]byte("card 5105: "+written+"."), []Needle{NewNeedle("card", asked)})) == 0 {
				t.Errorf("%q is not found as %q", asked, written)
			}
		}
	}
}

func TestSearchFindsNothingElse(t *testing.T) {
	needles := []Needle{NewNeedle("secret", secret), NewNeedle("card", card), NewNeedle("mail", mail)}
	for _, clean := range []string{
		"", "5105105105105101", "510510510510510", "5105 1051 x 0510 5100", secret[:len(secret)-1], mail[1:],
		base64.StdEncoding.EncodeToString([]byte(secret[1:])), "<SECRET> <CREDIT_CARD> <EMAIL_ADDRESS_k3j5m2x8pq7r>",
	} {
		if hits := Search([]byte(clean), needles); len(hits) > 0 {
			t.Errorf("%q: %v", clean, hits)
		}
	}
}

func TestSearchTellsWhere(t *testing.T) {
	hits := Search([]byte("ab "+mail), []Needle{NewNeedle("mail", mail)})
	if len(hits) == 0 || hits[0] != (Hit{"mail", "raw", 3}) {
		t.Fatalf("%v", hits)
	}
}

func BenchmarkSearch(b *testing.B) {
	data := bytes.Repeat([]byte("SLX1 a sealed frame of no particular interest 0123456789 "), 1<<20/57)
	needles := []Needle{NewNeedle("secret", secret), NewNeedle("card", card), NewNeedle("mail", mail)}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if len(Search(data, needles)) > 0 {
			b.Fatal("found")
		}
	}
}
