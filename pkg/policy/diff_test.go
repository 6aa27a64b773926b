package policy

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	tests := []struct{ name, from, to, want string }{
		{"same", "a\nb\n", "a\nb\n", ""},
		{"both empty", "", "", ""},
		{"from nothing", "", "a\n", "@@ -0,0 +1 @@\n+a\n"},
		{"to nothing", "a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n"},
		{"one line", "a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"},
		{"last line end", "a\nb", "a\nb\n", "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
		{"two hunks", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
			"@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n"},
		{"near changes are one hunk", "1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n",
			"@@ -1,8 +1,8 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n"},
		{"inserted", "1\n2\n3\n4\n5\n", "1\n2\n3\n4\nx\n5\n", "@@ -2,4 +2,5 @@\n 2\n 3\n 4\n+x\n 5\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := tt.want
			if want != "" {
				want = "--- a\n+++ b\n" + want
			}
			if got := Diff("a", "b", []byte(tt.from), []byte(tt.to)); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// What a comparison says makes one text of the other, and it is not long.
func TestDiffApplies(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var a, b []string
		for range random.IntN(40) {
			a = append(a, fmt.Sprintf("%d\n", random.IntN(8)))
		}
		for range random.IntN(40) {
			b = append(b, fmt.Sprintf("%d\n", random.IntN(8)))
		}
		var from, to []string
		for _, e := range compare(a, b) {
			if e.kind != '+' {
				from = append(from, e.line)
			}
			if e.kind != '-' {
				to = append(to, e.line)
			}
		}
		if strings.Join(from, "") != strings.Join(a, "") || strings.Join(to, "") != strings.Join(b, "") {
			t.Fatal("the edits are of other texts")
		}
	}
}

// Where there is a patch(1), it agrees.
func TestDiffIsUnified(t *testing.T) {
	patch, err := exec.LookPath("patch")
	if err != nil {
		t.Skip("there is no patch here")
	}
	from := string(Default())
	to := strings.Replace(strings.Replace(from, "deadline: 120s", "deadline: 60s", 1), "    batch: { weight: 1 }\n", "", 1)
	file := filepath.Join(t.TempDir(), "policy.yaml")
	if err := os.WriteFile(file, []byte(from), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), patch, "--fuzz=0", file)
	cmd.Stdin = strings.NewReader(Diff("a", "b", []byte(from), []byte(to)))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != to {
		t.Errorf("patched to something else, %v", err)
	}
}

// The largest documents without a line in common take bounded time and memory.
func TestDiffIsBounded(t *testing.T) {
	a, b := strings.Repeat("a\n", MaxBytes/2), strings.Repeat("\n", MaxBytes)
	got := Diff("a", "b", []byte(a), []byte(b))
	if strings.Count(got, "\n-a") != MaxBytes/2 || strings.Count(got, "\n+") != MaxBytes+1 {
		t.Error("not everything is shown")
	}
}
