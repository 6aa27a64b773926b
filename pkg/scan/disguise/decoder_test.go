package disguise

import (
	"strings"
	"testing"
)

// TestShortTokens: padding counts, but there is no reading of what is padding for the most part.
func TestShortTokens(t *testing.T) {
	for _, c := range []struct {
		text, want string
	}{
		{"cGFzc3dvcmQxMjM=", "password123"}, {"cGFzc3dvcmQxMg==", "password12"}, {"cGFzc3dvcmQxMjM", ""}, {"aGVsbG8gMTI=====", ""}, {"aGVsbG8gMTIz====", ""}, {"Q=====", ""},
	} {
		var got strings.Builder
		for _, r := range all(NewRuns(0), c.text) {
			got.WriteString(r.Text)
		}
		if got.String() != c.want {
			t.Errorf("%s: %q, want %q", c.text, got.String(), c.want)
		}
	}
}
