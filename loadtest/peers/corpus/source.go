package corpus

import (
	"fmt"
	"html"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Source is what texts are made of.
type Source struct {
	Prose []string // paragraphs of at least 200 bytes
	Code  []string // pieces of Go source of about 1 to 8 KB
}

// bounds on what is read: some MB are enough, and the run stays short.
const (
	maxFiles = 1200
	maxPiece = 8 << 10
)

// Root is the Go installation of the go command; "" without one.
func Root() string {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// Read takes prose from the comments and documents of the Go installation at
// root, and code from its source. Nothing else of the machine is read.
func Read(root string) (*Source, error) {
	var s Source
	docs, err := filepath.Glob(filepath.Join(root, "doc", "*"))
	if err != nil {
		return nil, fmt.Errorf("listing Go's documents: %w", err)
	}
	for _, d := range append(docs, filepath.Join(root, "CONTRIBUTING.md"), filepath.Join(root, "README.md")) {
		data, err := os.ReadFile(d)
		if err != nil {
			continue // a folder, or a release without it
		}
		s.prose(html.UnescapeString(regexp.MustCompile(`<[^>]{0,400}>`).ReplaceAllString(string(data), "")))
	}
	files, err := sources(filepath.Join(root, "src"))
	if err != nil {
		return nil, fmt.Errorf("listing Go's source: %w", err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("reading Go's source: %w", err)
		}
		text := strings.ToValidUTF8(string(data), "?")
		if strings.HasSuffix(f, "doc.go") {
			s.prose(strings.ReplaceAll(text, "\n// ", "\n"))
			continue
		}
		for len(text) > 1<<10 {
			at := strings.IndexByte(text[min(len(text)-1, maxPiece):], '\n')
			if at < 0 {
				break
			}
			at += min(len(text)-1, maxPiece)
			s.Code, text = append(s.Code, text[:at]), text[at:]
		}
	}
	if len(s.Prose) < 100 || len(s.Code) < 500 {
		return nil, fmt.Errorf("the Go installation has %d paragraphs and %d pieces of source, too few for a corpus: name a whole one with --goroot", len(s.Prose), len(s.Code))
	}
	return &s, nil
}

func (s *Source) prose(text string) {
	for p := range strings.SplitSeq(text, "\n\n") {
		if p = strings.TrimSpace(p); len(p) >= 200 && len(p) < maxPiece {
			s.Prose = append(s.Prose, p)
		}
	}
}

// sources are Go files spread evenly over the tree, doc.go files first.
func sources(root string) ([]string, error) {
	var docs, code []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() || !strings.HasSuffix(path, ".go"):
		case d.Name() == "doc.go":
			docs = append(docs, path)
		default:
			code = append(code, path)
		}
		return nil
	})
	step := max(1, len(code)/maxFiles)
	for i := 0; i < len(code); i += step {
		docs = append(docs, code[i])
	}
	return slices.Clip(docs), err
}
