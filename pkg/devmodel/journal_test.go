package devmodel

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestJournalKeepsWhatWasSent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j, err := OpenJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ body, line string }{
		{`{"model":"sluice-dev", "x":"<é&\u00e9"}`, `{"model":"sluice-dev", "x":"<é&\u00e9"}`},
		{"{\n\t\"model\":\r\n\"m\"}", "{ \t\"model\":  \"m\"}"},
		{`{"model":"a\"b","stream":true}`, `{"model":"a\"b","stream":true}`},
		{"{not JSON\n", `"{not JSON\n"`},
		{"", `""`},
	}
	for _, tt := range tests {
		Take(j, []byte(tt.body))
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if j, err = OpenJournal(path); err != nil {
		t.Fatal(err)
	}
	Take(j, []byte(`{"model":"later"}`))
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := ReadJournal(path)
	if err != nil || len(got) != len(tests)+1 {
		t.Fatalf("%d entries, %v", len(got), err)
	}
	for i, tt := range tests {
		if e := got[i]; e.N != i+1 || string(e.Body) != tt.line || e.TS.IsZero() {
			t.Errorf("entry %d is %+v with %s", i, e, e.Body)
		}
	}
	if !got[2].Stream || got[2].Model != `a"b` || got[0].Model != "sluice-dev" || got[0].Stream {
		t.Errorf("got %+v", got)
	}
	if last := got[len(got)-1]; last.N != len(tests)+1 || last.Model != "later" {
		t.Errorf("after the restart: %+v", last)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestJournalConcurrently(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j, err := OpenJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for k := range 50 {
				if err := j.Add("m", false, fmt.Appendf(nil, `{"i":%d,"k":%d,"pad":%q}`, i, k, strings.Repeat("x", 10000))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	got, err := ReadJournal(path)
	if err != nil || len(got) != 400 {
		t.Fatalf("%d entries, %v", len(got), err)
	}
	seen := map[string]bool{}
	for i, e := range got {
		if e.N != i+1 || !json.Valid(e.Body) || seen[string(e.Body)] {
			t.Fatalf("entry %d has number %d", i, e.N)
		}
		seen[string(e.Body)] = true
	}
}

// A line that a crash left without its end is closed, so that the next one stands alone.
func TestJournalAfterATornLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	if err := os.WriteFile(path, []byte(`{"n":1,"body":{}}`+"\n"+`{"n":2,"bo`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadJournal(path); err != nil || len(got) != 1 {
		t.Errorf("%d entries, %v", len(got), err)
	}
	j, err := OpenJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	if err := j.Add("m", false, []byte("{}")); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[2], `{"n":3,`) {
		t.Errorf("got %q", lines)
	}
	if _, err := ReadJournal(path); err == nil {
		t.Error("the torn line went unnoticed")
	}
}

func TestJournalCannotOpen(t *testing.T) {
	if _, err := OpenJournal(filepath.Join(t.TempDir(), "no", "such", "folder")); err == nil {
		t.Error("no error")
	}
	var none *Journal
	if none.Add("m", false, nil) != nil || none.Close() != nil {
		t.Error("a nil journal fails")
	}
}
