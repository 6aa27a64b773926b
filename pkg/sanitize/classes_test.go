package sanitize

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/policy"
	"sluice/pkg/scan"
)

// What is confidential as a whole has no pattern: it is found where a policy asks for it.
func TestDocumentClasses(t *testing.T) {
	code := strings.Repeat(`func (s *Server) handle(w http.ResponseWriter, r *http.Request) {
	user := r.Header.Get("X-User")
	if user == "" {
		http.Error(w, "missing user", http.StatusUnauthorized)
		return
	}
	for i, v := range s.items[user] {
		fmt.Fprintf(w, "%d: %v\n", i, v)
	}
}
`, 3)
	const prose = "Please tell me how the weather will be next week, and whether we should take the train or drive to the lake with the children and the dog."
	for _, tt := range []struct {
		text    string
		rules   rules
		blocked bool
	}{
		{code, rules{"SOURCE_CODE": policy.Block}, true},
		{code, rules{}, false},
		{code, rules{"MEDICAL_DOCUMENT": policy.Block}, false},
		{prose, rules{"SOURCE_CODE": policy.Block, "MEDICAL_DOCUMENT": policy.Block, "FINANCIAL_DOCUMENT": policy.Block}, false},
	} {
		s := newSanitizer(shared(), tt.rules)
		s.learn = scan.Default().Learned
		quoted, err := json.Marshal(tt.text)
		if err != nil {
			t.Fatal(err)
		}
		r := s.Document(parse(t, `{"messages":[{"role":"user","content":`+string(quoted)+`}]}`), policy.Input, nil)
		if slices.Contains(r.Blocked, "learned-source-code") != tt.blocked || len(r.Blocked) > 0 != tt.blocked {
			t.Errorf("%.40q with %v: blocked by %v", tt.text, tt.rules, r.Blocked)
		}
	}
}
