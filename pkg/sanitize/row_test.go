package sanitize

import (
	"strings"
	"testing"

	"sluice/pkg/policy"
)

// A row finds what Document finds in tokens, before the texts that it is in are decided.
func TestRow(t *testing.T) {
	s := newTestSanitizer(t)
	for name, tt := range map[string]struct {
		texts  []string
		found  bool
		counts string
	}{
		"clean":              {[]string{"Well", " then", ", the gate."}, false, ""},
		"one":                {[]string{"Well", awsKey, "then"}, true, "SECRET redact 1"},
		"joined":             {[]string{"Key ", awsKey[:9], awsKey[9:], " then"}, true, "SECRET redact 1"},
		"joined at the end":  {[]string{"Key ", awsKey[:9], awsKey[9:]}, true, "SECRET redact 1"},
		"only flagged":       {[]string{"Ping 81.2.69.142"}, false, "IP_ADDRESS flag 1"},
		"what does not join": {[]string{"the password", " is: ", "hunter2hunter2"}, false, ""},
		"a placeholder":      {[]string{"<SEC", "RET>"}, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := s.Row(policy.Output)
			read := 0
			for _, text := range tt.texts {
				r.Write(text)
				read += len(text)
				if at := strings.Index(strings.Join(tt.texts, ""), awsKey[:4]); at >= 0 && !r.Found() && r.Decided() > at {
					t.Errorf("of %d bytes %d are decided", read, r.Decided())
				}
			}
			r.Close()
			if got := counts(Result{Counts: r.Counts()}); r.Found() != tt.found || got != tt.counts || r.Decided() != read {
				t.Errorf("found %t, %q, %d of %d bytes decided", r.Found(), got, r.Decided(), read)
			}
		})
	}
	r := newSanitizer(shared(), rules{"SECRET": policy.Block}).Row(policy.Output)
	r.Alone(awsKey)
	if !r.Found() || len(r.Blocked()) != 1 {
		t.Errorf("blocked by %v", r.Blocked())
	}
}
