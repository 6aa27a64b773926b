package guard

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"sluice/pkg/live"
)

// Every question that dispatch may ask is answered: in JSON a byte can take six.
func TestLargestQuestion(t *testing.T) {
	for _, c := range []string{"<", "\x01", "\xff", "é"} {
		data, err := json.Marshal(live.Question{
			Policy: strings.Repeat("d", 128), Asked: strings.Repeat(c, live.MaxAsked/len(c)), Text: strings.Repeat(c, live.MaxText/len(c)), Deadline: time.Now(),
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > maxQuestion {
			t.Errorf("%q: %d bytes are refused, over %d", c, len(data), maxQuestion)
		}
	}
}
