package disguise

import (
	"strings"
	"testing"
)

func TestLiterals(t *testing.T) {
	for _, c := range []struct{ name, text, run, joined string }{
		{"blanks", `x = "a key" + " = " + "5e' 1";`, `a key" + " = " + "5e' 1`, "a key = 5e' 1"},
		{"over lines", "\"a key\" .\n\t'= b c'", "a key\" .\n\t'= b c", "a key= b c"},
		{"escaped", `("a key" & "=\"b c" & "d")`, `a key" & "=\"b c" & "d`, `a key=\"b cd`},
		{"empty", `"a key" || "" || "=bc"`, `a key" || "" || "=bc`, "a key=bc"},
		{"a literal before", `f("x", "a key" + "=b c")`, `a key" + "=b c`, "a key=b c"},
		{"not closed", `"a key" + "= b" + "c d`, `a key" + "= b`, "a key= b"},
		{"a list", `["a key", "= b c"]`, "", ""},
		{"apostrophes", `it's a key' + '= b c'`, "", ""},
		{"no operator", `"a key" "= b c"`, "", ""},
		{"too long", `"` + strings.Repeat("a key ", 20) + `" + "= b c"`, "", ""},
	} {
		var got []Run
		for _, r := range all(NewRuns(0), c.text) {
			if r.Kind == Literals {
				got = append(got, r)
			}
		}
		switch {
		case c.run == "" && len(got) > 0, c.run != "" && len(got) != 1:
			t.Errorf("%s: %+v", c.name, got)
		case c.run != "" && (c.text[got[0].Start:got[0].End] != c.run || got[0].Text != c.joined):
			t.Errorf("%s: %q as %q", c.name, c.text[got[0].Start:got[0].End], got[0].Text)
		}
		for i := range len(c.text) + 1 {
			checkRunPieces(t, 0, c.text, i)
		}
	}
}
