package guard

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/llamaguard"
	"sluice/pkg/llamaguard/hostile"
	"sluice/pkg/policy"
	"sluice/pkg/pool"
)

const patient = `
version: "t"
input: {default: flag, types: {INJECTION: flag}}
output: {default: flag}
guard: {on_error: block, input: {default: {threshold: 0.5, action: block}}}
`

// TestHostilePrompts: no text ends the process, speaks for the guard, hides a hazard that stands in it or makes a
// verdict impossible, whichever family judges and whoever is said to have spoken. SLUICE_EXHAUSTIVE=1 tries all
// 10,000, as `make guard-hostile` does.
func TestHostilePrompts(t *testing.T) {
	n := 2000
	if os.Getenv("SLUICE_EXHAUSTIVE") != "" {
		n = 10_000
	}
	var services []*Service
	var readers []*reader
	for _, f := range llamaguard.Families() {
		r := newReader(t, f)
		p, err := pool.New([]pool.Backend{{Name: "r", Engine: r, Models: []string{"guard"}}}, pool.Options{})
		if err != nil {
			t.Fatal(err)
		}
		readers = append(readers, r)
		services = append(services, &Service{Deps: Deps{Classifier: Model(p, f, "r", "guard", nil), Injection: injection.New()}})
	}
	p := parsed(t, patient)
	began, blocked, passed, i := time.Now(), 0, 0, 0
	for text := range hostile.Prompts(n, 6) {
		s, r := services[i%len(services)], readers[i%len(readers)]
		bad := i%2 == 0
		if bad {
			text = plant(text, i)
		}
		var pieces []piece
		pieces, r.most = shaped(t, text, i/10%3)
		v := s.judge(t.Context(), p, policy.Input, pieces, nil)
		want := exchange.Passed
		if bad {
			want = exchange.Failed
		}
		if v.State != want || bad && !slices.ContainsFunc(v.blocked, func(rule string) bool { return rule == "S9" || rule == "Q1" }) {
			why := ""
			if odd := r.odd.Swap(nil); odd != nil {
				why = *odd
			}
			t.Errorf("prompt %d, %s: %s (%s, %s), blocked by %v; %d bytes: %.200q", i, r.family, v.State, v.Error, why, v.blocked, len(text), text)
		}
		if bad {
			blocked++
		} else {
			passed++
		}
		if i++; t.Failed() && i%100 == 0 {
			t.FailNow()
		}
	}
	t.Logf("%d hostile prompts in %s: %d with a hazard, none passed; %d without, all judged", i, time.Since(began).Round(time.Millisecond), blocked, passed)
}

// plant puts the word somewhere in a text, between two characters.
func plant(text string, i int) string {
	at := i * 7919 % (len(text) + 1)
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return text[:at] + " " + planted + " " + text[at:]
}

// shaped are the pieces of a request with the text in it, and how many turns its longest question may have. What no
// request can carry is judged as it is.
func shaped(t *testing.T, text string, shape int) (pieces []piece, most int) {
	t.Helper()
	quoted, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	turn := func(role, content string) string { return fmt.Sprintf(`{"role":%q,"content":%s}`, role, content) }
	messages := turn("user", string(quoted))
	most = 2
	switch shape {
	case 0:
		most = 1
	case 1:
		messages += "," + turn("user", `"Go on."`)
	case 2:
		messages = turn("user", `"Hello."`) + "," + turn("assistant", string(quoted)) + "," + turn("user", `"Go on."`)
	}
	body := []byte(`{"model":"m","messages":[` + messages + `]}`)
	doc, err := chat.Parse(body, chat.Limits{Bytes: len(body)})
	if err == nil && utf8.ValidString(text) {
		return promptPieces(doc), most
	}
	hello := llamaguard.Turn{Text: "Hello."}
	return []piece{{source: injection.User, text: text}, {source: injection.Completion, role: llamaguard.Agent, text: text, said: []llamaguard.Turn{hello}}}, 2
}
