package engine_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
)

// stream collects the events of one call.
func stream(ctx context.Context, t *testing.T, e engine.Engine, body []byte) ([]string, error) {
	t.Helper()
	s, ok := e.(engine.Streamer)
	if !ok {
		t.Fatalf("%T is no Streamer", e)
	}
	var got []string
	err := s.Stream(ctx, "ignored", body, func(event []byte) error {
		got = append(got, string(event))
		return nil
	})
	return got, err
}

// streamed is the body as the engine is to get it.
func streamed(body []byte) []byte {
	return []byte(strings.TrimSuffix(string(body), "}") + `,"stream":true,"stream_options":{"include_usage":true}}`)
}

// TestConformanceStream: every event arrives, in order and byte for byte, but for [DONE].
func TestConformanceStream(t *testing.T) {
	bodies := [][]byte{
		ask("sluice-dev", "x"), ask("sluice-dev/say", "<&é "), ask("sluice-dev/echo", ""), ask("sluice-dev/leak", "x"),
		ask("sluice-dev/tool", `{"q":1}`), ask("sluice-dev/slow-20", "x"), ask("sluice-dev/long-1000", "x"),
	}
	for _, a := range adapters() {
		path := filepath.Join(t.TempDir(), "journal")
		j, err := devmodel.OpenJournal(path)
		if err != nil {
			t.Fatal(err)
		}
		defer j.Close()
		e := a.start(t, j)
		for i, body := range bodies {
			got, err := stream(t.Context(), t, e, body)
			if err != nil {
				t.Fatal(a.kind, err)
			}
			var want []string
			for _, ev := range devmodel.Take(nil, streamed(body)).Events() {
				want = append(want, string(ev))
			}
			if strings.Join(got, "\n") != strings.Join(want[:len(want)-1], "\n") {
				t.Errorf("%s: %s:\ngot  %.300q\nwant %.300q", a.kind, body, got, want)
			}
			if last := got[len(got)-1]; !strings.Contains(last, `"usage":{`) || !strings.Contains(last, `"choices":[]`) {
				t.Errorf("%s: no usage at the end but %s", a.kind, last)
			}
			entries, err := devmodel.ReadJournal(path)
			if err != nil || len(entries) != i+1 || string(entries[i].Body) != string(streamed(body)) || !entries[i].Stream {
				t.Fatalf("%s: the journal has %v, %v", a.kind, entries, err)
			}
		}
	}
}

func TestConformanceStreamFails(t *testing.T) {
	const prompt = "the-prompt-text"
	secret := devmodel.Leak()
	tests := []struct {
		name   string
		body   []byte
		ctx    func(t *testing.T) context.Context
		kind   engine.Kind
		status int
		some   bool // events arrive first
	}{
		{name: "unknown model", body: ask("nobody", prompt), kind: engine.Refused, status: 404},
		{name: "no object", body: []byte("[]"), kind: engine.Refused},
		{name: "empty", body: nil, kind: engine.Refused},
		{name: "not JSON", body: []byte("{x}"), kind: engine.Refused, status: 400},
		{name: "401", body: ask("sluice-dev/error-401", prompt), kind: engine.Refused, status: 401},
		{name: "429", body: ask("sluice-dev/error-429", prompt), kind: engine.Overloaded, status: 429},
		{name: "503", body: ask("sluice-dev/error-503", prompt), kind: engine.Unavailable, status: 503},
		{name: "cut", body: ask("sluice-dev/cut", prompt), kind: engine.Protocol, status: 200, some: true},
		{name: "too large", body: ask("sluice-dev/long-30000", prompt), kind: engine.TooLarge, status: 200, some: true},
		{name: "hang", body: ask("sluice-dev/hang", prompt), ctx: short, kind: engine.Timeout},
		{name: "too slow", body: ask("sluice-dev/slow-600000", prompt), ctx: short, kind: engine.Timeout},
		{name: "cancelled before", body: ask("sluice-dev", prompt), ctx: func(t *testing.T) context.Context {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			return ctx
		}, kind: engine.Canceled},
	}
	for _, a := range adapters() {
		e := a.start(t, nil)
		for _, tt := range tests {
			t.Run(a.kind+" "+tt.name, func(t *testing.T) {
				ctx := t.Context()
				if tt.ctx != nil {
					ctx = tt.ctx(t)
				}
				got, err := stream(ctx, t, e, tt.body)
				failed, ok := errors.AsType[*engine.Error](err)
				if !ok || failed.Kind != tt.kind || failed.Status != tt.status || failed.Backend != "one" || (len(got) > 0) != tt.some {
					t.Fatalf("%d events, %+v; want %s with status %d", len(got), err, tt.kind, tt.status)
				}
				all := fmt.Sprintf("%s %+v %#v", err, err, err)
				for _, never := range []string{prompt, secret.KeyID, secret.Secret, "made-up"} {
					if strings.Contains(all, never) {
						t.Errorf("the error %q holds %q", all, never)
					}
				}
			})
		}
	}
}

// TestConformanceEachFails: its error comes back as it is and is the end; a cancel in the middle ends the call too.
func TestConformanceEachFails(t *testing.T) {
	mine := errors.New("mine")
	for _, a := range adapters() {
		e := a.start(t, nil).(engine.Streamer)
		n := 0
		err := e.Stream(t.Context(), "m", ask("sluice-dev/long-1000", ""), func([]byte) error {
			if n++; n == 3 {
				return mine
			}
			return nil
		})
		if err != mine || n != 3 {
			t.Errorf("%s: %v after %d events", a.kind, err, n)
		}
		ctx, cancel := context.WithCancel(t.Context())
		err = e.Stream(ctx, "m", ask("sluice-dev/long-1000", ""), func([]byte) error { n++; cancel(); return nil })
		if kindOf(t, err) != engine.Canceled || !errors.Is(err, context.Canceled) || n != 4 {
			t.Errorf("%s: cancelled: %v after %d events", a.kind, err, n-3)
		}
	}
}

// chunk is one synthetic event.
func chunk(choices string) string { return `data: {"choices":[` + choices + `]}` + "\n\n" }

// TestOddStreams are synthetic streams.
func TestOddStreams(t *testing.T) {
	const (
		some = `{"index":0,"delta":{"content":"a"},"finish_reason":null}`
		stop = `{"index":0,"delta":{},"finish_reason":"stop"}`
		one  = `{"index":1,"delta":{"content":"b"}}`
		end  = "data: [DONE]\n\n"
	)
	tests := []struct {
		name, body string
		events     int
		kind       engine.Kind // empty: no error
		status     int
	}{
		{"good", chunk(some) + chunk(stop) + end, 2, "", 0},
		{"after the end", chunk(stop) + end + chunk(some) + "garbage", 1, "", 0},
		{"no end, finished", chunk(some) + chunk(stop), 2, "", 0},
		{"no end, not finished", chunk(some), 1, engine.Protocol, 200},
		{"end, not finished", chunk(some) + end, 1, engine.Protocol, 200},
		{"end of nothing", end, 0, engine.Protocol, 200},
		{"nothing", "", 0, engine.Unavailable, 0},
		{"comments", ": ping\n\n: ping\n\n", 0, engine.Unavailable, 0},
		{"two choices", chunk(some) + chunk(one) + chunk(stop) + chunk(`{"index":1,"delta":{},"finish_reason":"length"}`) + end, 4, "", 0},
		{"one of two finished", chunk(some) + chunk(one) + chunk(stop) + end, 3, engine.Protocol, 200},
		{"empty reason", chunk(`{"index":0,"delta":{},"finish_reason":""}`) + end, 1, engine.Protocol, 200},
		{"choice below zero", chunk(`{"index":-1}`), 0, engine.Protocol, 200},
		{"choice beyond", chunk(`{"index":128}`), 0, engine.Protocol, 200},
		{"not JSON", chunk(some) + "data: {\n\n", 1, engine.Protocol, 200},
		{"no object", "data: null\n\n", 0, engine.Protocol, 200},
		{"a list", "data: []\n\n", 0, engine.Protocol, 200},
		{"over lines", "data: {\"choices\":[\ndata: " + stop + "]}\n\n" + end, 1, "", 0},
		{"half an event", chunk(stop) + "data: {", 1, engine.Protocol, 200},
		{"error first", `data: {"error":{"message":"made-up","code":400}}` + "\n\n" + end, 0, engine.Refused, 400},
		{"overloaded first", `data: {"error":{"message":"made-up","code":"429"}}` + "\n\n", 0, engine.Overloaded, 429},
		{"error later", chunk(some) + `data: {"error":{"message":"made-up","type":"server_error"}}` + "\n\n" + end, 1, engine.Unavailable, 200},
		{"error as text", chunk(some) + `data: {"error":"made-up"}` + "\n\n", 1, engine.Unavailable, 200},
		{"error after the finish", chunk(stop) + `data: {"error":{}}` + "\n\n" + end, 1, engine.Unavailable, 200},
		{"older vLLM", `data: {"object":"error","message":"made-up","code":503}` + "\n\n", 0, engine.Unavailable, 503},
		{"event of type error", chunk(some) + "event: error\ndata: made-up\n\n", 1, engine.Unavailable, 200},
		{"null error", `data: {"error":null,"choices":[` + stop + `]}` + "\n\n" + end, 1, "", 0},
		{"largest answer", chunk(`{"index":0,"delta":"`+strings.Repeat("x", maxResponse-2)+`","finish_reason":"stop"}`) + end, 1, "", 0},
		{"larger", chunk(`{"index":0,"delta":"` + strings.Repeat("x", maxResponse-1) + `"}`), 0, engine.TooLarge, 200},
		{"log-probabilities count", chunk(`{"index":0,"logprobs":"` + strings.Repeat("x", maxResponse-1) + `"}`), 0, engine.TooLarge, 200},
		{"huge envelope", strings.Repeat(`data: {"model":"`+strings.Repeat("x", maxResponse/2)+`"}`+"\n\n", 40), 30, engine.TooLarge, 200},
		{"huge event", `data: {"model":"` + strings.Repeat("x", 1<<20), 0, engine.TooLarge, 200},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := open(t, "openai", serve(t, reply("text/event-stream; charset=utf-8", tt.body)))
			got, err := stream(t.Context(), t, e, []byte("{}"))
			if len(got) != tt.events {
				t.Errorf("%d events", len(got))
			}
			if tt.kind == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			failed, ok := errors.AsType[*engine.Error](err)
			if !ok || failed.Kind != tt.kind || failed.Status != tt.status || failed.Backend != "one" || strings.Contains(err.Error(), "made-up") {
				t.Errorf("got %+v, want %s with status %d", err, tt.kind, tt.status)
			}
		})
	}
}

func TestStreamOddResponses(t *testing.T) {
	tests := []struct {
		name string
		h    http.HandlerFunc
		want engine.Kind
	}{
		{"JSON", reply("application/json", good), engine.Protocol},
		{"no content", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }, engine.Protocol},
		{"redirect", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) }, engine.Protocol},
		{"reset", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, engine.Unavailable},
		{"reset after the headers", func(w http.ResponseWriter, r *http.Request) {
			reply("text/event-stream", ": ping\n\n")(w, r)
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}, engine.Unavailable},
		{"asks for gzip", func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Accept-Encoding") == "" && r.Header.Get("Accept") == "text/event-stream" {
				w.WriteHeader(http.StatusTeapot)
			}
		}, engine.Refused}, // the teapot
	}
	for _, tt := range tests {
		got, err := stream(t.Context(), t, open(t, "openai", serve(t, tt.h)), []byte("{}"))
		if kindOf(t, err) != tt.want || len(got) != 0 {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

// TestStreamFieldsAreAdded: they stand last, so they count whatever stands before them.
func TestStreamFieldsAreAdded(t *testing.T) {
	got := make(chan string, 1)
	e := open(t, "vllm", serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got <- string(body)
		w.WriteHeader(http.StatusTeapot)
	})))
	const fields = `"stream":true,"stream_options":{"include_usage":true}}`
	for body, want := range map[string]string{
		"{}": "{" + fields, "{ }": "{ ," + fields, ` {"a":1} ` + "\n": `{"a":1,` + fields, `{"stream":false}`: `{"stream":false,` + fields,
	} {
		_, _ = stream(t.Context(), t, e, []byte(body))
		if sent := <-got; sent != strings.Replace(want, " ,", " ", 1) {
			t.Errorf("%q became %q", body, sent)
		}
	}
}

// TestStreamClosesAtOnce: the engine sees its connection closed within milliseconds of a cancel, and of each's error,
// while it is silent, while it floods, and before it has answered at all.
func TestStreamClosesAtOnce(t *testing.T) {
	const most = 100 * time.Millisecond
	mine := errors.New("mine")
	tests := []struct {
		name     string
		headers  bool
		flood    bool
		byCancel bool
	}{
		{"cancelled before the headers", false, false, true},
		{"cancelled in a silence", true, false, true},
		{"cancelled in a flood", true, true, true},
		{"each fails in a silence", true, false, false},
		{"each fails in a flood", true, true, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			arrived, gone := make(chan struct{}), make(chan time.Time, 1)
			url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				if tt.headers {
					w.Header().Set("Content-Type", "text/event-stream")
					_, _ = io.WriteString(w, chunk(`{"index":0,"delta":{"content":"a"}}`))
					_ = http.NewResponseController(w).Flush()
				}
				close(arrived)
				for tt.flood {
					if _, err := io.WriteString(w, ": flood\n"); err != nil {
						break
					}
				}
				<-r.Context().Done()
				gone <- time.Now()
			}))
			e, err := engine.New(engine.Config{Name: "one", Kind: "vllm", URL: url, MaxResponse: 1 << 40})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var left atomic.Int64
			end := func() { left.Store(time.Now().UnixNano()) }
			if tt.byCancel {
				go func() { <-arrived; end(); cancel() }()
			}
			err = e.(engine.Streamer).Stream(ctx, "m", []byte("{}"), func([]byte) error {
				if tt.byCancel {
					return nil
				}
				end()
				return mine
			})
			if tt.byCancel && kindOf(t, err) != engine.Canceled || !tt.byCancel && err != mine {
				t.Errorf("got %v", err)
			}
			if took := (<-gone).Sub(time.Unix(0, left.Load())); took > most {
				t.Errorf("the engine saw it after %v", took)
			}
		})
	}
}

// TestNothingAfterACancel: events that have arrived already are not handed on.
func TestNothingAfterACancel(t *testing.T) {
	some := chunk(`{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}`)
	e := open(t, "vllm", serve(t, reply("text/event-stream", some+some+"data: [DONE]\n\n"))).(engine.Streamer)
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	err := e.Stream(ctx, "m", []byte("{}"), func([]byte) error { n++; cancel(); return nil })
	if kindOf(t, err) != engine.Canceled || n != 1 {
		t.Errorf("%v after %d events", err, n)
	}
}

// TestStreamKeepsItsConnection: a whole stream leaves it for the next.
func TestStreamKeepsItsConnection(t *testing.T) {
	var opened atomic.Int64
	s := httptest.NewUnstartedServer(devmodel.Handler(nil))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	e := open(t, "vllm", s.URL)
	for range 5 {
		if _, err := stream(t.Context(), t, e, ask("sluice-dev", "x")); err != nil {
			t.Fatal(err)
		}
	}
	if n := opened.Load(); n != 1 {
		t.Errorf("%d connections for 5 streams", n)
	}
}

// TestManyFastStreams: none is cut short.
func TestManyFastStreams(t *testing.T) {
	n := 3000
	if testing.Short() {
		n = 300
	}
	e := open(t, "vllm", serve(t, devmodel.Handler(nil)))
	body := ask("sluice-dev/long-100", "x")
	want := len(devmodel.Take(nil, streamed(body)).Events()) - 1
	jobs := make(chan struct{}, n)
	for range n {
		jobs <- struct{}{}
	}
	close(jobs)
	var all sync.WaitGroup
	for range 32 {
		all.Go(func() {
			for range jobs {
				if got, err := stream(t.Context(), t, e, body); err != nil || len(got) != want {
					t.Errorf("%d of %d events, %v", len(got), want, err)
				}
			}
		})
	}
	all.Wait()
}
