package leaks

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// tally is what came of a part.
type tally struct {
	Places   int            `json:"places"`
	Requests int            `json:"requests"`
	Again    int            `json:"again"`
	Failed   int            `json:"failed"` // which asserts nothing: the part is not done
	Leaks    map[string]int `json:"leaks,omitempty"`
}

func (t *tally) add(o tally) {
	t.Places, t.Requests, t.Again, t.Failed = t.Places+o.Places, t.Requests+o.Requests, t.Again+o.Again, t.Failed+o.Failed
	for place, n := range o.Leaks {
		if t.Leaks == nil {
			t.Leaks = map[string]int{}
		}
		t.Leaks[place] += n
	}
}

func (t *tally) leaks() (n int) {
	for _, one := range t.Leaks {
		n += one
	}
	return n
}

// report is how far the work is. Where it has a file it is kept there, so that a run
// that is broken off goes on where it was; the page is beside it.
type report struct {
	path string // "" keeps nothing
	plan []part

	mu   sync.Mutex
	last time.Time // that something was printed
	at   tally     // of the part in work
	kept kept
}

// kept is the file.
type kept struct {
	Commit  string           `json:"commit"`
	Code    string           `json:"code"` // of what is tried
	Texts   int              `json:"texts"`
	Places  int              `json:"places"` // of all texts
	Control string           `json:"control"`
	Began   time.Time        `json:"began"`
	Wrote   time.Time        `json:"wrote"`
	Worked  float64          `json:"worked_s"`
	Parts   map[string]tally `json:"parts"`
}

func newReport(t *testing.T, path string, all []note, work []part) *report {
	t.Helper()
	r := &report{path: path, plan: work, last: time.Now()}
	r.kept = kept{Commit: git("rev-parse", "--short=12", "HEAD"), Code: code(t), Texts: len(all), Began: time.Now().UTC().Truncate(time.Second), Parts: map[string]tally{}}
	for _, n := range all {
		r.kept.Places += len(n.text)
	}
	if path == "" {
		return r
	}
	var old kept
	data, err := os.ReadFile(path + ".json")
	if err == nil && json.Unmarshal(data, &old) == nil && old.Code == r.kept.Code && old.Texts == r.kept.Texts && old.Places == r.kept.Places {
		t.Logf("%d parts were done by a run that was broken off", len(old.Parts))
		r.kept = old
	}
	return r
}

// code names what is tried, with its changes: commits of other files may come
// meanwhile, and of tests. What this one asks is in the names of the parts.
func code(t *testing.T) string {
	t.Helper()
	list := exec.Command("git", "ls-files", "pkg", "services", "schemas", "go.mod")
	list.Dir = "../.."
	files, err := list.Output()
	if err != nil {
		t.Fatal("listing what is tried: ", err)
	}
	sum := sha256.New()
	for name := range strings.Lines(string(files)) {
		name = strings.TrimSpace(name)
		if strings.HasSuffix(name, "_test.go") || strings.Contains(name, "/testdata/") {
			continue
		}
		data, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(data), data)
	}
	return fmt.Sprintf("%x", sum.Sum(nil))[:12]
}

func git(args ...string) string {
	out, err := exec.Command("git", args...).Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}

// left are the parts that are not done.
func (r *report) left() (out []part) {
	for _, p := range r.plan {
		if _, done := r.kept.Parts[p.name]; !done {
			out = append(out, p)
		}
	}
	return out
}

// tick takes note of a request, and prints once a minute.
func (r *report) tick(p part, one tally) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at.add(one)
	if time.Since(r.last) < time.Minute {
		return
	}
	r.last = time.Now()
	fmt.Fprintf(os.Stderr, "%s: %s: %d of %d requests; %d of %d parts done\n",
		r.last.UTC().Format(time.TimeOnly), p.name, r.at.Requests, len(p.requests), len(r.kept.Parts), len(r.plan))
}

// done puts a part down.
func (r *report) done(t *testing.T, p part, took time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	was := r.at
	r.at = tally{}
	if was.Failed > 0 {
		t.Logf("%s is not done: %d requests failed", p.name, was.Failed)
		return
	}
	r.kept.Parts[p.name] = was
	r.kept.Wrote, r.kept.Worked = time.Now().UTC().Truncate(time.Second), r.kept.Worked+took.Seconds()
	if r.path == "" {
		return
	}
	data, err := json.MarshalIndent(r.kept, "", "\t")
	if err == nil {
		err = os.WriteFile(r.path+".json.new", append(data, '\n'), 0o644)
	}
	if err == nil {
		err = os.Rename(r.path+".json.new", r.path+".json")
	}
	if err == nil {
		err = os.WriteFile(r.path+".md", []byte(r.page()), 0o644)
	}
	if err != nil {
		t.Errorf("writing the results: %v", err)
	}
}

// row is a line of the page: parts that differ in their numbers only.
type row struct {
	p         part
	done, all int // parts
	places    int // to cut
	tally
}

func (r *report) rows() []*row {
	var out []*row
	at := map[string]*row{}
	for _, p := range r.plan {
		name := p.name[:strings.LastIndexByte(p.name, ' ')]
		if at[name] == nil {
			at[name] = &row{p: p}
			out = append(out, at[name])
		}
		at[name].all++
		at[name].places += p.places()
		if t, done := r.kept.Parts[p.name]; done {
			at[name].done++
			at[name].add(t)
		}
	}
	return out
}

func (r *report) page() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Every secret, cut at every place, on every surface\n\n- command: `make leaks-all`, which writes this page and goes on where it was broken off\n- begun %s, written %s, worked %s\n- machine: %d cores, %s, %s; it had other work beside this\n- commit: `%s`, code `%s`\n- %d texts with %d places at which they can be cut\n- control: %s\n\n",
		r.kept.Began.Format(time.DateTime), r.kept.Wrote.Format(time.DateTime), (time.Duration(r.kept.Worked) * time.Second).String(),
		runtime.NumCPU(), runtime.GOOS, runtime.Version(), r.kept.Commit, r.kept.Code, r.kept.Texts, r.kept.Places, r.kept.Control)
	b.WriteString("A split at a place is two pieces, that before it and that after it, each an event of the engine; the texts before and after\nthe cut one come with them. Fields that are named together are said in the same answers, each with all that is cut.\n`make leaks` is the same without this page; [loadtest/leaks](../../loadtest/leaks/doc.go) says what is looked for.\n\n")
	b.WriteString("| surface | fields | how | places cut | of | streams or answers | asked again | leaks |\n|---|---|---|---:|---:|---:|---:|---:|\n")
	places, of, leaks := 0, 0, 0
	var where []string
	for _, w := range r.rows() {
		fmt.Fprintf(&b, "| %s | %s | %s | %d | %d | %d | %d | %d |\n", w.p.s.name, strings.Join(w.p.fields(), ", "), w.p.way, w.Places, w.places, w.Requests, w.Again, w.leaks())
		places, of, leaks = places+w.Places, of+w.places, leaks+w.leaks()
		for _, place := range slices.Sorted(maps.Keys(w.Leaks)) {
			where = append(where, fmt.Sprintf("- %s, %s: `%s`, %d", w.p.s.name, w.p.way, place, w.Leaks[place]))
		}
	}
	state := "All is done."
	if n := len(r.left()); n > 0 {
		state = fmt.Sprintf("%d of %d parts are not done.", n, len(r.plan))
	}
	fmt.Fprintf(&b, "\n%s %d of %d cuts, %d leaks.\n", state, places, of, leaks)
	if len(where) > 0 {
		b.WriteString("\n" + strings.Join(where, "\n") + "\n")
	}
	return b.String()
}

// fields are those that a part's texts are said in.
func (p part) fields() []string {
	if p.way == alone {
		return []string{"content", "log-probabilities: tokens, bytes, alternatives"}
	}
	out := append(slices.Clone(p.set), "arguments of a tool")
	if p.s.choices > 1 {
		out = append(out, "content and arguments of another choice")
	}
	if p.probable {
		out = append(out, "log-probabilities")
	}
	return out
}
