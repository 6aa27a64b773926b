package sanitize

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

var restorable = map[string]string{
	"<EMAIL_ADDRESS_k3j5m2x8pq7r>": "jane.roe@example.com", "<PHONE_NUMBER_aaaabbbbcccc>": "+44 20 7946 0958", "<SECRET>": "s",
}

// randomPieces cuts text at random places.
func randomPieces(r *rand.Rand, text string) []string {
	var out []string
	for text != "" {
		n := 1 + r.IntN(min(len(text), 1+r.IntN(24)))
		out = append(out, text[:n])
		text = text[n:]
	}
	return out
}

func streamed(m map[string]string, pieces []string) (string, int) {
	s := NewRestoreStream(m)
	var b strings.Builder
	taken, most := 0, 0
	for _, p := range pieces {
		taken += len(p)
		b.WriteString(s.Write(p))
		most = max(most, len(s.text)-s.at)
	}
	b.WriteString(s.Close())
	return b.String(), most
}

// However a text is cut, the stream restores what Restore does on the whole.
func TestRestoreStreamIsRestore(t *testing.T) {
	words := []string{
		"<EMAIL_ADDRESS_k3j5m2x8pq7r>", "<PHONE_NUMBER_aaaabbbbcccc>", "<SECRET>", "<", ">", "<EMAIL", "plain", "words", " ", " ", "\n", "https://", "//", "www.", "example.com/?q=",
		"](", "]: ", "[x]", ")", "href", "=", "\"", "'", "src = ", "url(", "mailto:", "<https:", ".", "data", "style=\"", "é", "日本", "}", "a.b/", "?x=", "<b>", "m", "w", "ww",
	}
	r := rand.New(rand.NewPCG(7, 7))
	restored := 0
	for range 20_000 {
		var b strings.Builder
		for range 1 + r.IntN(14) {
			b.WriteString(words[r.IntN(len(words))])
		}
		text := b.String()
		want := Restore(text, restorable)
		if want != text {
			restored++
		}
		cut := randomPieces(r, text)
		if got, _ := streamed(restorable, cut); got != want {
			t.Fatalf("%q cut as %q:\ngot  %q\nwant %q", text, cut, got, want)
		}
	}
	if restored < 1000 {
		t.Errorf("only %d texts had anything to restore", restored)
	}
}

func TestRestoreStreamHoldsLittle(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	prose := strings.Repeat("The model wrote some ordinary words, and then more of the same. ", 200) + "To <EMAIL_ADDRESS_k3j5m2x8pq7r>."
	got, most := streamed(restorable, randomPieces(r, prose))
	if got != Restore(prose, restorable) || most > 64 {
		t.Errorf("%d bytes were held back", most)
	}
	if got, most := streamed(nil, randomPieces(r, prose)); got != prose || most != 0 {
		t.Errorf("without anything to restore %d bytes were held back", most)
	}
	url := "https://example.com/" + strings.Repeat("x", 3*MaxRestoreHeld) + "<SECRET> <SECRET>"
	got, most = streamed(restorable, randomPieces(r, url))
	if most > MaxRestoreHeld+64 || !strings.HasSuffix(got, "<SECRET> s") {
		t.Errorf("a long URL: %d bytes held back, ends in %q", most, got[len(got)-24:])
	}
}

// What was released is how the whole begins, at any moment: an edge relies on it.
func TestRestoreStreamReleasesAPrefix(t *testing.T) {
	text := "Write to <EMAIL_ADDRESS_k3j5m2x8pq7r> or see [this](https://x.example/<SECRET>) and call <PHONE_NUMBER_aaaabbbbcccc>."
	want := Restore(text, restorable)
	s := NewRestoreStream(restorable)
	sent := ""
	for _, c := range []byte(text) {
		sent += s.Write(string([]byte{c}))
		if !strings.HasPrefix(want, sent) {
			t.Fatalf("sent %q of %q", sent, want)
		}
	}
	if sent += s.Close(); sent != want {
		t.Errorf("got %q, want %q", sent, want)
	}
}

func BenchmarkRestoreStream(b *testing.B) {
	text := strings.Repeat("some words that a model writes, one token after another, ", 40)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s := NewRestoreStream(restorable)
		n := 0
		for i := 0; i < len(text); i += 4 {
			n += len(s.Write(text[i:min(i+4, len(text))]))
		}
		if n += len(s.Close()); n != len(text) {
			b.Fatal(fmt.Sprint(n))
		}
	}
}
