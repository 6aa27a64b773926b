package responses_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestMany: what a request costs grows with its size, not faster. A square of these
// numbers would take minutes.
func TestMany(t *testing.T) {
	members := func(n int, name string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `"%s%d":0,`, name, i)
		}
		return b.String()
	}
	var thoughts strings.Builder
	for i := range 4_000 {
		fmt.Fprintf(&thoughts, `{"type":"reasoning","summary":[{"type":"summary_text","text":"x"}],"t%d":0},`, i)
	}
	user := `{"role":"user","content":"hi"}`
	for name, body := range map[string]string{
		"in the request":  `{"model":"m",` + members(190_000, "m") + `"input":"hi"}`,
		"in an item":      `{"model":"m","input":[{` + members(190_000, "m") + `"role":"user","content":"hi"}]}`,
		"in a call":       `{"model":"m","input":[{` + members(190_000, "m") + `"type":"function_call","call_id":"c","name":"f","arguments":"{}"},` + user + `]}`,
		"in one turn":     `{"model":"m","input":[` + thoughts.String() + user + `]}`,
		"and many beside": `{"model":"m","input":[{` + members(90_000, "m") + `"type":"reasoning","summary":[{"type":"summary_text","text":"x"}]},` + thoughts.String() + user + `]}`,
	} {
		if asked, fault := newSurface(t).Ask([]byte(body)); fault != nil {
			t.Errorf("%s: %v", name, fault)
		} else if n := strings.Count(string(asked.Chat()), ":0"); n < 4_000 {
			t.Errorf("%s: of its members %d went along", name, n)
		}
	}
}
