package names

import (
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mostInCode bounds the names found in a kilobyte of Go source. Its comments do name people and places.
const mostInCode = 0.6

// TestGoSource prints how often the tagger flags Go's own source, which was not trained on.
func TestGoSource(t *testing.T) {
	root := filepath.Join(build.Default.GOROOT, "src")
	tagger := New()
	var size int
	count := [3]int{}
	for _, dir := range []string{"bufio", "encoding/json", "net/http", "os", "strconv", "sort"} {
		err := filepath.WalkDir(filepath.Join(root, filepath.FromSlash(dir)), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			size += len(data)
			found := tagger.Find(string(data), nil)
			check(t, string(data), found)
			for _, s := range found {
				count[s.Kind]++
			}
			return nil
		})
		if err != nil {
			t.Skip("no source of Go here:", err)
		}
	}
	each := float64(count[0]+count[1]+count[2]) / (float64(size) / 1024)
	t.Logf("%d KB of Go: %d persons, %d locations, %d organizations, %.3f a KB", size/1024, count[0], count[1], count[2], each)
	if each > mostInCode {
		t.Errorf("%.3f names a KB of Go source, want at most %v", each, mostInCode)
	}
}
