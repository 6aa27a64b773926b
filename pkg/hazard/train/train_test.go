package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sluice/pkg/hazard"
	"sluice/pkg/judged"
)

// folder is the data beside the repository, where it is kept.
var folder = filepath.Join("..", "..", "..", "..", "shared", "data")

func TestTrainingGivesTheEmbeddedWeights(t *testing.T) {
	if _, err := os.Stat(filepath.Join(folder, "hazard", "moderation_1680.jsonl")); err != nil {
		t.Skip("the folder of training data is not beside the repository (shared/data)")
	}
	if testing.Short() {
		t.Skip("training takes some seconds")
	}
	var log bytes.Buffer
	if err := run(&log, folder, "", 0); err != nil {
		t.Fatal(err)
	}
	c, err := hazard.New()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), "sha256 "+c.Digest()) {
		t.Errorf("training gives other weights than %s:\n%s", c.Digest(), log.String())
	}
	rows, err := load(folder)
	if err != nil {
		t.Fatal(err)
	}
	group(rows)
	learn, test := split(rows)
	seen := map[string]bool{}
	for _, r := range learn {
		seen[r.group] = true
		seen[strings.Join(judged.Words(r.text), " ")] = true
	}
	for _, r := range test {
		if seen[r.group] || seen[strings.Join(judged.Words(r.text), " ")] {
			t.Errorf("a held-out row of %s is among those trained on", r.source)
		}
	}
}

func TestNearDuplicatesAreOneGroup(t *testing.T) {
	rows := []row{
		{text: "The quick brown fox jumps over the lazy dog by the river"},
		{text: "the QUICK brown fox jumps over the lazy dog, by a river!"},
		{text: "Something else entirely, with no word in common at all"},
		{text: "short"}, {text: "Short!"},
		{text: "other", group: "template"},
	}
	group(rows)
	if rows[0].group != rows[1].group || rows[0].group == rows[2].group || rows[3].group != rows[4].group || rows[5].group != "template" {
		for _, r := range rows {
			t.Log(r.group, len(r.text))
		}
		t.Error("groups")
	}
}

func TestQuantise(t *testing.T) {
	s := chosen()
	s.epochs = 2
	rows := make([]row, 0, 40)
	for i := range 20 {
		rows = append(rows, row{text: fmt.Sprint("apple number ", i), labels: [heads]int8{1}}, row{text: fmt.Sprint("pear and nothing ", i)})
	}
	file := quantise(fit(examples(rows), s))
	if a, b := sha256.Sum256(file), sha256.Sum256(quantise(fit(examples(rows), s))); a != b {
		t.Error("not the same twice")
	}
	c, err := hazard.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := c.Judge("apple"), c.Judge("pear"); a.Score <= b.Score || a.Categories[0].Code != "S12" {
		t.Errorf("%+v, %+v", a, b)
	}
}
