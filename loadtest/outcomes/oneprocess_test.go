package outcomes

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
)

// death is one passing of a failpoint at which the process dies, and what follows.
type death struct {
	point string
	nth   int
	live  bool // in a stream
	calls int  // of the model, in the end
	code  string
}

// deaths are all failpoints that one process passes. The prompt calls a tool, so
// the third and fifth passings are toolauth's beside guard's and dispatch's. What
// left of a stream cannot be taken back: it ends as interrupted. Handed on in
// memory, nothing is published there, so nobody dies at PublishedNotAcked.
func deaths() []death {
	var out []death
	for _, point := range failpoint.All() {
		d := death{point: point, nth: 1, calls: 1}
		switch point {
		case failpoint.PublishedNotAcked:
			continue
		case failpoint.StoredNotPublished:
			for nth := range 5 {
				out = append(out, death{point: point, nth: nth + 1, calls: 1})
			}
			continue
		case failpoint.AnsweredNotStored:
			d.calls = 2 // the first result was never stored
		case failpoint.OpenedNotSent, failpoint.SentNotEnded, failpoint.StreamedNotStored:
			d.live, d.calls, d.code = true, 2, "stream_interrupted"
		}
		out = append(out, d)
	}
	return out
}

func (d death) id() string { return fmt.Sprintf("%s-%d", d.point, d.nth) }

func (d death) body(t *testing.T) string {
	t.Helper()
	body := map[string]any{
		"model": "sluice-dev/tool", "messages": []any{map[string]string{"role": "user", "content": d.id() + `: call get_ticket {} and delete_user {}`}},
		"tools": []any{
			map[string]any{"type": "function", "function": map[string]string{"name": "get_ticket"}},
			map[string]any{"type": "function", "function": map[string]string{"name": "delete_user"}},
		},
	}
	if d.live {
		body = map[string]any{"model": "sluice-dev/long-200", "stream": true, "messages": []any{map[string]string{"role": "user", "content": d.id()}}}
	}
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestOneProcessDiesEverywhere is for `sluice up`, where the stages hand on in
// memory: the one process, NATS with it, dies at each failpoint in turn, and the
// same request again has its one outcome, its one record, and no second call for a
// stored result. A tool that is not permitted is not called either way.
func TestOneProcessDiesEverywhere(t *testing.T) {
	dir := t.TempDir()
	data, keys, tools := filepath.Join(dir, "data"), filepath.Join(dir, "keys"), filepath.Join(dir, "tools")
	if err := os.Mkdir(tools, 0o700); err != nil {
		t.Fatal(err)
	}
	rig.WriteFile(t, filepath.Join(tools, "tools.cedar"), "%s", `@id("offers")
permit (principal, action == Sluice::Action::"offer", resource);

@id("tickets")
permit (principal, action == Sluice::Action::"call", resource == Sluice::Tool::"get_ticket");
`)
	journal := filepath.Join(dir, "journal.jsonl")
	bin := rig.Binary(t, true)
	model := rig.Start(t, dir, "devmodel", bin, nil, true, "devmodel", "--listen", "127.0.0.1:0", "--journal", journal)
	file := rig.WriteFile(t, filepath.Join(dir, "sluice.yaml"), "nats: {ack_wait: 1s}\ntools: %q\nbackends:\n  - {name: model, engine: openai, url: %q, models: [\"sluice-dev/*\"]}\n",
		tools, "http://"+model.Addr("http"))
	up := rig.Start(t, dir, "up", bin, nil, true, "up", "--data", data, "--keys", keys, "--config", file,
		"--listen", rig.FreeAddr(t), "--ops", "127.0.0.1:0", "--nats", rig.FreeAddr(t), "--console", "127.0.0.1:0")
	h := caller.HTTP{Addr: up.Addr("http"), Token: rig.Token(t, data)}

	for _, d := range deaths() {
		t.Run(d.id(), func(t *testing.T) {
			up.Kill()
			up.Restart(true, fmt.Sprintf("SLUICE_FAILPOINT=%s:%d", d.point, d.nth))
			body := d.body(t)
			if a, err := h.Try("POST", "/v1/chat/completions", body, "X-Request-Id", d.id()); err == nil {
				t.Errorf("status %d from a process that should have died", a.Status)
			} else if bytes.Contains(a.Body, []byte(`"finish_reason":"`)) || bytes.Contains(a.Body, []byte("[DONE]")) {
				t.Errorf("a stream that broke was ended:\n%s", a.Body)
			}
			select {
			case <-up.Done():
			case <-time.After(soon):
				t.Fatal("it did not die")
			}
			up.Restart(true, "SLUICE_FAILPOINT=")
			first, again := h.Chat(t, d.id(), body), h.Chat(t, d.id(), body)
			if first.Status != again.Status || !bytes.Equal(first.Body, again.Body) {
				t.Errorf("status %d, then %d; the same answer: %v", first.Status, again.Status, bytes.Equal(first.Body, again.Body))
			}
			if first.Code() != d.code || d.code == "" && first.Status != 200 {
				t.Errorf("status %d, code %q; want code %q", first.Status, first.Code(), d.code)
			}
			if got := string(first.Body); !d.live && (!strings.Contains(got, `"get_ticket"`) || strings.Contains(got, `"delete_user"`)) {
				t.Errorf("the calls are not those that are permitted:\n%s", got)
			}
			inside := rig.Inside(t, "nats://"+up.Addr("nats"), keys)
			if n := records(t, inside)[exchange.Key(caller.Tenant, "admin", d.id())]; n != 1 {
				t.Errorf("%d records, want 1", n)
			}
			// Where dlp dies, dispatch may be calling the model: what it had not stored is
			// asked for again.
			beside := d.point == failpoint.PublishedNotAnswered
			if n := calls(t, journal, d.id()); n != d.calls && (!beside || n != d.calls+1) {
				t.Errorf("the model was asked %d times, want %d", n, d.calls)
			}
		})
	}
}
