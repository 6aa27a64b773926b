package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sluice/loadtest/benign"
	"sluice/pkg/scan/docclass"
)

func TestMiddle(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct {
		data string
		want int
	}{
		"lines":  {strings.Repeat("0123456789\n", 1000), 2046}, // 186 whole lines
		"short":  {strings.Repeat("0123456789\n", 9), 55},
		"binary": {strings.Repeat("\xff\n", 1000), 0},
		"large":  {strings.Repeat("x\n", fileSize), 0},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(c.data), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := len(middle(path)); got != c.want {
			t.Errorf("%s: %d bytes, want %d", name, got, c.want)
		}
	}
	if got := middle(filepath.Join(dir, "none")); got != "" {
		t.Errorf("%q of a file that is not there", got)
	}
}

func TestCount(t *testing.T) {
	c, err := docclass.New()
	if err != nil {
		t.Fatal(err)
	}
	code := strings.Repeat("func f(x int) error {\n\tif x != nil {\n\t\treturn fmt.Errorf(\"x: %w\", err)\n\t}\n\treturn nil\n}\n\n", 8)
	prose := strings.Repeat("They walked along the river until it was dark, and nobody spoke.\n", 20)
	rows := count(c, []benign.Prompt{{Kind: "a", Text: code}, {Kind: "a", Text: prose}, {Kind: "b", Text: prose}})
	if len(rows) != 2 || rows[0].prompts != 2 || rows[0].found[docclass.SourceCode] != 1 || rows[1].kind != "b" || len(rows[1].found) != 0 {
		t.Errorf("%+v", rows)
	}
}
