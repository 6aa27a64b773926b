package leaks

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"sluice/loadtest/streams/plant"
	"sluice/pkg/chat"
	"sluice/pkg/policy"
	"sluice/pkg/policy/names"
	"sluice/pkg/sanitize"
	"sluice/pkg/scan"
	"sluice/pkg/scan/evaluate"
)

// note is a text with a secret in it. It stands far enough from other notes to be of
// no kind together with them.
type note struct {
	name          string
	before, after string
	text          string
	first         int // place that is cut at first
}

const (
	opening = "\n\nThe note on the gate says: "
	closing = "\nand that was all the miller wrote."
)

func (n note) whole() string { return n.before + n.text + n.after }

// cut is the place to cut the text at in a round: in as many rounds as it has bytes,
// each of them. Which is the first depends on the note.
func (n note) cut(round int) int {
	at := (round + n.first) % len(n.text)
	for !utf8.RuneStart(n.text[at]) {
		at--
	}
	return at
}

// setFile is what `make eval` reads.
const setFile = "secrets/kingfisher_examples.jsonl"

// notes are the texts of the set that have a secret, and made ones.
func notes(t *testing.T) []note {
	t.Helper()
	var out []note
	for i, p := range plant.Make(72) { // three of each kind
		out = append(out, note{fmt.Sprintf("made %s %d", p.Kind, i), p.Before, p.After, p.Value, 31*i + 7})
	}
	made := len(out)
	path := filepath.Join("..", "..", "..", "shared", "data", filepath.FromSlash(setFile))
	f, err := os.Open(path)
	if err != nil {
		t.Logf("the set of secrets is not beside the repository (shared/data/%s): made secrets only", setFile)
		return out
	}
	defer func() { _ = f.Close() }()
	rows, err := evaluate.ReadSecrets(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Match {
			out = append(out, note{fmt.Sprintf("row %d", r.Row), opening, closing, r.Text, 31*r.Row + 7})
		}
	}
	t.Logf("%d made secrets, %d texts with one of %s", made, len(out)-made, setFile)
	return out
}

// windowSize is the longest piece of a secret that may be anywhere by chance.
const windowSize = 8

// secrets are the pieces of all notes that a client must not have: those that the
// sanitizer takes away where it has a note whole. A note of which it takes nothing is
// no secret to it, whole or in pieces: what is found at all is for `make eval` to tell.
type secrets struct {
	windows map[string]int // to the note's number
	found   int            // notes of which something is taken
	notes   []note
}

func windows(text string, each func(string)) {
	for i := 0; i+windowSize <= len(text); i++ {
		each(text[i : i+windowSize])
	}
}

func newSecrets(t *testing.T, clean *sanitize.Sanitizer, all []note) *secrets {
	t.Helper()
	s := &secrets{windows: map[string]int{}, notes: all}
	shown := map[string]bool{}
	for _, n := range all {
		text := sanitized(t, clean, n.whole())
		windows(text, func(w string) { shown[w] = true })
		if text != n.whole() {
			s.found++
		}
	}
	for i, n := range all {
		windows(n.before[max(0, len(n.before)-windowSize+1):]+n.text, func(w string) {
			if _, known := s.windows[w]; !known && !shown[w] {
				s.windows[w] = i
			}
		})
	}
	return s
}

// sanitizer is one by the default policy.
func sanitizer(t *testing.T) *sanitize.Sanitizer {
	t.Helper()
	set := scan.Default()
	p, err := policy.Parse("policy.yaml", policy.Default(), names.Known(set))
	if err != nil {
		t.Fatal(err)
	}
	return sanitize.New(set, p)
}

func sanitized(t *testing.T, s *sanitize.Sanitizer, text string) string {
	t.Helper()
	root := chat.NewObject(chat.Member{Name: "choices", Value: chat.NewArray(chat.NewObject(chat.Member{
		Name: "message", Value: chat.NewObject(chat.Member{Name: "content", Value: chat.NewString(text)})}))})
	doc := &chat.Document{Root: &root}
	if r := s.Document(doc, policy.Output, nil); len(r.Blocked) > 0 {
		t.Errorf("a note is blocked: %v", r.Blocked)
	}
	return doc.Root.Get("choices").Elems[0].Get("message").Get("content").Text()
}

// in is the first secret of which a piece is in text.
func (s *secrets) in(text string) (name string, is bool) {
	for i := 0; i+windowSize <= len(text); i++ {
		if n, ok := s.windows[text[i:i+windowSize]]; ok {
			return s.notes[n].name, true
		}
	}
	return "", false
}
