package guard

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/devmodel"
)

// fleet is a running Sluice with three guard backends, each the development model
// behind a switch. What reaches the model itself has a proper verdict, and stands in
// its journal before it is answered.
type fleet struct {
	*world
	members  []*server
	journals []string
}

const (
	fleetSize  = 3
	fleetModel = "sluice-dev/guard"
)

// newFleet starts everything in one process.
func newFleet(t *testing.T, policy string) *fleet {
	t.Helper()
	f := &fleet{world: &world{model: fleetModel}}
	var config strings.Builder
	fmt.Fprintf(&config, "policy: %q\nbreaker: {failures: 5, open_for: 300ms}\nguard:\n  backends:\n", policyFile(t, policy))
	for i := range fleetSize {
		path := filepath.Join(t.TempDir(), "journal")
		j, err := devmodel.OpenJournal(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = j.Close() })
		s := &server{t: t}
		s.serve(s.before(devmodel.Handler(j)))
		f.members, f.journals = append(f.members, s), append(f.journals, path)
		fmt.Fprintf(&config, "    - {name: g%d, engine: openai, url: \"http://%s\", model: %s, family: llama-guard-3-8b, timeout: 700ms, max_concurrent: 256}\n",
			i, s.addr, fleetModel)
	}
	up := rig.StartUp(t, config.String())
	f.caller = caller.New(up.Addr("http"), up.Token(t), connections)
	f.inside = rig.Inside(t, up.URL(), up.Keys)
	f.logs = up.Tail
	return f
}

// before is the switch: the model is asked while there is no fault.
func (s *server) before(model http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f := s.begun()
		if f == nil {
			model.ServeHTTP(w, r)
			return
		}
		a := f.reply("")
		s.send(w, r, a, completion(fleetModel, a))
	})
}

// modes are the ways to be ill.
func modes() []fault {
	as := func(r reply) func(string) reply { return func(string) reply { return r } }
	return []fault{
		{name: "closed", closed: true},
		{name: "stalled", answer: as(reply{hang: true})},
		{name: "garbled", answer: as(saying("I am sorry, but as a helpful assistant I may not say."))},
		{name: "unscored", answer: as(reply{text: "safe", unscored: true})},
	}
}

// read takes up from the journals when each word was first judged.
func (f *fleet) read(t *testing.T) {
	t.Helper()
	judged := map[string]time.Time{}
	for _, path := range f.journals {
		entries, err := devmodel.ReadJournal(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			var q struct{ Prompt string }
			if json.Unmarshal(e.Body, &q) != nil {
				t.Fatal("a question to the guard does not decode")
			}
			role, text := lastTurn(q.Prompt)
			for _, w := range words.FindAllString(text, -1) {
				if at, ok := judged[role+w]; !ok || e.TS.Before(at) {
					judged[role+w] = e.TS
				}
			}
		}
	}
	f.when = func(role, word string) (time.Time, bool) { at, ok := judged[role+word]; return at, ok }
}

// TestOneOfTheFleet: each guard backend in turn is closed, stalled, garbled and
// unscored under load, and the others are well: every prompt is completed, and none
// as an exception, though the policy would make one.
func TestOneOfTheFleet(t *testing.T) {
	t.Parallel()
	f := newFleet(t, strings.Replace(policyOn("except"), "guard-except", "fleet-except", 1)) // no exception is excused
	l := f.startLoad(t, false)
	l.more(t, connections)
	for i, member := range f.members {
		for _, mode := range modes() {
			member.be(&mode)
			rig.Eventually(t, wait, fmt.Sprintf("backend %d is asked while %s", i, mode.name), func() bool { return mode.closed || member.badAnswers() > 0 })
			l.more(t, connections)
			member.be(nil)
			rig.Eventually(t, wait, fmt.Sprintf("backend %d judges again after %s", i, mode.name), func() bool { return member.goodAnswers() > 0 })
		}
	}
	tries := l.end(t)
	if l.lost > 0 {
		t.Errorf("%d prompts were not completed", l.lost)
	}
	f.read(t)
	f.prove(t, tries, "hold")
}

// TestAllOfTheFleet: all guard backends at once, in each way, and back.
func TestAllOfTheFleet(t *testing.T) {
	t.Parallel()
	f := newFleet(t, policyOn("hold"))
	l := f.startLoad(t, false)
	l.more(t, connections)
	for _, mode := range modes() {
		for _, member := range f.members {
			member.be(&mode)
		}
		bad := func() (n int) {
			for _, member := range f.members {
				n += member.badAnswers()
			}
			return n
		}
		end := time.Now().Add(time.Second)
		tick := time.NewTicker(20 * time.Millisecond)
		for bad() < 2*connections && time.Now().Before(end) {
			<-tick.C
		}
		tick.Stop()
		if bad() == 0 && !mode.closed {
			t.Errorf("%s: no backend was asked", mode.name)
		}
		for _, member := range f.members {
			member.be(nil)
		}
		l.more(t, connections)
	}
	tries := l.end(t)
	f.read(t)
	f.prove(t, tries, "hold")
}
