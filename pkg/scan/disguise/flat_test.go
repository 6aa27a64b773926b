package disguise

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func flatWhole(t testing.TB, text string) (string, *Flat) {
	t.Helper()
	f := new(Flat)
	out := f.Write(text, true)
	if f.SourceHeld() != len(text) {
		t.Fatalf("SourceHeld %d of %d at the end", f.SourceHeld(), len(text))
	}
	return out, f
}

var flatCases = []struct{ name, in, want string }{
	{"plain", "nothing to do here, key = value", "nothing to do here, key = value"},
	{"json", `{\"k\":\"a\/b\\n\"}\n\t.`, "{\"k\":\"a/b\\n\"}\n\t."},
	{"unit", `\u0041\u004bIA \u{1F600}\U0001F600\x41`, "AKIA 😀😀A"},
	{"pair", `\ud83d\ude00 \ud83d \ud83dx`, "😀 \\ud83d \\ud83dx"},
	{"octal", `\101\113 \1 \12`, `AK \1 \12`},
	{"no escapes", `\d+\s C:\dir \beta 100\% \`, `\d+\s C:\dir \beta 100\% \`},
	{"line goes on", "a\\\nb\\\r\nc", "abc"},
	{"percent", "%41%4BIA 100% %zz %u0041 %2541", "AKIA 100% %zz A %41"},
	{"entities", "&#65;&#x4b;&#0073;&#65&lowbar;&amp;&nope; a&b &", "AKIA_&&nope; a&b &"},
	{"quoted", "x=41 y=42 =41=4B=49=41 id=3Dab", "x=41 y=42 AKIA id=ab"},
	{"quoted none", "https://example.com/?a=bc&card=4111111111111111", "https://example.com/?a=bc&card=4111111111111111"},
	{"soft break", "ghp_ab=\ncd and =\n x", "ghp_abcd and =\n x"},
	{"fullwidth", "ｇｈｐ＿Ａ１", "ghp_A1"},
	{"math", "𝐠𝒽𝓹_𝟙𝟚", "ghp_12"},
	{"circled", "①②ⓐⒶ", "12aA"},
	{"digits", "٤١١١ ४१११ ¹²", "4111 4111 12"},
	{"cyrillic", "АКІА1234 и АКІА", "AKIA1234 и АКІА"},
	{"name", "ΑΡΙ_ΚΕΥ=x, _Отчёт_", "API_KEY=x, _Отчёт_"},
	{"prose", "Отчёт о расходах: всё в порядке. Καλημέρα κόσμε.", "Отчёт о расходах: всё в порядке. Καλημέρα κόσμε."},
	{"accents", "déjà vu à Zürich, ghp_á1b", "déjà vu à Zürich, ghp_a1b"},
	{"invisible", "g\u200bh\u2060p\u00ad_\ufe0f1\U000e0101", "ghp_1"},
	{"marks", "g\u0301h\u0336p", "ghp"},
	{"between blanks", "k ＝ \u200b\u200bv \u200e", "k = v \u200e"},
	{"first", "\ufeffa", "\ufeffa"},
	{"emoji", "👩‍💻 ok ❤️", "👩‍💻 ok ❤️"},
	{"tags", "x\U000e0041\U000e004b", "xAK"},
	{"dashes", "123–45‑6789, 1 234, a – b", "123-45-6789, 1 234, a – b"},
	{"chinese", "使用，然后：完成。", "使用，然后：完成。"},
}

func TestFlat(t *testing.T) {
	for _, c := range flatCases {
		got, f := flatWhole(t, c.in)
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if f.Changed() == (c.in == c.want) {
			t.Errorf("%s: Changed is %v", c.name, f.Changed())
		}
		if Plain(c.in) == f.Changed() {
			t.Errorf("%s: Plain is %v", c.name, Plain(c.in))
		}
	}
}

// checkPieces runs Flat on the text cut at every multiple of size behind an offset and compares with the whole.
func checkPieces(t testing.TB, text string, cuts ...int) {
	t.Helper()
	want, whole := flatWhole(t, text)
	f := new(Flat)
	var b strings.Builder
	from := 0
	for _, c := range append(cuts, len(text)) {
		b.WriteString(f.Write(text[from:c], false))
		if held := f.SourceHeld(); held < c-lookAhead || held > c {
			t.Fatalf("at %d of %q the output is final up to %d only", c, text, held)
		}
		if !strings.HasPrefix(want, b.String()) {
			t.Fatalf("cut at %v of %q: got %q, want %q", cuts, text, b.String(), want)
		}
		from = c
	}
	b.WriteString(f.Write("", true))
	if got := b.String(); got != want {
		t.Fatalf("cut at %v of %q: got %q, want %q", cuts, text, got, want)
	}
	for i := range want {
		a1, b1 := whole.Source(i, i+1)
		a2, b2 := f.Source(i, i+1)
		if a1 != a2 || b1 != b2 {
			t.Fatalf("cut at %v of %q: decoded %d comes from %d-%d or from %d-%d", cuts, text, i, a1, b1, a2, b2)
		}
	}
}

func TestFlatPieces(t *testing.T) {
	for _, c := range flatCases {
		var every []int
		for i := range len(c.in) + 1 {
			checkPieces(t, c.in, i)
			every = append(every, i)
		}
		checkPieces(t, c.in, every...)
	}
}

// checkMap looks at every decoded character: its source decodes to it, and the sources follow one another.
func checkMap(t testing.TB, text string) {
	t.Helper()
	out, f := flatWhole(t, text)
	if f.Changed() == Plain(text) {
		t.Fatalf("%q: changed is %v and Plain too", text, f.Changed())
	}
	last := 0
	for i := range len(out) {
		from, to := f.Source(i, i+1)
		if from < 0 || to > len(text) || from >= to || to < last {
			t.Fatalf("%q: decoded %d comes from %d-%d behind %d", text, i, from, to, last)
		}
		last = to
		if to-from == 1 && text[from] != out[i] {
			t.Fatalf("%q: decoded %d is %q, its source %q", text, i, out[i], text[from])
		}
	}
	if from, to := f.Source(0, len(out)); len(out) > 0 && !f.Changed() && (from != 0 || to != len(text)) {
		t.Fatalf("%q: all comes from %d-%d", text, from, to)
	}
}

func TestFlatSource(t *testing.T) {
	for _, c := range flatCases {
		checkMap(t, c.in)
	}
	text := "ключ: %41\u200b&#x4b;\\u0049\u200bA end"
	out, f := flatWhole(t, text)
	i := strings.Index(out, "AKIA")
	if i < 0 {
		t.Fatalf("got %q", out)
	}
	from, to := f.Source(i, i+4)
	if got := text[from:to]; got != "%41\u200b&#x4b;\\u0049\u200bA" {
		t.Errorf("AKIA comes from %q", got)
	}
	again, _ := flatWhole(t, text[from:to])
	if again != "AKIA" {
		t.Errorf("the source decodes to %q", again)
	}
	f.Forget(i + 2)
	if from2, to2 := f.Source(i+2, i+4); text[from2:to2] != "\\u0049\u200bA" || to2 != to {
		t.Errorf("after Forget IA comes from %q", text[from2:to2])
	}
	if n := len(f.sources.list); n != 2 {
		t.Errorf("%d places after Forget, want 2", n)
	}
}

func TestFlatReset(t *testing.T) {
	f := new(Flat)
	f.Write(`ab\u0041 &#x4`, false)
	f.Reset()
	if got := f.Write("x%41", true); got != "xA" || f.SourceHeld() != 4 {
		t.Errorf("after Reset got %q up to %d", got, f.SourceHeld())
	}
}

func TestPlainAllocates(t *testing.T) {
	text := strings.Repeat(`Ordinary text & 100% C:\dir, всё в порядке, déjà vu. `, 50)
	if !Plain(text) {
		t.Fatal("not plain")
	}
	if n := testing.AllocsPerRun(20, func() { Plain(text) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzFlat(f *testing.F) {
	for _, c := range flatCases {
		f.Add(c.in, uint16(3))
	}
	f.Fuzz(func(t *testing.T, text string, size uint16) {
		if len(text) > 2000 {
			return
		}
		checkMap(t, text)
		var cuts []int
		for i := int(size)%97 + 1; i < len(text); i += int(size)%97 + 1 {
			cuts = append(cuts, i)
		}
		checkPieces(t, text, cuts...)
		if out, _ := flatWhole(t, text); utf8.ValidString(text) && len(out) > len(text) {
			t.Fatalf("%q grows to %q", text, out)
		}
	})
}
