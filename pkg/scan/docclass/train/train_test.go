package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sluice/pkg/scan/docclass"
)

// dataFolder is the data beside the repository, where it is kept.
var dataFolder = filepath.Join("..", "..", "..", "..", "..", "shared", "data")

// TestTrainingGivesTheEmbeddedWeights leaves the figures out unless DOCCLASS_FIGURES is set, and then holds the model
// card to them: cross-validation trains four models more.
func TestTrainingGivesTheEmbeddedWeights(t *testing.T) {
	if _, err := os.Stat(filepath.Join(dataFolder, "ner", "wikigold.jsonl")); err != nil {
		t.Skip("the folder of training data is not beside the repository (shared/data)")
	}
	if testing.Short() {
		t.Skip("training takes some seconds")
	}
	c, err := docclass.New()
	if err != nil {
		t.Fatal(err)
	}
	figures := os.Getenv("DOCCLASS_FIGURES") != ""
	var log bytes.Buffer
	if err := run(&log, dataFolder, "", !figures, false); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), "sha256 "+c.Digest()) {
		t.Errorf("training gives other weights than %s (make docclass-train writes them):\n%s", c.Digest(), log.String())
	}
	card, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "docs", "model-cards", "docclass.md"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(log.String()) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "part") && !strings.Contains(string(card), line) {
			t.Errorf("docs/model-cards/docclass.md lacks %q", line)
		}
	}
}

// small is material of two templates a class.
func small(t *testing.T) material {
	t.Helper()
	templates, err := readTemplates()
	if err != nil {
		t.Fatal(err)
	}
	l, err := readLists()
	if err != nil {
		t.Fatal(err)
	}
	count := map[docclass.Class]int{}
	templates = slices.DeleteFunc(templates, func(x template) bool { count[x.class]++; return count[x.class] > 2 })
	return material{templates: templates, lists: l, data: []text{{text: strings.Repeat("The old man went to sea again. ", 30)}}}
}

func TestTrainingIsTheSameTwice(t *testing.T) {
	var files [][]byte
	for range 2 {
		m := small(t)
		files = append(files, quantise(fit(examples(append(m.write(6, all, false), m.data...)), chosen())))
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Fatal("not the same twice")
	}
	c, err := docclass.Load(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range small(t).write(2, all, false) {
		if v := c.Classify(x.text); len(x.text) > 600 && int(v.Class) != x.class {
			t.Errorf("a text of %s is taken for %q", x.group, v.Class.Type())
		}
	}
}

func TestTemplates(t *testing.T) {
	m := small(t)
	all4, err := readTemplates()
	if err != nil {
		t.Fatal(err)
	}
	m.templates = all4
	count := map[docclass.Class]int{}
	names := map[string]bool{}
	for _, x := range all4 {
		count[x.class]++
		if names[x.name] {
			t.Errorf("two templates %s", x.name)
		}
		names[x.name] = true
	}
	for _, class := range append(docclass.Classes(), docclass.None) {
		if count[class] < 20 {
			t.Errorf("%d templates of %q", count[class], class.Type())
		}
	}
	for _, x := range m.write(3, all, false) {
		for name := range m.lists {
			if strings.Contains(strings.ToLower(x.text), "{"+name+"}") && x.class != int(docclass.SourceCode) {
				t.Errorf("%s keeps {%s}", x.group, name)
			}
		}
	}
}

// TestHeldOutIsApart: no template, source or word of a longer list is on both sides of a split.
func TestHeldOutIsApart(t *testing.T) {
	m := small(t)
	m.lists["drug"] = nil
	for i := range 40 {
		m.lists["drug"] = append(m.lists["drug"], fmt.Sprintf("drug%c", 'a'+i))
	}
	m.templates = nil
	for i := range 40 {
		m.templates = append(m.templates, template{name: fmt.Sprint("t", i), parts: []piece{{text: strings.Repeat("{drug};", 30)}}})
	}
	seen := map[string]bool{}
	count := 0
	for _, x := range m.write(2, 1, false) {
		seen[x.group] = true
		for w := range strings.SplitSeq(strings.ToLower(x.text), ";") {
			seen[strings.TrimSpace(w)] = true
		}
	}
	for _, x := range m.write(2, 1, true) {
		count++
		if seen[x.group] {
			t.Errorf("%s is on both sides", x.group)
		}
		for w := range strings.SplitSeq(strings.ToLower(x.text), ";") {
			if w = strings.TrimSpace(w); strings.HasPrefix(w, "drug") && seen[w] {
				t.Errorf("%s is on both sides", w)
			}
		}
	}
	if count == 0 {
		t.Error("nothing is held out")
	}
}

func TestPieces(t *testing.T) {
	got := pieces(strings.Split("a\n*@over\nf() {\n\tx\n\n\ty\n}\nb\n?c\n*d\n  e\nf\n*g\n\nh", "\n"))
	want := []piece{{0, "a\n"}, {'*', "@over\nf() {\n\tx\n\n\ty\n}\nb\n"}, {'?', "c\n"}, {'*', "d\n  e\nf\n"}, {'*', "g\n"}, {0, "\n"}, {0, "h\n"}}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestLoad(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range sources() {
		files[name] = &fstest.MapFile{Data: []byte("{\"text\":\"one\"}\n{\"tokens\":[\"two\",\"three\"]}\n{\"task\":\"code\",\"context\":[\"x = 1\"]}\n")}
	}
	got, err := load(files)
	if err != nil || len(got) != len(sources()) || got[0].text != "one\ntwo three\n" || got[0].class != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	delete(files, sources()[2])
	if _, err := load(files); err == nil || !strings.Contains(err.Error(), sources()[2]) {
		t.Errorf("without a file: %v", err)
	}
}
