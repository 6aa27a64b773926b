package docclass

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func classifier(t testing.TB) *Classifier {
	t.Helper()
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// heldOut reads the texts that were written after the templates and never trained on: file names begin with the class.
func heldOut(t testing.TB) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "*.txt"))
	if err != nil || len(paths) < 20 {
		t.Fatal(len(paths), err)
	}
	texts := map[string]string{}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(p)] = string(data)
	}
	return texts
}

func classOf(name string) Class {
	kind, _, _ := strings.Cut(name, "-")
	return map[string]Class{"code": SourceCode, "financial": Financial, "medical": Medical}[kind]
}

func TestHeldOutTexts(t *testing.T) {
	c := classifier(t)
	for name, text := range heldOut(t) {
		v := c.Classify(text)
		if v.Class != classOf(name) {
			t.Errorf("%s is taken for %q, score %.2f", name, v.Class.Type(), v.Score)
		}
		if (v.Class == None) != (v.Score == 0) || v.Class != None && !(v.Score >= Threshold && v.Score <= 1) {
			t.Errorf("%s: score %v", name, v.Score)
		}
	}
}
