package benign

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	sliceBytes  = 2 << 10
	sourceFiles = 900 // Go files, one slice of each
	textFiles   = 150 // documents and other languages, one slice of each
)

// distribution slices texts of the Go installation that runs this.
func distribution() (prompts []Prompt, left []string, err error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, nil, fmt.Errorf("asking go for GOROOT (is go in the PATH?): %w", err)
	}
	root := strings.TrimSpace(string(out))
	var sources, texts []string
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (e.Name() == "pkg" || e.Name() == "bin" || e.Name() == ".git") {
			return fs.SkipDir
		}
		switch filepath.Ext(path) {
		case ".go":
			sources = append(sources, path)
		case ".md", ".html", ".txt", ".s", ".c", ".h", ".js", ".py", ".bash", ".ps", ".work", ".mod", ".sum", ".yaml":
			texts = append(texts, path)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("listing the Go distribution: %w", err)
	}
	keys := 0
	for _, from := range []struct {
		kind  string
		paths []string
		n     int
	}{{"go-source", sources, sourceFiles}, {"go-distribution-text", texts, textFiles}} {
		slices.Sort(from.paths)
		d, taken := newDice(from.kind, 0), 0
		for _, i := range d.Perm(len(from.paths)) {
			if taken == from.n {
				break
			}
			data, err := os.ReadFile(from.paths[i])
			if err != nil {
				return nil, nil, fmt.Errorf("reading the Go distribution: %w", err)
			}
			text := slice(d, data)
			if len(text) < 200 {
				continue
			}
			if hasKey(text) {
				keys++
				continue
			}
			prompts = append(prompts, Prompt{Kind: from.kind, Index: taken, Text: text, Real: []string{email, url, ip, mac, date}})
			taken++
		}
	}
	if keys > 0 {
		left = append(left, fmt.Sprintf("%d slices of the Go distribution with a PEM private key: such a key is a secret", keys))
	}
	return prompts, left, nil
}

// hasKey says whether a PEM private key is in a text, or the end of one. Go's own
// tests call theirs TESTING KEY.
func hasKey(text string) bool {
	return strings.Contains(text, "PRIVATE KEY-----") || strings.Contains(text, "TESTING KEY-----")
}

// slice is up to 2 KiB of whole lines from a random place; "" where the file is no text.
func slice(d *dice, data []byte) string {
	if !utf8.Valid(data) {
		return ""
	}
	if over := len(data) - sliceBytes; over > 0 {
		data = data[d.IntN(over):]
		if at := bytes.IndexByte(data, '\n'); at >= 0 {
			data = data[at+1:]
		}
	}
	if len(data) > sliceBytes {
		data = data[:sliceBytes]
		if at := bytes.LastIndexByte(data, '\n'); at > 0 {
			data = data[:at]
		}
	}
	return strings.ToValidUTF8(string(data), "")
}
