package injection

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// row is one line of any of the files; only the fields that it has are set.
type row struct {
	Text     string          `json:"text"`
	Label    string          `json:"label"`
	Kind     string          `json:"kind"`
	Type     string          `json:"type"`
	Task     string          `json:"task"`
	Context  json.RawMessage `json:"context"`
	Question string          `json:"question"`
	Tokens   []string        `json:"tokens"`
	Template int             `json:"template"`
}

// context returns a context as one text: e-mails and tables are strings, code
// is a list of lines.
func (r row) context() string {
	var text string
	if json.Unmarshal(r.Context, &text) == nil {
		return text
	}
	var lines []string
	if json.Unmarshal(r.Context, &lines) == nil {
		return strings.Join(lines, "\n")
	}
	return ""
}

// side is half of a data set.
type side string

const (
	dev  side = "dev"
	held side = "held-out"
)

// half puts everything made from one source, template or kind on one side.
func half(group string) side {
	if sha256.Sum256([]byte("sluice injection split 1:" + group))[0]&1 == 0 {
		return dev
	}
	return held
}

func rows(t *testing.T, name string) []row {
	t.Helper()
	f, err := os.Open(filepath.Join(os.Getenv("SLUICE_DATA_DIR"), name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []row
	s := bufio.NewScanner(f)
	s.Buffer(nil, 8<<20)
	for s.Scan() {
		var r row
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, r)
	}
	if s.Err() != nil || len(all) == 0 {
		t.Fatalf("%s: %d rows, %v", name, len(all), s.Err())
	}
	return all
}

// tally counts texts with findings, and names the rules.
type tally struct {
	n, hit int
	rules  map[string]int
}

func (c *tally) take(set *Set, text string, from Source) (hit bool) {
	c.n++
	found := stated(set.Inspect(text, from)) // the classifier was trained on these sets
	if len(found) == 0 {
		return false
	}
	c.hit++
	if c.rules == nil {
		c.rules = make(map[string]int)
	}
	var seen []string
	for _, f := range found {
		if !slices.Contains(seen, f.Rule) {
			seen = append(seen, f.Rule)
			c.rules[f.Rule]++
		}
	}
	return true
}

func (c tally) String() string {
	var out strings.Builder
	out.WriteString(fmt.Sprintf("%4d of %5d %6.2f %%", c.hit, c.n, 100*float64(c.hit)/float64(max(c.n, 1))))
	for _, rule := range Rules() {
		if c.rules[rule] > 0 {
			out.WriteString(fmt.Sprintf("  %s %d", strings.TrimPrefix(rule, "injection-"), c.rules[rule]))
		}
	}
	return out.String()
}

// firstWords groups prompts that begin alike: most are copies of one another.
func firstWords(text string) string {
	words := strings.Fields(strings.ToLower(text))
	return strings.Join(words[:min(4, len(words))], " ")
}

// TestHeldOut prints detection and false positives on public data, on the half
// that the rules were written with and on the half that they were not, and
// holds the false positives of the latter to the floor that is promised.
func TestHeldOut(t *testing.T) {
	if os.Getenv("SLUICE_DATA_DIR") == "" {
		t.Skip("SLUICE_DATA_DIR is not set: no public data to measure on")
	}
	set := New()
	attacks, contexts := rows(t, "injection/bipia_attacks_train.jsonl"), rows(t, "injection/bipia_contexts_train.jsonl")
	jailbreaks, xstest := rows(t, "injection/inthewild_jailbreaks.jsonl"), rows(t, "injection/xstest.jsonl")
	wiki, pii := rows(t, "ner/wikigold.jsonl"), rows(t, "pii/synth_v2.jsonl")
	tweets, moderation := rows(t, "ner/btc.jsonl"), rows(t, "hazard/moderation_1680.jsonl")
	for _, on := range []side{dev, held} {
		var planted, alone, jail, benign, safe, unsafe tally
		byTask := map[string]*tally{"email": {}, "table": {}, "code": {}}
		var clean []string
		for _, r := range contexts {
			if text := r.context(); text != "" && half(text) == on {
				hit := byTask[r.Task].take(set, text, Untrusted)
				alone.take(set, text, Untrusted)
				if !hit {
					clean = append(clean, text)
				} else if on == dev {
					t.Logf("false positive: %v", set.Inspect(text, Untrusted))
				}
			}
		}
		single := tally{}
		for i, r := range attacks {
			if half(r.Kind) != on {
				continue
			}
			single.take(set, r.Text, Untrusted)
			for j := range 12 {
				text := clean[(i*31+j*17)%len(clean)]
				at := []int{0, len(text) / 2, len(text)}[j%3]
				for at > 0 && at < len(text) && text[at] != '\n' && text[at] != ' ' {
					at--
				}
				planted.take(set, text[:at]+"\n"+r.Text+"\n"+text[at:], Untrusted)
			}
		}
		for _, r := range jailbreaks {
			if half(firstWords(r.Text)) == on {
				jail.take(set, r.Text, User)
			}
		}
		for _, r := range xstest {
			switch {
			case half(r.Type) != on:
			case r.Label == "safe":
				safe.take(set, r.Text, User)
			default:
				unsafe.take(set, r.Text, User)
			}
		}
		count := func(name string, rows []row) {
			for _, from := range []Source{User, Untrusted, Completion} {
				var c tally
				for _, r := range rows {
					text := r.Text + strings.Join(r.Tokens, " ")
					group := text
					if r.Template > 0 {
						group = fmt.Sprint("template ", r.Template)
					}
					if half(group) == on {
						if c.take(set, text, from) && on == dev {
							t.Logf("false positive in %s: %q %v", name, short(text), set.Inspect(text, from))
						}
						benign.take(set, text, from)
					}
				}
				t.Logf("%-8s %-34s %s", on, name+" as "+from.String(), c)
			}
		}
		t.Logf("%-8s %-34s %s", on, "bipia attacks alone, untrusted", single)
		t.Logf("%-8s %-34s %s", on, "bipia attacks planted, untrusted", planted)
		t.Logf("%-8s %-34s %s", on, "inthewild jailbreaks, user", jail)
		t.Logf("%-8s %-34s %s", on, "bipia contexts alone, untrusted", alone)
		for _, task := range []string{"email", "table", "code"} {
			t.Logf("%-8s %-34s %s", on, "  "+task, *byTask[task])
		}
		t.Logf("%-8s %-34s %s", on, "xstest safe, user", safe)
		t.Logf("%-8s %-34s %s", on, "xstest contrasts, user", unsafe)
		count("wikigold", wiki)
		count("tweets", tweets)
		count("pii", pii)
		count("moderation prompts", moderation)
		if on == held {
			for name, c := range map[string]tally{"contexts": alone, "xstest safe": safe, "wikigold, tweets, pii and moderation": benign} {
				if c.hit*200 > c.n {
					t.Errorf("%s: %d of %d are false positives, more than 0.5 %%", name, c.hit, c.n)
				}
			}
		}
	}
}
