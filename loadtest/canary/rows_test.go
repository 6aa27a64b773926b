package canary

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/loadtest/outcomes/caller"
	"sluice/pkg/bus"
)

// row is one error path. run goes it with the row's own canary and fails where it was
// not reached.
type row struct {
	name string
	run  func(t *testing.T, w *world, b bird)

	// The canary stands for a name in it, of a model or a tool, and that is what the
	// record is about: it may be there and on the flag, and nowhere else.
	named bool
}

// result is how a request ended: the HTTP status and the error's code, "" for none.
type result struct {
	status int
	code   string
}

func (r result) String() string { return fmt.Sprint(r.status, " ", r.code) }

// want fails unless a request ended so. No error may say the canary again, not even
// to who sent it.
func (r result) want(t *testing.T, b bird, got result, body []byte) {
	t.Helper()
	if got != r {
		t.Errorf("ended as %s, not as %s: the path was not reached", got, r)
	}
	if got.code != "" && strings.Contains(string(body), b.word) {
		t.Errorf("the error says the canary again: %s", body)
	}
}

// overHTTP asks at the edge. Of a stream the error in it counts, or that policy ended it.
func (w *world) overHTTP(t *testing.T, id, body string, header ...string) (result, []byte) {
	t.Helper()
	a := w.http.Chat(t, id, body, header...)
	if strings.HasPrefix(a.Header.Get("Content-Type"), "text/event-stream") {
		return result{a.Status, codeInStream(a.Body)}, nil
	}
	return result{a.Status, a.Code()}, a.Body
}

func codeInStream(body []byte) string {
	for line := range strings.Lines(string(body)) {
		data, ok := strings.CutPrefix(line, "data: ")
		if code := (caller.Answer{Body: []byte(data)}).Code(); ok && code != "" {
			return code
		}
		if ok && strings.Contains(data, `"finish_reason":"content_filter"`) {
			return "content_filter"
		}
	}
	return ""
}

// overNATS publishes a request as an application does and waits for its outcome,
// where it was accepted or its refusal is one.
func (w *world) overNATS(t *testing.T, id, body string, header ...string) (result, []byte) {
	t.Helper()
	m := nats.NewMsg(bus.UserSubject(bus.Request, caller.Tenant, user))
	m.Data = []byte(body)
	m.Header.Set(jetstream.MsgIDHeader, id)
	for i := 0; i+1 < len(header); i += 2 {
		m.Header[header[i]] = []string{header[i+1]}
	}
	reply, err := w.nats.NC.RequestMsg(m, soon)
	if err != nil {
		t.Fatal(err)
	}
	var ack bus.Ack
	if err := json.Unmarshal(reply.Data, &ack); err != nil {
		t.Fatalf("the ack does not decode: %v", err)
	}
	if ack.Err != nil {
		return result{ack.Err.Code, ack.Detail.Code}, reply.Data
	}
	info, data := w.outcomes.of(t, id)
	return result{info.Status, caller.Answer{Body: data}.Code()}, data
}

// id is a request id of a row. It has no canary: ids are told.
func id(t *testing.T) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, t.Name()[strings.LastIndexByte(t.Name(), '/')+1:])
}

// bothDoors makes two rows of a request: one a door.
func bothDoors(name, body string, want result) []row {
	return []row{
		{name: name + " by http", run: func(t *testing.T, w *world, b bird) {
			got, said := w.overHTTP(t, id(t), b.fill(body))
			want.want(t, b, got, said)
		}},
		{name: name + " by nats", run: func(t *testing.T, w *world, b bird) {
			got, said := w.overNATS(t, id(t), b.fill(body))
			want.want(t, b, got, said)
		}},
	}
}

// naming says of rows that the canary is a name in them.
func naming(rows []row) []row {
	for i := range rows {
		rows[i].named = true
	}
	return rows
}

// ask is the pattern of a request to a model, with a prompt and more members.
func ask(model, prompt, members string) string {
	return `{"model":"` + model + `","messages":[{"role":"user","content":"` + prompt + `"}]` + members + `}`
}
