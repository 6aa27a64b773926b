package weights

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func sum(text string) string {
	h := sha256.Sum256([]byte(text))
	return hex.EncodeToString(h[:])
}

// settled reads until the clock has left the step of the last change.
func settled(t *testing.T, f *Files, all bool) Digest {
	t.Helper()
	for range 10_000 {
		d, err := f.Read(t.Context(), all)
		if err == nil {
			return d
		}
		if !errors.Is(err, ErrChanging) {
			t.Fatal(err)
		}
	}
	t.Fatal("the files never settled")
	return Digest{}
}

// The digest of one file is that of sha256sum; of a folder it is that of sha256sum's lines.
func TestDigest(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "b.safetensors"), "weights b")
	write(t, filepath.Join(dir, "a.safetensors"), "weights a")
	write(t, filepath.Join(dir, "sub/config.json"), "{}")
	write(t, filepath.Join(dir, ".cache/x"), "hidden")
	write(t, filepath.Join(dir, ".gitattributes"), "hidden")
	if err := os.Symlink(filepath.Join(dir, "sub/config.json"), filepath.Join(dir, "link.json")); err != nil {
		t.Fatal(err)
	}
	lines := sum("weights a") + "  a.safetensors\n" + sum("weights b") + "  b.safetensors\n" +
		sum("{}") + "  link.json\n" + sum("{}") + "  sub/config.json\n"
	for _, tt := range []struct {
		name  string
		paths []string
		want  string
		files int
		bytes int64
	}{
		{"one file", []string{filepath.Join(dir, "a.safetensors")}, sum("weights a"), 1, 9},
		{"a folder", []string{dir}, sum(lines), 4, 22},
		{"two files", []string{filepath.Join(dir, "b.safetensors"), filepath.Join(dir, "a.safetensors")},
			sum(sum("weights a") + "  a.safetensors\n" + sum("weights b") + "  b.safetensors\n"), 2, 18},
		{"a folder of one file", []string{filepath.Join(dir, "sub")}, sum(sum("{}") + "  config.json\n"), 1, 2},
	} {
		f, err := New(tt.paths)
		if err != nil {
			t.Fatal(err)
		}
		got := settled(t, f, false)
		if got.Digest != "sha256:"+tt.want || len(got.Files) != tt.files || got.Bytes != tt.bytes {
			t.Errorf("%s: %+v, want sha256:%s", tt.name, got, tt.want)
		}
		if changed, err := f.Changed(); changed || err != nil {
			t.Errorf("%s: changed %t, %v", tt.name, changed, err)
		}
	}
}

// Whatever is done to the files is noticed without reading them, also where size and time of modification are kept.
func TestChanged(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(t *testing.T, path string)
		same bool // the digest afterwards
	}{
		{"written in place, time of modification kept", func(t *testing.T, path string) {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			file, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := file.WriteAt([]byte("X"), 0); err != nil {
				t.Fatal(err)
			}
			if err := file.Close(); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
				t.Fatal(err)
			}
		}, false},
		{"another in its place", func(t *testing.T, path string) {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			write(t, path+"~", "Xeights a")
			if err := os.Chtimes(path+"~", info.ModTime(), info.ModTime()); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(path+"~", path); err != nil {
				t.Fatal(err)
			}
		}, false},
		{"touched", func(t *testing.T, path string) {
			if err := os.Chtimes(path, time.Unix(1, 0), time.Unix(1, 0)); err != nil {
				t.Fatal(err)
			}
		}, true},
		{"one more file", func(t *testing.T, path string) { write(t, path+".more", "x") }, false},
		{"one file less", func(t *testing.T, path string) {
			if err := os.Remove(filepath.Join(filepath.Dir(path), "b")); err != nil {
				t.Fatal(err)
			}
		}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "a"), "weights a")
			write(t, filepath.Join(dir, "b"), "weights b")
			f, err := New([]string{dir})
			if err != nil {
				t.Fatal(err)
			}
			before := settled(t, f, false)
			tt.do(t, filepath.Join(dir, "a"))
			if changed, err := f.Changed(); !changed || err != nil {
				t.Errorf("changed %t, %v", changed, err)
			}
			if after := settled(t, f, false); (after.Digest == before.Digest) != tt.same {
				t.Errorf("the digest was %s and is %s", before.Digest, after.Digest)
			}
			if changed, err := f.Changed(); changed || err != nil {
				t.Errorf("after reading: changed %t, %v", changed, err)
			}
		})
	}
}

// A whole reading finds what no stamp tells.
func TestReadAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	write(t, path, "weights a")
	f, err := New([]string{path})
	if err != nil {
		t.Fatal(err)
	}
	want := settled(t, f, false)
	f.mu.Lock()
	k := f.known["a"]
	k.sha = sum("never")
	f.known = map[string]read{"a": k}
	f.mu.Unlock()
	if got := settled(t, f, false); got.Digest == want.Digest {
		t.Error("an unchanged file was read again")
	}
	if got := settled(t, f, true); got.Digest != want.Digest {
		t.Errorf("a whole reading gives %s", got.Digest)
	}
}

func TestUnusable(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "x/a"), "1")
	write(t, filepath.Join(dir, "y/a"), "2")
	write(t, filepath.Join(dir, "odd/line\nbreak"), "3")
	if err := os.MkdirAll(filepath.Join(dir, "empty"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "linked"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "x"), filepath.Join(dir, "linked/x")); err != nil {
		t.Fatal(err)
	}
	for name, paths := range map[string][]string{
		"none":           nil,
		"gone":           {filepath.Join(dir, "gone")},
		"empty folder":   {filepath.Join(dir, "empty")},
		"same name":      {filepath.Join(dir, "x/a"), filepath.Join(dir, "y/a")},
		"odd name":       {filepath.Join(dir, "odd")},
		"link to folder": {filepath.Join(dir, "linked")},
	} {
		_, err := New(paths)
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		if strings.Contains(err.Error(), dir) {
			t.Errorf("%s: the error has a path: %v", name, err)
		}
	}
	f, err := New([]string{filepath.Join(dir, "x")})
	if err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.Read(ended, true); !errors.Is(err, context.Canceled) {
		t.Errorf("reading goes on after its end: %v", err)
	}
	if changed, _ := f.Changed(); !changed {
		t.Error("what was never read whole counts as unchanged")
	}
	if !f.Has(filepath.Join(dir, "x/a")) || !f.Has(filepath.Join(dir, "x")) || f.Has(filepath.Join(dir, "y/a")) || f.Has(filepath.Join(dir, "gone")) {
		t.Error("a file is taken for one that it is not")
	}
	if !f.EndsIn("x/a") || f.EndsIn("") || f.EndsIn("y/a") || f.EndsIn("/x/a") {
		t.Error("the end of a path is taken for one that it is not")
	}
}
