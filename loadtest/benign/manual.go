package benign

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

const (
	manualPages = 200
	manualBytes = 1 << 20 // of one page
)

var formatting = regexp.MustCompile(`(?m)^\.\\".*$|^\.[A-Za-z]+ ?|\\f[BIRP]|\\-|\\&`)

// manual slices the system's manual pages; why tells where there are none.
func manual() (prompts []Prompt, why string) {
	var paths []string
	for _, section := range []string{"1", "3", "5", "7", "8"} {
		found, err := filepath.Glob("/usr/share/man/man" + section + "/*.gz")
		if err == nil {
			paths = append(paths, found...)
		}
	}
	if len(paths) == 0 {
		return nil, "manual pages: this machine has none in /usr/share/man"
	}
	slices.Sort(paths)
	d := newDice("man-page", 0)
	for _, i := range d.Perm(len(paths)) {
		if len(prompts) == manualPages {
			break
		}
		data, err := page(paths[i])
		if err != nil {
			continue // a dangling link, or no gzip
		}
		text := formatting.ReplaceAllString(slice(d, data), "")
		if len(text) < 200 || hasKey(text) {
			continue
		}
		prompts = append(prompts, Prompt{Kind: "man-page", Index: len(prompts), Text: text, Real: []string{email, url, ip, mac, date}})
	}
	return prompts, ""
}

func page(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(z, manualBytes))
}
