package benign

import (
	"crypto/sha256"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"

	"sluice/pkg/scan"
)

const least = 3000 // prompts that the goals are measured over

// The goals hold over all prompts.
func TestFalseAlarms(t *testing.T) {
	prompts := all(t)
	if len(prompts) < least {
		t.Fatalf("%d prompts, want %d", len(prompts), least)
	}
	r := Count(prompts, scan.Default().Scan)
	t.Logf("%d prompts, flagged per 1,000: secrets %.1f, false alarms of any type %.1f, any finding %.1f", r.Prompts, r.Secret.Per1000, r.Alarms.Per1000, r.Any.Per1000)
	for _, f := range r.ByType {
		t.Logf("%s: in %d prompts, a false alarm in %d", f.Name, f.Found, f.Alarms)
	}
	for _, f := range r.ByRule {
		if f.Alarms > 0 {
			t.Logf("rule %s: a false alarm in %d prompts", f.Name, f.Alarms)
		}
	}
	if r.Secret.Per1000 > GoalSecret {
		t.Errorf("secrets are seen in %.1f of 1,000 benign prompts, at most %.0f: `go run ./loadtest/benign/cmd` says where", r.Secret.Per1000, GoalSecret)
	}
	if r.Alarms.Per1000 > GoalAlarms {
		t.Errorf("%.1f of 1,000 benign prompts have a false alarm, at most %.0f: `go run ./loadtest/benign/cmd` says where", r.Alarms.Per1000, GoalAlarms)
	}
}

// One Go release gives one set, each prompt a text of a sensible size.
func TestPromptsAreTheSameEachTime(t *testing.T) {
	digest := func(prompts []Prompt) string {
		h := sha256.New()
		for _, p := range prompts {
			fmt.Fprintf(h, "%q %d %q\n", p.Kind, p.Index, p.Text)
		}
		return fmt.Sprintf("%x", h.Sum(nil))
	}
	once := all(t)
	if digest(once) != digest(all(t)) {
		t.Error("two calls made two sets")
	}
	kinds, texts := map[string]int{}, map[string]bool{}
	for _, p := range once {
		kinds[p.Kind]++
		texts[p.Text] = true
		if len(p.Text) < 10 || len(p.Text) > 16<<10 || !utf8.ValidString(p.Text) {
			t.Errorf("%s/%d is no prompt: %d bytes", p.Kind, p.Index, len(p.Text))
		}
		if strings.Contains(p.Text, "%!") && p.Kind != "go-source" && p.Kind != "man-page" && p.Kind != "go-distribution-text" {
			t.Errorf("%s/%d was formatted wrongly", p.Kind, p.Index)
		}
	}
	if len(kinds) < 60 {
		t.Errorf("%d kinds, want at least 60", len(kinds))
	}
	if len(texts)*100 < len(once)*95 {
		t.Errorf("only %d of %d texts differ", len(texts), len(once))
	}
}

// Count sees what is planted: a secret always, an address only where the kind has none.
func TestCount(t *testing.T) {
	prompts := []Prompt{
		{Kind: "log", Text: "ip", Real: []string{ip}},
		{Kind: "versions", Text: "ip"},
		{Kind: "versions", Text: "secret", Real: []string{"SECRET"}}, // nobody may excuse a secret
		{Kind: "log", Text: "ip twice", Real: []string{ip}},
		{Kind: "prose", Text: "nothing"},
	}
	r := Count(prompts, func(text string) []scan.Finding {
		address := scan.Finding{Type: scan.IPAddress, Rule: "ipv4", End: 1}
		switch text {
		case "ip":
			return []scan.Finding{address}
		case "ip twice":
			return []scan.Finding{address, address}
		case "secret":
			return []scan.Finding{{Type: scan.Secret, Rule: "key", End: 1}}
		}
		return nil
	})
	if r.Prompts != 5 || r.Secret.Prompts != 1 || r.Alarms.Prompts != 2 || r.Any.Prompts != 4 {
		t.Errorf("got %d prompts, %d with secrets, %d with alarms, %d with anything; want 5, 1, 2, 4", r.Prompts, r.Secret.Prompts, r.Alarms.Prompts, r.Any.Prompts)
	}
	if r.Secret.Per1000 != 200 || r.Alarms.Per1000 != 400 || r.Any.Per1000 != 800 {
		t.Errorf("per 1,000: got %v, %v, %v, want 200, 400, 800", r.Secret.Per1000, r.Alarms.Per1000, r.Any.Per1000)
	}
	for _, f := range r.ByRule {
		if f.Name == "ipv4" && (f.Found != 3 || f.Alarms != 1) {
			t.Errorf("ipv4 was found in %d prompts, an alarm in %d; want 3 and 1", f.Found, f.Alarms)
		}
	}
	if len(r.ByRule) != 2 || len(r.ByType) != 2 || len(r.Flagged) != 5 {
		t.Errorf("%d rules, %d types, %d places; want 2, 2, 5", len(r.ByRule), len(r.ByType), len(r.Flagged))
	}
}

// No slice of the Go distribution with a private key is called benign.
func TestKeysAreLeftOut(t *testing.T) {
	for text, want := range map[string]bool{
		"-----BEGIN RSA PRIVATE KEY-----\nMII": true,
		"x\n-----END EC TESTING KEY-----":      true,
		"-----BEGIN PUBLIC KEY-----\nMII":      false,
		"the private key":                      false,
	} {
		if hasKey(text) != want {
			t.Errorf("%q: want %v", text, want)
		}
	}
	for _, p := range all(t) {
		if hasKey(p.Text) {
			t.Errorf("%s/%d has a private key", p.Kind, p.Index)
		}
	}
}

func all(t *testing.T) []Prompt {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Fatal("go is not in the PATH: the prompts come from its distribution")
	}
	prompts, left, err := Prompts()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range left {
		t.Log("left out: " + l)
	}
	return prompts
}
