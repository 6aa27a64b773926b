package sanitize

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/policy"
)

// TestHostileSizes: the largest documents that are accepted, in shapes that would make careless
// code quadratic, stay within seconds. The bound is wide: it catches powers, not percents.
func TestHostileSizes(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	s := newTestSanitizer(t)
	many := func(n int, form string) string {
		var all []string
		for i := range n {
			all = append(all, strings.ReplaceAll(form, "#", fmt.Sprint(i)))
		}
		return strings.Join(all, ",")
	}
	nested := `"x"`
	for range 12 {
		nested = string(chat.AppendString(nil, "["+nested+"]"))
	}
	tests := []struct{ name, text string }{
		{"numbers", `{"x":[` + many(150_000, "4#") + `]}`},
		{"digits in strings", `{"x":[` + many(90_000, `"4#"`) + `]}`},
		{"words", `{"x":[` + many(90_000, `"AKIA#"`) + `]}`},
		{"long words", `{"x":[` + many(500, `"`+strings.Repeat("AbCd1234", 1000)+`"`) + `]}`},
		{"names", `{"x":{` + many(45_000, `"k#":"v"`) + `}}`},
		{"secret names", `{"x":{` + many(45_000, `"a#@acme-widgets.com":1`) + `}}`},
		{"e-mails in one string", `{"x":"` + strings.ReplaceAll(many(90_000, `a#@acme-widgets.com`), ",", " ") + `"}`},
		{"e-mails escaped", `{"x":"` + strings.ReplaceAll(many(60_000, `a#\\u0040acme-widgets.com`), ",", " ") + `"}`},
		{"backslashes", `{"x":"` + strings.Repeat(`\\`, 1<<20) + `"}`},
		{"brackets", `{"x":[` + many(60_000, `"[[[[]]]]"`) + `]}`},
		{"nested strings", `{"x":[` + many(20, nested) + `]}`},
		{"bytes", `{"x":[` + many(9_000, `[65,75,73,65,65,75,73,65,65,75]`) + `]}`},
		{"names and values", `{"x":[` + many(30_000, `{"name":"password","value":"hunter#a"}`) + `]}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := chat.Parse([]byte(tt.text), chat.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			r := s.Document(doc, policy.Input, pseudonym)
			took := time.Since(began)
			t.Logf("%d bytes, %d values, %d kinds of findings: %v", len(tt.text), doc.Nodes, len(r.Counts), took.Round(time.Millisecond))
			if took > 20*time.Second {
				t.Errorf("took %v", took)
			}
			if r.Restore != nil {
				text := string(doc.AppendJSON(nil))
				began = time.Now()
				Restore(text, r.Restore)
				if took := time.Since(began); took > 5*time.Second {
					t.Errorf("restoring took %v", took)
				}
			}
		})
	}
}
