package main

import (
	"bytes"
	"fmt"
	"math/bits"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/scan/names"
	"sluice/pkg/scan/names/internal/feature"
)

// folder is the data beside the repository, where it is kept.
var folder = filepath.Join("..", "..", "..", "..", "..", "shared", "data")

// TestTrainingGivesTheEmbeddedWeights also holds the model card to the figures that the training prints.
func TestTrainingGivesTheEmbeddedWeights(t *testing.T) {
	if _, err := os.Stat(filepath.Join(folder, "ner", "wikigold.jsonl")); err != nil {
		t.Skip("the folder of training data is not beside the repository (shared/data)")
	}
	if testing.Short() {
		t.Skip("training takes some thirty seconds of one core")
	}
	var log bytes.Buffer
	if err := run(&log, folder, ""); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), "sha256 "+names.New().Digest()) {
		t.Errorf("training gives other weights than %s:\n%s", names.New().Digest(), log.String())
	}
	card, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "docs", "model-cards", "names.md"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(log.String()) {
		if strings.Contains(line, "precision") && !strings.Contains(string(card), strings.TrimSpace(line)) {
			t.Errorf("docs/model-cards/names.md lacks %q", strings.TrimSpace(line))
		}
	}
}

func TestHeldOutIsApart(t *testing.T) {
	var docs []doc
	for i := range 400 {
		docs = append(docs, doc{group: fmt.Sprint("synth/", i/4)})
	}
	learn, test := split(docs, frozen)
	seen := map[string]bool{}
	for _, d := range learn {
		seen[d.group] = true
	}
	for _, d := range test {
		if seen[d.group] {
			t.Errorf("%s is on both sides", d.group)
		}
	}
	if len(test) < 60 || len(test) > 140 {
		t.Errorf("%d of 400 held out", len(test))
	}
}

func TestSettle(t *testing.T) {
	var b builder
	b.name("PERSON", "Ann")
	b.plain("\n")
	b.name("STREET_ADDRESS", "12")
	b.plain(" ")
	b.name("STREET_ADDRESS", "High St")
	b.plain(",\n ")
	b.name("GPE", "Cork")
	b.plain(" ")
	b.name("ZIP_CODE", "T12")
	b.plain(" from ")
	b.name("GPE", "Paris")
	b.plain(", ")
	b.name("GPE", "France")
	b.plain(" ")
	b.name("ZIP_CODE", "75001")
	d := b.doc("test", "")
	var got []string
	for _, g := range d.spans {
		got = append(got, g.kind.String()+" "+d.text[g.start:g.end])
	}
	want := []string{"PERSON Ann", "LOCATION 12 High St,\n Cork T12", "LOCATION Paris", "LOCATION France"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	q := d.quoted("> ")
	if q.text != "> Ann\n> 12 High St,\n>  Cork T12 from Paris, France 75001" || len(q.spans) != 5 {
		t.Errorf("%q %v", q.text, q.spans)
	}
}

func TestJoined(t *testing.T) {
	b := joined([]string{`'"'`, "Tom", "Smith", "'s", "car", `'"'`, ",", "in", "New", "York", "(", "US", ")", "."},
		[]string{"O", "B-PER", "I-PER", "O", "O", "O", "O", "O", "I-LOC", "I-LOC", "O", "B-LOC", "O", "O"})
	d := b.doc("test", "")
	if d.text != `"Tom Smith's car", in New York (US).` || len(d.spans) != 3 || d.text[d.spans[1].start:d.spans[1].end] != "New York" {
		t.Errorf("%q %v", d.text, d.spans)
	}
}

// TestTrainingIsTheSameTwice trains on a few templates, twice, and finds what it was shown.
func TestTrainingIsTheSameTwice(t *testing.T) {
	l, err := readLists()
	if err != nil {
		t.Fatal(err)
	}
	l.templates = slices.DeleteFunc(l.templates, func(s string) bool { return !strings.HasPrefix(s, "My ") })
	s := chosen()
	s.fills, s.epochs = 8, 3
	var files [][]byte
	for range 2 {
		file, err := build(&bytes.Buffer{}, l, nil, nil, nil, s)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("not the same twice")
	}
	tagger, err := names.Load(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if found := tagger.Find("My husband is Thomas Weber.", nil); len(found) != 1 || found[0].Kind != names.Person {
		t.Errorf("%+v", found)
	}
}

// TestHide: the features that are hidden are about as many as asked for, and the steps make up for them.
func TestHide(t *testing.T) {
	d := dice(5)
	for _, percent := range []int{0, 35, 100} {
		count := 0
		for range 200 {
			count += bits.OnesCount64(hide(&d, percent))
		}
		all := 200 * feature.Count
		if got := 100 * count / all; got < percent-2 || got > percent+2 {
			t.Errorf("%d percent hidden, want %d", got, percent)
		}
	}
	m := &model{}
	m.startSum[1], m.nextSum[1][2], m.nextSum[2][1] = 65, 650, -130
	m.strengthen(35)
	if m.startSum[1] != 100 || m.nextSum[1][2] != 1000 || m.nextSum[2][1] != -200 {
		t.Errorf("%v %v", m.startSum, m.nextSum)
	}
}

// TestInventions: made-up names lie in their texts, and their labels are such as the decoder may give.
func TestInventions(t *testing.T) {
	l, err := readLists()
	if err != nil {
		t.Fatal(err)
	}
	v := &inventor{lists: l, dice: 3}
	words, err := lexicon(l, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var docs []doc
	for _, template := range append(l.templates, l.code...) {
		d := v.fill(template)
		at := 0
		for _, g := range d.spans {
			if g.start < at || g.end <= g.start || g.end > len(d.text) {
				t.Fatalf("%q: %+v", d.text, g)
			}
			at = g.end
		}
		docs = append(docs, d, d.lowered(), d.raised(), d.quoted("> "))
	}
	in, _ := instances(docs, feature.ReadLexicon(string(words)))
	for _, s := range in {
		for i, label := range s.labels {
			before := uint8(0)
			if i > 0 {
				before = s.labels[i-1]
			}
			if !allowed(int(before), int(label), s.newline[i]) {
				t.Fatalf("label %d after %d", label, before)
			}
		}
	}
}

// TestListsWithDocs: the names of made-up sentences join the lists once, those of other sources do not.
func TestListsWithDocs(t *testing.T) {
	var docs []doc
	for _, source := range []string{"synth", "synth", "btc"} {
		var b builder
		b.name("PERSON", "Odalys "+source)
		b.plain(" of ")
		b.name("ORGANIZATION", "Vexalon "+source)
		docs = append(docs, b.doc(source, ""))
	}
	before := &lists{company: []string{"Acme"}}
	got := before.with(docs)
	if want := []string{"Acme", "Vexalon synth"}; !slices.Equal(got.company, want) {
		t.Errorf("firms %q, want %q", got.company, want)
	}
	if len(got.first) != 1 || len(before.company) != 1 {
		t.Errorf("%q, and %q before", got.first, before.company)
	}
}
