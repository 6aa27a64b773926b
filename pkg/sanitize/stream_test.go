package sanitize

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"sluice/pkg/chat"
	"sluice/pkg/devmodel"
	"sluice/pkg/policy"
	"sluice/pkg/scan"
)

// whole is what Document makes of a completion of one text.
func whole(t testing.TB, s *Sanitizer, text string) (string, Result) {
	t.Helper()
	doc := parse(t, `{"choices":[{"message":{"content":`+string(chat.AppendString(nil, text))+`}}]}`)
	r := s.Document(doc, policy.Output, pseudonym)
	return doc.Root.Get("choices").Elems[0].Get("message").Get("content").Text(), r
}

// throughStream is what a stream makes of a text in pieces.
func throughStream(t testing.TB, s *Sanitizer, pieces ...string) (string, *Stream) {
	t.Helper()
	st := s.Stream(policy.Output, pseudonym)
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(st.Write(p))
	}
	b.WriteString(st.Close())
	if st.Write("more") != "" || st.Close() != "" {
		t.Error("something comes after the end")
	}
	return b.String(), st
}

// agree compares a stream with Document, and scans again what was released.
func agree(t testing.TB, s *Sanitizer, pieces ...string) {
	t.Helper()
	text := strings.Join(pieces, "")
	want, r := whole(t, s, text)
	got, st := throughStream(t, s, pieces...)
	if len(r.Blocked) > 0 || len(st.Blocked()) > 0 {
		if !slices.Equal(r.Blocked, st.Blocked()) {
			t.Fatalf("%q: blocked %v, want %v", text, st.Blocked(), r.Blocked)
		}
		return
	}
	if got != want && !json.Valid([]byte(text)) && json.Valid([]byte(got)) {
		// Taken out of it, what was found left JSON, whose fields Document then reads as such: a known hole of streams.
		if again, _ := whole(t, s, got); again != want {
			t.Fatalf("%q became %q, and that %q, want %q", text, got, again, want)
		}
		return
	}
	if got != want {
		t.Fatalf("%q\nin %d pieces became %q\nwant             %q", text, len(pieces), got, want)
	}
	if counts(Result{Counts: st.Counts()}) != counts(r) || st.Redacted() != r.Redacted || len(st.Restore()) != len(r.Restore) {
		t.Fatalf("%q: counts %v, want %v; redacted %v, want %v", text, st.Counts(), r.Counts, st.Redacted(), r.Redacted)
	}
	if again, r := whole(t, s, got); again != got {
		t.Fatalf("%q is not stable: %q %v", got, again, r.Counts)
	}
}

func inPieces(text string, n int) []string {
	var all []string
	for len(text) > n {
		all = append(all, text[:n])
		text = text[n:]
	}
	return append(all, text)
}

func everySplit(t *testing.T, s *Sanitizer, text string) {
	t.Helper()
	agree(t, s, inPieces(text, 1)...)
	for i := range len(text) {
		agree(t, s, text[:i], text[i:])
	}
}

var streamTexts = []string{
	"", "Hello", "Nothing to see here, but 42 things.",
	"My key is " + awsKey + ".", "Write to " + email + " or pay with " + card + ", " + iban + ".", ghToken, email,
	"password: <SECRET> and password: hunter2abc", "Mail <EMAIL_ADDRESS_k3j5m2x8pq7r>, password is <EMAIL_ADDRESS_k3j5m2x8pq7r> so, <EMAIL_ADDRESS>.",
	"token=<SECRET>;key " + awsKey, `in JSON: {"key": "\u0041KIA` + awsKey[4:] + `"} it is`, `twice \\u0041KIA` + awsKey[4:] + ` and a\nb ` + email,
	`\`, `\u`, `\u00`, `a \ b \x \" ` + card + ` \u0034` + card[1:], `C:\new\table\` + email, `\\\\u0041KIA` + awsKey[4:],
	`{"password":"hunter2abc","n":` + card + `}`, `[{"name":"DB_PASSWORD","value":"hunter2abc"},"AKIAIOSF","ODNN7EXAMPLE"]`, `{"a":1} and ` + email, `{"a": "` + email, `[x](https://a.example/) ` + email, `[`, `{"a":tru` + email,
	"Ping 81.2.69.142 and " + awsKey, card + " 415-555-2671", "Jürgen schreibt jürgen@müller.de, 你好 " + email + "。", "é" + awsKey,
	"-----BEGIN PRIVATE KEY-----\nMIIEexampleEXAMPLEexample0123456789\n-----END PRIVATE KEY-----\nbye", "-----BEGIN PRIVATE KEY-----\nMIIEexampleEXAMPLEexample0123456789 and no end",
	"curl -u admin:s3cr3t https://example.com", "postgres://app:s3cr3t@db.internal:5432/main", "a@b.co" + " " + "a@b.co,a@b.co", awsKey + awsKey,
}

func TestStreamAgreesWithDocument(t *testing.T) {
	s := newTestSanitizer(t)
	for _, text := range streamTexts {
		t.Run(text[:min(len(text), 30)], func(t *testing.T) {
			everySplit(t, s, text)
			everySplit(t, s, "As I said: "+text+" and that is all of it.")
		})
	}
}

// TestStreamOfLeak is sluice-dev/leak's text and reasoning in the pieces in which it streams
// them, and at every offset.
func TestStreamOfLeak(t *testing.T) {
	s := newTestSanitizer(t)
	l := devmodel.Leak()
	r := devmodel.Answer(devmodel.Name+"/leak", []byte(`{"model":"m","messages":[{"role":"user","content":"x"}]}`))
	doc, err := chat.Parse(r.Body, chat.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	message := doc.Root.Get("choices").Elems[0].Get("message")
	for _, field := range []string{"content", "reasoning_content"} {
		text := message.Get(field).Text()
		everySplit(t, s, text)
		for n := 1; n < 40; n++ {
			agree(t, s, inPieces(text, n)...)
			out, _ := throughStream(t, s, inPieces(text, n)...)
			for _, secret := range []string{l.KeyID, l.Secret, l.Card, l.IBAN, l.SSN, l.Email, l.Phone} {
				if strings.Contains(out, secret) {
					t.Fatalf("a value is still in %q", out)
				}
			}
		}
	}
}

// TestStreamLeaksNothing sends the examples of every detector through a stream that redacts all
// types, byte by byte and in two pieces: cut at every byte, or at some of them.
func TestStreamLeaksNothing(t *testing.T) {
	all := rules{}
	for _, typ := range shared().Types() {
		all[string(typ)] = policy.Redact
	}
	s := newSanitizer(shared(), all)
	n, examples, cuts := 0, rounds(t, 1, 1, 4), rounds(t, 1, 4, 4096)
	every := 1
	if testing.Short() && !thorough() {
		every = 8
		t.Log("-short: every eighth detector; a run without it tries all")
	}
	detectors := scan.Builtin()
	for i := 0; i < len(detectors); i += every {
		d := detectors[i]
		for _, example := range d.Match[:min(examples, len(d.Match))] {
			text, secret := planted(shared(), example)
			if secret == "" {
				t.Errorf("%s: nobody finds its example with text around it", d.Rule)
				continue
			}
			n++
			for _, i := range chosen(uint64(n), len(text), cuts) {
				got, _ := throughStream(t, s, text[:i], text[i:])
				if strings.Contains(got, secret) {
					t.Fatalf("%s: cut at %d: %q", d.Rule, i, got)
				}
				agree(t, s, text[:i], text[i:])
			}
			agree(t, s, inPieces(text, 1)...)
		}
	}
	if n < 150 {
		t.Errorf("only %d examples", n)
	}
}

// planted puts an example into a text, in a line with it where it is found there, in lines of its
// own else, as some are only found at the start of one. It returns the first secret of it, and ""
// where that is found in neither.
func planted(set *scan.Set, example string) (text, secret string) {
	before, rest, _ := strings.Cut(example, "«")
	secret, after, _ := strings.Cut(rest, "»")
	after = strings.NewReplacer("«", "", "»", "").Replace(after)
	for _, around := range [][2]string{{"So: ", " and so on."}, {"So:\n", "\nand so on."}} {
		text = around[0] + before + secret + after + around[1]
		start, end := len(around[0]+before), len(around[0]+before+secret)
		for _, f := range set.Scan(text) {
			if f.Start < end && f.End > start {
				return text, secret
			}
		}
	}
	return text, ""
}

// TestStreamsAtOnce: one Sanitizer, many streams.
func TestStreamsAtOnce(t *testing.T) {
	s := New(shared(), newTestSanitizer(t).policy.(*policy.Policy))
	text := strings.Join(streamTexts[3:8], " ")
	want, _ := whole(t, s, text)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			st := s.Stream(policy.Output, pseudonym)
			var got strings.Builder
			for _, p := range inPieces(text, 5) {
				got.WriteString(st.Write(p))
			}
			if got.WriteString(st.Close()); got.String() != want {
				t.Error("another result")
			}
		})
	}
	wg.Wait()
}

func TestStreamAgreesOnMixtures(t *testing.T) {
	s := newTestSanitizer(t)
	r := rand.New(rand.NewPCG(1, 2))
	parts := append([]string{" ", ", ", ".", `\`, `\n`, `\u0041`, `"`, "=", ": ", "<", ">", "-", "\n", "1", "4111", "@", "é", "password", "password is ", "call ", "the quick brown fox "}, streamTexts...)
	for range rounds(t, 200, 1000, 10_000) {
		var b strings.Builder
		for range 1 + r.IntN(6) {
			p := parts[r.IntN(len(parts))]
			if r.IntN(4) == 0 && p != "" {
				p = strings.ToValidUTF8(p[r.IntN(len(p)):], "")
			}
			b.WriteString(p)
		}
		text := b.String()
		if text == "" {
			continue
		}
		agree(t, s, inPieces(text, 1)...)
		agree(t, s, inPieces(text, 1+r.IntN(20))...)
	}
}

func FuzzStream(f *testing.F) {
	s := newTestSanitizer(f)
	for _, text := range streamTexts {
		f.Add(text, 4)
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		text = strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", "")
		if text != "" && len(text) < 3000 {
			agree(t, s, inPieces(text, min(max(n, 1), 3000))...)
		}
	})
}

func TestStreamBlocks(t *testing.T) {
	s := newSanitizer(shared(), rules{"aws-access-key-id": policy.Block, "EMAIL_ADDRESS": policy.Pseudonymize})
	text := "First, " + email + " is mine, all right. Then " + awsKey + " follows, and more and more of it."
	for n := 1; n < len(text); n++ {
		got, st := throughStream(t, s, inPieces(text, n)...)
		if !slices.Equal(st.Blocked(), []string{"aws-access-key-id"}) {
			t.Fatalf("blocked %v", st.Blocked())
		}
		if want := "First, " + pseudonym("EMAIL_ADDRESS", email) + " is mine, all right. Then "; !strings.HasPrefix(want, got) {
			t.Fatalf("released %q", got)
		}
	}
}

func TestStreamActions(t *testing.T) {
	text := awsKey + " " + card + " " + email + " over"
	for name, rules := range map[string]rules{
		"allow": {}, "flag": {"SECRET": policy.Flag}, "one": {"CREDIT_CARD": policy.Redact}, "pseudonyms": {"SECRET": policy.Pseudonymize, "EMAIL_ADDRESS": policy.Pseudonymize},
	} {
		t.Run(name, func(t *testing.T) { everySplit(t, newSanitizer(shared(), rules), text) })
	}
}

// TestStreamLong: findings beyond what is held back are replaced whole, and once.
func TestStreamLong(t *testing.T) {
	s := newTestSanitizer(t)
	key := "-----BEGIN PRIVATE KEY-----\n" + strings.Repeat("MIIEexampleEXAMPLEexample0123456789\n", 400) + "-----END PRIVATE KEY-----"
	for _, n := range []int{1, 7, 5000, 1 << 20} {
		got, st := throughStream(t, s, inPieces("Here: "+key+" done, "+email, n)...)
		if got != "Here: <SECRET> done, "+pseudonym("EMAIL_ADDRESS", email) || counts(Result{Counts: st.Counts()}) != "EMAIL_ADDRESS pseudonymize 1, SECRET redact 1" {
			t.Errorf("by %d: %q %v", n, got[:min(len(got), 200)], st.Counts())
		}
	}
}

// TestStreamHoldsLittle: prose, code and the start of what may be JSON.
func TestStreamHoldsLittle(t *testing.T) {
	s := newTestSanitizer(t)
	const text = "The quick brown fox jumps over the lazy dog, and asks \"why not?\" of it in 2026. The password of a good summary: be short!\n\tfmt.Println(\"a\\tb\\n\", x[12])\n"
	for _, first := range []string{"", "Look: " + awsKey + " \n", "{", "[", `{"a":"`, `["x", 12`} {
		st := s.Stream(policy.Output, pseudonym)
		st.Write(first)
		most, sum, n := 0, 0, 0
		for _, p := range inPieces(strings.Repeat(text, (64<<10)/len(text)), 4) {
			st.Write(p)
			if st.json == nil {
				most, sum, n = max(most, st.Held()), sum+st.Held(), n+1
			}
		}
		t.Logf("after %q: %d bytes on average, %d at most, %d after 64 KiB", first, sum/max(n, 1), most, st.Held())
		if st.Held() > scan.MaxHeld || most > 1024 || n == 0 {
			t.Error("that is too much")
		}
	}
}

func TestStreamUnstableIsBlocked(t *testing.T) {
	// Each placeholder begins the next finding.
	set, err := scan.New(scan.Detector{Rule: "restless", Type: "X", Literals: []string{"x"}, Pattern: "x", Match: []string{"«x»"}})
	if err != nil {
		t.Fatal(err)
	}
	st := newSanitizer(set, rules{"X": policy.Pseudonymize}).Stream(policy.Output, func(scan.Type, string) string { return "x" })
	var got strings.Builder
	for _, p := range inPieces("one two x three four five", 3) {
		got.WriteString(st.Write(p))
	}
	got.WriteString(st.Close())
	if !slices.Contains(st.Blocked(), RuleUnstable) || !strings.HasPrefix("one two ", got.String()) {
		t.Errorf("released %q, blocked %v", got.String(), st.Blocked())
	}
}

func BenchmarkStream(b *testing.B) {
	s := newTestSanitizer(b)
	const text = "The quick brown fox jumps over the lazy dog, and asks \"why not?\" of it. Then it goes on for 20 minutes. "
	for name, first := range map[string]string{"prose": "", "after-a-finding": awsKey + " ", "with-escapes": `\n `} {
		pieces := inPieces(first+strings.Repeat(text, 40), 4)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				st := s.Stream(policy.Output, pseudonym)
				for _, p := range pieces {
					st.Write(p)
				}
				st.Close()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(pieces)), "ns/token")
		})
	}
}
