package edge

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/chat"
	"sluice/pkg/live"
	"sluice/pkg/policy"
	"sluice/pkg/policy/names"
	"sluice/pkg/requests"
	"sluice/pkg/scan"
	"sluice/pkg/surface"
	"sluice/pkg/token"
)

type current struct{ p *policy.Policy }

func (c current) Current() *policy.Policy { return c.p }

// door is an edge whose calls wait at once, as if dlp had taken a request, and the
// bus behind it.
type door struct {
	t      *testing.T
	e      *Edge
	stages *bus.Bus
	waits  chan string // keys
}

const key = "k"

func newDoor(t *testing.T) *door {
	t.Helper()
	srv := bustest.Start(t)
	b := srv.Connect(bus.UserEdge)
	rules, err := policy.Load("", names.Known(scan.Default()))
	if err != nil {
		t.Fatal(err)
	}
	validator, err := chat.NewValidator()
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(Deps{
		Bus: b, Book: requests.NewBook(bustest.Bucket(t, b, bus.BucketRequests), time.Now), Policies: current{rules},
		Validator: validator, Log: slog.New(slog.DiscardHandler), Now: time.Now, MaxInHand: 1 << 20,
	})
	if err == nil {
		err = b.NC.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	return &door{t, e, srv.Connect(bus.UserDispatch), make(chan string, 8)}
}

// open is a call whose request was read.
func (d *door) open(w http.ResponseWriter, r *http.Request) *call {
	c := d.e.open(w, r, route{operation: "test", as: surface.OpenAI{}})
	c.asked, _ = c.as.Ask(nil)
	return c
}

func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := d.open(w, r)
	c.user = token.User{Tenant: "acme", User: "alice"}
	heldUp, stop := d.e.notices.wait(key)
	defer stop()
	in, stopIn := d.e.deltas.wait(key, maxPieces)
	defer stopIn()
	d.waits <- key
	c.await(key, make(chan *nats.Msg), heldUp, in)
}

func (d *door) say(seq int, text string) {
	d.t.Helper()
	err := live.Send(d.stages, d.e.name, key, live.Delta{Run: "r", Seq: seq, Model: "m", Parts: []live.Part{{Field: "content", Text: text}}})
	if err == nil {
		err = d.stages.NC.Flush()
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// A drain ends with a word to who still waits: an error with a status before the
// first piece, and one in the stream after it.
func TestDrainTellsWhoWaits(t *testing.T) {
	for name, speaks := range map[string]bool{"in a stream": true, "before": false} {
		t.Run(name, func(t *testing.T) {
			d := newDoor(t)
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			ctx, stop := context.WithCancel(t.Context())
			served := make(chan error, 1)
			go func() { served <- d.e.serve(ctx, &http.Server{Handler: d}, l, 2*time.Second) }()
			type reply struct {
				status int
				body   string
				err    error
			}
			got := make(chan reply, 1)
			begun := make(chan bool)
			go func() {
				resp, err := http.Get("http://" + l.Addr().String())
				if err != nil {
					got <- reply{err: err}
					return
				}
				defer resp.Body.Close()
				in := bufio.NewReader(resp.Body)
				if speaks {
					_, _ = in.Peek(1)
					close(begun)
				}
				rest, err := io.ReadAll(in)
				got <- reply{resp.StatusCode, string(rest), err}
			}()
			<-d.waits
			if speaks {
				d.say(0, "Once upon")
				<-begun
			}
			stop()
			r := <-got
			if r.err != nil || !strings.Contains(r.body, "service_unavailable") || strings.Contains(r.body, "[DONE]") {
				t.Errorf("the client has %d %q, %v", r.status, r.body, r.err)
			}
			if want := map[bool]int{true: 200, false: 503}[speaks]; r.status != want {
				t.Errorf("status %d, want %d", r.status, want)
			}
			if err := <-served; err != nil {
				t.Error(err)
			}
		})
	}
}

// An answer with more values than a request may have, log-probabilities, reaches who
// asked for a stream of it.
func TestAnswersOfManyValues(t *testing.T) {
	d := newDoor(t)
	body := `{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop","logprobs":{"content":[` +
		strings.TrimSuffix(strings.Repeat(`{"token":"a","bytes":[97,97,97,97]},`, chat.DefaultNodes/7+10), ",") + `]}}]}`
	for name, deliver := range map[string]func(*call, bus.ResponseInfo){
		"whole": func(c *call, i bus.ResponseInfo) { c.deliver(t.Context(), key, i, []byte(body)) },
		"begun": func(c *call, i bus.ResponseInfo) {
			s := c.speech(key)
			s.add(t.Context(), live.Delta{Run: "r", Model: "m", Parts: []live.Part{{Field: "content", Text: "h"}}})
			s.deliver(t.Context(), i, []byte(body))
		},
	} {
		w := httptest.NewRecorder()
		deliver(d.open(w, httptest.NewRequest("POST", "/", nil)), bus.ResponseInfo{Kind: requests.Completed, Status: 200, Stream: true})
		if out := w.Body.String(); w.Code != 200 || !strings.HasSuffix(out, "data: [DONE]\n\n") {
			t.Errorf("%s: %d %.300q", name, w.Code, out)
		}
	}
}

// What policy blocks in the middle of a stream finishes it; any other refusal is an
// error in it. What may be the beginning of a pseudonym is held back for good.
func TestRefusedInItsMiddle(t *testing.T) {
	blocked := chat.ErrContentFilter([]string{"S9"})
	for name, tt := range map[string]struct {
		kind    string
		fault   *chat.Error
		parts   []live.Part
		want    []string // in this order
		without string
	}{
		"blocked": {requests.Refused, blocked, []live.Part{{Field: "content", Text: "Once upon a time there was <PERS"}}, []string{
			`"content":"Once upon`, `"index":0,"delta":{},"logprobs":null,"finish_reason":"content_filter"`, `"choices":[],"usage":{`, "data: [DONE]\n\n",
		}, `"error"`},
		"blocked before a word": {requests.Refused, blocked, []live.Part{{Choice: 1, Field: "content", Text: "<PERS"}}, []string{
			`"index":1,"delta":{"role"`,
			`"index":1,"delta":{},"logprobs":null,"finish_reason":"content_filter"`, "data: [DONE]\n\n",
		}, `"index":0`},
		"failed": {requests.Failed, chat.ErrTimeout(), []live.Part{{Field: "content", Text: "Once upon a time there was <PERS"}}, []string{
			`"content":"Once upon`, `data: {"error":{`, "\n\n",
		}, "[DONE]"},
		"refused otherwise": {requests.Refused, chat.ErrUnavailable(), []live.Part{{Field: "content", Text: "Once upon a time there was a"}}, []string{
			`"content":"Once upon`, `data: {"error":{`, "\n\n",
		}, "finish_reason\":\""},
	} {
		d := newDoor(t)
		w := httptest.NewRecorder()
		s := d.open(w, httptest.NewRequest("POST", "/", nil)).speech(key)
		s.restore = map[string]string{"<PERSON_ab12>": "Jane"}
		s.add(t.Context(), live.Delta{Run: "r", Model: "m", Parts: tt.parts})
		s.deliver(t.Context(), bus.ResponseInfo{Kind: tt.kind, Status: tt.fault.Status, Stream: true, Usage: true}, tt.fault.Body())
		rest := w.Body.String()
		for _, part := range tt.want {
			_, after, found := strings.Cut(rest, part)
			if !found {
				t.Errorf("%s: no %q in its place in %q", name, part, w.Body)
				break
			}
			rest = after
		}
		if rest != "" && !strings.HasSuffix(rest, "\n\n") || strings.Contains(w.Body.String(), tt.without) || strings.Contains(w.Body.String(), "PERS") {
			t.Errorf("%s: %q", name, w.Body)
		}
	}
}
