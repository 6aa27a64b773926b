package clients

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sluice/loadtest/streams/voice"
	"sluice/pkg/bus"
	"sluice/pkg/token"
)

// tally is what became of the calls to one model.
type tally struct {
	Started  int `json:"started"`
	Answered int `json:"answered"`
	Gone     int `json:"gone"` // the caller hung up
	heard    int // clients that said that an answer has begun
}

// observer counts the calls to each model, and tells a client's script of them.
type observer struct {
	*httptest.Server
	mu      sync.Mutex
	tallies map[string]*tally
	changed chan struct{} // closed, and made anew, with each change
}

const story = "The miller waits by the gate while the water rises. "

// said is what the model "tells" says.
var said = strings.Repeat(story, 40)

// witness gives each client models of its own and counts what is asked of them.
func witness(t *testing.T, v *voice.Server, clients []string) *observer {
	o := &observer{tallies: map[string]*tally{}, changed: make(chan struct{})}
	o.Server = httptest.NewServer(o)
	t.Cleanup(o.Close)
	for _, client := range clients {
		for name, script := range scripts(o.begun) {
			o.register(v, name+"."+client, script)
		}
	}
	for name, script := range scripts(o.begun) {
		o.register(v, name, script)
	}
	return o
}

func (o *observer) register(v *voice.Server, name string, script voice.Script) {
	v.Model(name, func(m *voice.Mouth) {
		o.count(name, func(c *tally) { c.Started++ })
		defer func() {
			select {
			case <-m.Gone:
				o.count(name, func(c *tally) { c.Gone++ })
			default:
				o.count(name, func(c *tally) { c.Answered++ })
			}
		}()
		script(m)
	})
}

func (o *observer) count(name string, change func(*tally)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.tallies[name] == nil {
		o.tallies[name] = &tally{}
	}
	change(o.tallies[name])
	close(o.changed)
	o.changed = make(chan struct{})
}

// begun waits until the client of this model has said that its answer has begun, as
// often as the model was asked.
func (o *observer) begun(m *voice.Mouth) {
	m.Flush()
	for {
		o.mu.Lock()
		c, changed := *o.tallies[strings.TrimPrefix(m.Model(), "voice/")], o.changed
		o.mu.Unlock()
		if c.heard >= c.Started {
			return
		}
		select {
		case <-changed:
		case <-m.Gone:
			return
		}
	}
}

// patience is how long a client's script waits for a call to be hung up on.
const patience = 10 * time.Second

// ServeHTTP tells the tally of a model, /NAME, once ?gone=N of its calls were hung
// up on and ?started=N came, or when patience ends.
func (o *observer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	gone, _ := strconv.Atoi(r.FormValue("gone"))
	started, _ := strconv.Atoi(r.FormValue("started"))
	if r.FormValue("heard") != "" {
		o.count(strings.TrimPrefix(r.URL.Path, "/"), func(c *tally) { c.heard++ })
	}
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	for {
		o.mu.Lock()
		var now tally
		if c := o.tallies[strings.TrimPrefix(r.URL.Path, "/")]; c != nil {
			now = *c
		}
		changed := o.changed
		o.mu.Unlock()
		if now.Gone < gone || now.Started < started {
			select {
			case <-changed:
				continue
			case <-ctx.Done():
			}
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(now)
		return
	}
}

// scripts are the models that each client has. Before they break off they wait until
// the client has begun to hear.
func scripts(begun func(*voice.Mouth)) map[string]voice.Script {
	waits := func(m *voice.Mouth) { <-m.Gone }
	return map[string]voice.Script{
		"tells": func(m *voice.Mouth) {
			m.Answer(voice.Choice{Fields: []voice.Field{{Name: "content", Pieces: voice.Cut(said, 20)}}, Finish: "stop"})
		},
		"weather": func(m *voice.Mouth) {
			if strings.Contains(m.Prompt, `"role":"tool"`) {
				m.Answer(voice.Choice{Fields: []voice.Field{{Name: "content", Pieces: []string{"In Bern it ", "is sunny."}}}, Finish: "stop"})
				return
			}
			m.Answer(voice.Choice{Calls: []voice.Call{{ID: "call_1", Name: "get_weather", Pieces: []string{`{"ci`, `ty":"Be`, `rn"}`}}}, Finish: "tool_calls"})
		},
		"breaks": func(m *voice.Mouth) {
			m.Say(voice.Cut(said, 20)...)
			begun(m)
			m.Cut()
		},
		"discloses": func(m *voice.Mouth) {
			m.Say(voice.Cut(said, 20)...)
			begun(m)
			m.Say(voice.Cut(canary, 5)...)
			m.End("stop")
		},
		"goes-on": func(m *voice.Mouth) {
			m.Say(voice.Cut(said, 20)...)
			m.Flush()
			waits(m)
		},
		"silent": waits, "late": waits,
		"holds": func(m *voice.Mouth) {
			m.Say(voice.Cut(said, 20)...)
			m.Flush()
			waits(m)
		},
	}
}

// tenant makes a tenant with one user, and returns its token. No command makes one
// yet, so it is written where identity keeps it.
func tenant(t *testing.T, b *bus.Bus, name string) string {
	t.Helper()
	const user = "app"
	text, record, err := token.New(name, user, time.Now(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	kv, err := b.Bucket(ctx, bus.BucketIdentity)
	if err != nil {
		t.Fatal(err)
	}
	for key, v := range map[string]any{
		token.UserKey(name, user): token.User{Tenant: name, User: user, Roles: []string{token.RoleApp}}, token.RecordKey(record.ID): record,
	} {
		if _, err := kv.Put(ctx, key, []byte(encode(t, v))); err != nil {
			t.Fatal(err)
		}
	}
	return text
}
