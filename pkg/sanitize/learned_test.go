package sanitize

import (
	"strings"
	"testing"

	"sluice/pkg/policy"
	"sluice/pkg/scan"
)

// Names are looked for where the policy asks for them, and nowhere else.
func TestLearned(t *testing.T) {
	const text = "My name is Margaret Hoffmann and I live in Rotterdam."
	for _, tt := range []struct {
		rules rules
		gone  []string
		there []string
	}{
		{rules{}, nil, []string{"Margaret Hoffmann", "Rotterdam"}},
		{rules{"PERSON": policy.Redact}, []string{"Margaret", "Hoffmann"}, []string{"Rotterdam", "<PERSON>"}},
		{rules{"PERSON": policy.Pseudonymize, "LOCATION": policy.Mask}, []string{"Margaret", "Rotterdam"}, []string{"****rdam", "<x>"}},
		{rules{"PERSON": policy.Ignore, "LOCATION": policy.Redact}, []string{"Rotterdam"}, []string{"Margaret Hoffmann", "<LOCATION>"}},
	} {
		set := scan.Default()
		s := newSanitizer(set, tt.rules)
		s.learn = set.Learned
		doc := parse(t, `{"messages":[{"role":"user","content":"`+text+`"}]}`)
		r := s.Document(doc, policy.Input, func(scan.Type, string) string { return "<x>" })
		got := doc.Root.Get("messages").Elems[0].Get("content").Text()
		for _, s := range tt.gone {
			if strings.Contains(got, s) {
				t.Errorf("%v: %q is left in %q", tt.rules, s, got)
			}
		}
		for _, s := range tt.there {
			if !strings.Contains(got, s) {
				t.Errorf("%v: %q is not in %q", tt.rules, s, got)
			}
		}
		if len(r.Blocked) > 0 || learns(tt.rules, policy.Output) != (len(tt.rules) > 0) {
			t.Errorf("%v: blocked by %v", tt.rules, r.Blocked)
		}
	}
}

// Dates are looked for in the wide set alone.
func TestOpenTypes(t *testing.T) {
	const text = "The meeting is on 2026-11-24 at the office."
	set := scan.Default()
	if len(set.OpenTypes()) == 0 || set.Wide().Digest() != set.Digest() {
		t.Fatalf("open types %v", set.OpenTypes())
	}
	found := func(s *scan.Set) bool {
		for _, f := range s.Scan(text) {
			if f.Type == "DATE_TIME" {
				return true
			}
		}
		return false
	}
	if found(set) || !found(set.Wide()) {
		t.Errorf("DATE_TIME found by the set: %v, by the wide one: %v", found(set), found(set.Wide()))
	}
}
