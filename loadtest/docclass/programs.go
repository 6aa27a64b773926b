package main

import (
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
	most     = 2 << 10 // bytes of a file
	least    = 600
	fileSize = 1 << 20
)

// program is what this machine has of one language.
type program struct {
	language string // by the files' ending
	texts    []string
}

// programs takes up to n files of each language from the Go distribution, the module cache and the system's libraries,
// evenly spread over the sorted list, and of each whole lines from its middle on.
func programs(n int) ([]program, error) {
	out, err := exec.Command("go", "env", "GOROOT", "GOMODCACHE").Output()
	if err != nil {
		return nil, fmt.Errorf("ask go for its folders (is go in the PATH?): %w", err)
	}
	paths := map[string][]string{}
	for _, root := range append(strings.Fields(string(out)), "/usr/lib", "/usr/share", "/usr/include") {
		_ = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() && slices.Contains(notPrograms(), e.Name()) {
				return fs.SkipDir
			}
			if ending := filepath.Ext(path); e.Type().IsRegular() && slices.Contains(endings(), ending) {
				paths[ending] = append(paths[ending], path)
			}
			return nil // a folder that is not there, or not to be read, has no files
		})
	}
	var all []program
	for _, ending := range endings() {
		p := program{language: ending}
		for i := range paths[ending] {
			if len(p.texts) == n {
				break
			}
			// 7919 is a prime: this visits every file once, far apart.
			if text := middle(paths[ending][i*7919%len(paths[ending])]); len(text) >= least {
				p.texts = append(p.texts, text)
			}
		}
		if len(p.texts) > 0 {
			all = append(all, p)
		}
	}
	return all, nil
}

// notPrograms are folders of downloads, and of data in files that end like programs.
func notPrograms() []string { return []string{"cache", "testdata", "unicore", "Locale"} }

func endings() []string {
	return []string{".go", ".s", ".c", ".h", ".cc", ".cpp", ".hpp", ".rs", ".java", ".kt", ".cs", ".swift", ".py", ".pl", ".pm", ".rb", ".php",
		".js", ".ts", ".sh", ".fish", ".lua", ".vim", ".el", ".sql", ".proto", ".cmake", ".mk", ".awk", ".tcl"}
}

// middle gives up to 2 KB of whole lines from the middle of a file, or "" where it is no text, is large or cannot be read.
func middle(path string) string {
	info, err := os.Stat(path)
	if err != nil || info.Size() > fileSize {
		return ""
	}
	data, err := os.ReadFile(path)
	if err != nil || !utf8.Valid(data) {
		return ""
	}
	text := string(data)
	_, text, _ = strings.Cut(text[len(text)/3:], "\n")
	if len(text) > most {
		text = text[:strings.LastIndexByte(text[:most], '\n')+1]
	}
	return text
}
