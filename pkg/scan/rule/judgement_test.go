package rule

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestJudgementsSayWhatTheirWordsSay holds each judgement to its slow form: on
// values made for it, and on values put together at random of what they look at.
func TestJudgementsSayWhatTheirWordsSay(t *testing.T) {
	pieces := []string{
		"a", "b", "e", "y", "Z", "K", "x", "X", "xx", "XXX", "0", "1", "9", "42", "*", "**", ".", "..", "-", "_", "/", ":", "=", "+", "~", "${", "{", "}", "(", "$", "%", "<", "[", "]", "@", "#", "0x", "://", "…", "•", "\xe2", "é", "\u212a", "İ",
		"your", "Your_", "pass", "TOKEN", "api", "key", "place", "holder", "Change", "me", "-ME", "_me", "redacted", "Insert_", "replace-", "_here", "-Here", "password", "foo", "test", "name", "Name", "NAMES", "ed25519", "encryption", "1024", "v2", ".asm",
		"ABCD", "A1B2", "-A1B2C", "0a1b2c3d", "4e5f", "deadbeef", "qwrtzpsdfghjklmnbvcx", "Xk3vT9qLw2Zr8Bn5", "1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809", "AB12-CD34-EF56-GH78", "00000", "aaaaaaaa",
	}
	values := append([]string{"", "0123456789abcdefghijklmnopqrstuvwxyz", strings.Repeat("ab", 40), strings.Repeat("a", 70), "AB12C-CD34E-EF56G-GH78I", "ABCDEFG-HIJKLMN-OPQRSTU-VWXYZAB", "AB12C-CD34E-EF56G", "AB12C-CD34E-EF56G-GH78", "AB12C-CD34E-EF56g-GH78I", "abcdefg.py", "abcdef.jpegs", ".env"}, pieces...)
	random := rand.New(rand.NewPCG(5, 1))
	for range 60_000 {
		var b strings.Builder
		same := random.IntN(3) == 0 // of few pieces, so that patterns repeat
		first := random.IntN(len(pieces))
		for range 1 + random.IntN(12) {
			n := random.IntN(len(pieces))
			if same {
				n = (first + n%3) % len(pieces)
			}
			b.WriteString(pieces[n])
		}
		values = append(values, b.String())
	}
	for range 20_000 {
		b := make([]byte, 8+random.IntN(40))
		alphabet := []string{"0123456789abcdef", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./+=", "bcdfgaeyBA-", "01aA-"}[random.IntN(6)]
		for i := range b {
			b[i] = alphabet[random.IntN(len(alphabet))]
		}
		values = append(values, string(b))
	}
	var slow slowly
	told := map[string]int{}
	for _, v := range values {
		for name, j := range map[string]struct{ fast, slow func(string) bool }{
			"Drawn": {Drawn, slow.drawn}, "Keylike": {Keylike, slow.keylike}, "Placeholder": {Placeholder, slow.placeholder}, "Worded": {Worded, slow.worded},
			"Chain": {Chain, slow.chain}, "UUID": {UUID, slow.uuid},
			"serial": {func(s string) bool { return capitalGroups(s, 4) && KindsOf(s).Digit >= 4 }, slow.serial},
			"groups": {func(s string) bool { return capitalGroups(s, 5) }, slow.capitalGroups}, "number": {nameWithNumber, slow.nameWithNumber}, "file": {fileName, slow.fileName},
		} {
			got, want := j.fast(v), j.slow(v)
			if got != want {
				t.Fatalf("%s of %q: %v, its words say %v", name, v, got, want)
			}
			if got {
				told[name]++
			}
		}
		if got, want := Entropy(v), slow.entropy(v); got != want {
			t.Fatalf("entropy of %q: %v, want %v", v, got, want)
		}
	}
	for _, name := range []string{"Drawn", "Keylike", "Placeholder", "Worded", "Chain", "UUID", "serial", "groups", "number", "file"} {
		if told[name] < 2 {
			t.Errorf("%s is said of %d values: nothing is compared", name, told[name])
		}
	}
}

// TestJudgementsMakeNothing: they are asked at every name of a text.
func TestJudgementsMakeNothing(t *testing.T) {
	for _, v := range []string{"0a1b2c3d4e5f60718293a4b5c6d7e8f9", "Xk3vT9qLw2-Zr8Bn5Yc1_Pd7.q2", "AB12-CD34-EF56-GH78", "my-app-key-for-tests-2024", "1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809"} {
		if n := testing.AllocsPerRun(10, func() { _, _, _ = Drawn(v), Keylike(v), UUID(v) }); n > 0 {
			t.Errorf("%q: %v allocations", v, n)
		}
	}
}

func BenchmarkJudgements(b *testing.B) {
	for _, v := range []string{"0a1b2c3d4e5f60718293a4b5c6d7e8f9", "Xk3vT9qLw2-Zr8Bn5Yc1_Pd7.q2-7hG3", "acmeclient-rev12-service-x2/9q7", strings.Repeat("Xk3vT9qLw2Zr8Bn5-", 15)} {
		var slow slowly
		for name, judge := range map[string]func() bool{
			"fast": func() bool { return Drawn(v) || Keylike(v) }, "slow": func() bool { return slow.drawn(v) || slow.keylike(v) },
			"placeholder": func() bool { return Placeholder(v) }, "entropy": func() bool { return Entropy(v) > 3 },
		} {
			b.Run(v[:8]+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(v)))
				b.ReportAllocs()
				for b.Loop() {
					judge()
				}
			})
		}
	}
}
