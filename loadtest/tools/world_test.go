package tools

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/loadtest/streams/listener"
	"sluice/loadtest/streams/voice"
	"sluice/pkg/bus"
	"sluice/pkg/devmodel"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

const policies = `
@id("ticket_offer")
permit (principal, action == Sluice::Action::"offer", resource == Sluice::Tool::"get_ticket");
@id("user_self_ticket_only")
permit (principal, action == Sluice::Action::"call", resource == Sluice::Tool::"get_ticket")
when { context.arguments has user && context.arguments.user == principal.user };
@id("delete_offer")
permit (principal, action == Sluice::Action::"offer", resource == Sluice::Tool::"delete_user");
@id("no_deletes")
forbid (principal, action == Sluice::Action::"call", resource == Sluice::Tool::"delete_user");
@id("auditors")
permit (principal in Sluice::Role::"ai-auditor", action, resource == Sluice::Tool::"read_log");
`

// tools is what a request offers: one that may be called for oneself, one whose
// calls are forbidden, one for auditors, and one that no policy knows.
const tools = `[
{"type":"function","function":{"name":"get_ticket","parameters":{"type":"object","properties":{"id":{"type":"integer"},"user":{"type":"string"}},"required":["id","user"],"additionalProperties":false}}},
{"type":"function","function":{"name":"delete_user","parameters":{"type":"object","properties":{"id":{"type":"integer"}}}}},
{"type":"function","function":{"name":"read_log","parameters":{"type":"object"}}},
{"type":"function","function":{"name":"wipe_disk","parameters":{"type":"object"}}}]`

const config = `
tools: %q
backends:
  - { name: model, engine: openai, url: %q, models: ["sluice-dev/*"] }
  - { name: voice, engine: openai, url: %q, models: ["voice/*"] }
`

// world is one Sluice with two users: the admin, and eve, who is an auditor too.
type world struct {
	name    string
	voice   *voice.Server
	inside  *bus.Bus
	journal string
	users   map[string]*user
}

type user struct {
	name string
	http listener.Client
	nats *caller.NATS
	out  <-chan *nats.Msg
}

func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	rig.WriteFile(t, filepath.Join(dir, "tools.cedar"), "%s", policies)
	return dir
}

// oneProcess is sluice up.
func oneProcess(t *testing.T) *world {
	w := &world{name: "up", voice: voice.Start(t), journal: filepath.Join(t.TempDir(), "journal.jsonl")}
	model := rig.Start(t, t.TempDir(), "devmodel", rig.Binary(t, false), nil, true, "devmodel", "--listen", "127.0.0.1:0", "--journal", w.journal)
	up := rig.StartUp(t, fmt.Sprintf(config, folder(t), "http://"+model.Addr("http"), w.voice.URL))
	w.enter(t, up.URL(), up.Addr("http"), up.Data, up.Keys)
	return w
}

// processes is every service for itself.
func processes(t *testing.T) *world {
	w := &world{name: "processes", voice: voice.Start(t)}
	s := rig.StartStack(t, rig.StackOptions{Config: strings.Replace(fmt.Sprintf(config, folder(t), "MODEL", w.voice.URL), `"MODEL"`, `"%s"`, 1)})
	w.journal = s.Journal
	w.enter(t, s.NATSURL, s.EdgeAddr, s.Data, s.Keys)
	return w
}

func (w *world) enter(t *testing.T, url, edge, data, keys string) {
	t.Helper()
	w.inside = rig.Inside(t, url, keys)
	out, err := exec.Command(rig.Binary(t, false), "token", "create", "eve", "--role", "app", "--role", "ai-auditor", "--json", "--nats-url", url, "--data", data).Output()
	var made struct {
		Token string `json:"token"`
	}
	if err != nil || json.Unmarshal(out, &made) != nil {
		t.Fatalf("sluice token create: %v", err)
	}
	w.users = map[string]*user{}
	for name, token := range map[string]string{"admin": rig.Token(t, data), "eve": made.Token} {
		u := &user{name: name, http: listener.Client{Addr: edge, Token: token, HTTP: http.DefaultClient},
			// Who is more than an application has its own inbox.
			nats: caller.Dial(t, url, name, token, nats.CustomInboxPrefix(bus.PrivateInbox(caller.Tenant, name)))}
		u.out = u.nats.Listen(t)
		w.users[name] = u
	}
}

// ask offers the tools and has the development model make calls.
func ask(model, text string) listener.Request {
	return listener.Request{"model": model, "tools": json.RawMessage(tools), "messages": []map[string]string{{"role": "user", "content": text}}}
}

// answer is what a caller gets, by whichever door.
type answer struct {
	status        int
	code, message string
	content       string
	finish        string
	calls         []listener.Call
	raw           string
}

// doors are the ways to ask.
func doors() map[string]func(*user, testing.TB, string, listener.Request) answer {
	return map[string]func(*user, testing.TB, string, listener.Request) answer{"http": (*user).plain, "stream": (*user).stream, "nats": (*user).bus}
}

func (u *user) plain(t testing.TB, id string, body listener.Request) answer {
	t.Helper()
	return read(t, u.http.Hear(t, id, body))
}

// read reads a whole answer, which the listener takes for an error's.
func read(t testing.TB, h *listener.Heard) answer {
	t.Helper()
	return parse(t, h.Status, h.Raw.Bytes())
}

func (u *user) stream(t testing.TB, id string, body listener.Request) answer {
	t.Helper()
	h := u.http.Hear(t, id, body.With("stream", true))
	if h.Status != 200 {
		return read(t, h)
	}
	if !h.Whole() {
		t.Errorf("%s: %s", id, h)
	}
	return answer{status: h.Status, code: h.Fault, content: h.Content(), finish: h.Finish[0], calls: h.Calls[0], raw: h.Raw.String()}
}

func (u *user) bus(t testing.TB, id string, body listener.Request) answer {
	t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := u.nats.Publish(id, string(data)); err != nil {
		t.Errorf("%s: %v", id, err)
		return answer{}
	}
	info, out := caller.Await(t, u.out, id)
	return parse(t, info.Status, out)
}

func parse(t testing.TB, status int, body []byte) answer {
	t.Helper()
	var c struct {
		Error   struct{ Code, Message string }
		Choices []struct {
			Message struct {
				Content string
				Calls   []struct {
					ID       string
					Function struct{ Name, Arguments string }
				} `json:"tool_calls"`
			}
			Finish string `json:"finish_reason"`
		}
	}
	if err := json.Unmarshal(body, &c); err != nil {
		t.Errorf("an answer is no JSON: %v", err)
	}
	a := answer{status: status, code: c.Error.Code, message: c.Error.Message, raw: string(body)}
	if len(c.Choices) > 0 {
		a.content, a.finish = c.Choices[0].Message.Content, c.Choices[0].Finish
		for _, call := range c.Choices[0].Message.Calls {
			a.calls = append(a.calls, listener.Call{ID: call.ID, Name: call.Function.Name, Arguments: call.Function.Arguments})
		}
	}
	return a
}

// record is stored before its caller has an answer.
func (w *world) record(t testing.TB, u *user, id string) (r evidence.Record, ok bool) {
	t.Helper()
	data, err := evidence.Find(t.Context(), w.inside, caller.Tenant, exchange.Key(caller.Tenant, u.name, id))
	if err != nil {
		if !errors.Is(err, jetstream.ErrMsgNotFound) {
			t.Error(err)
		}
		return r, false
	}
	if err := json.Unmarshal(data, &r); err != nil {
		t.Error(err)
		return r, false
	}
	return r, true
}

// sent is what the model got of the request whose text has this mark, "" for none.
func (w *world) sent(t testing.TB, mark string) string {
	t.Helper()
	entries, err := devmodel.ReadJournal(w.journal)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(string(e.Body), mark) {
			return string(e.Body)
		}
	}
	return ""
}
