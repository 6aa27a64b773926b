package atrest

import (
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/loadtest/outcomes/caller"
	"sluice/pkg/bus"
	"sluice/pkg/exchange"
)

// callers are one user on both doors.
type callers struct {
	http caller.HTTP
	nats *caller.NATS
}

// exchanges goes every way that a prompt and its answer can go over HTTP. Only a
// completion may hold the caller's own e-mail address.
func (c callers) exchanges(t *testing.T) {
	t.Helper()
	for _, way := range []struct {
		id, model string
		stream    bool
		status    int
	}{
		{"echo", "sluice-dev/echo", false, 200},
		{"echo-again", "sluice-dev/echo", true, 200},
		{"leak", "sluice-dev/leak", false, 200},
		{"leak-stream", "sluice-dev/leak", true, 200},
		{"tool", "sluice-dev/tool", false, 200},
		{"engine-error", "sluice-dev/error-500", false, 503},
		{"engine-refusal", "sluice-dev/error-400", false, 400},
		{"cut", "sluice-dev/cut", false, 502},
	} {
		for range 2 { // the second is a duplicate
			a := c.http.Chat(t, way.id, prompt(t, way.model, object{"stream": way.stream, "logprobs": true}))
			if a.Status != way.status && !(way.status > 500 && a.Status > 500) {
				t.Errorf("%s: status %d, want %d: %s", way.id, a.Status, way.status, a.Code())
			}
			allowed := forbidden()
			if a.Status != 200 {
				allowed = atRest()
			}
			if hits := Search(a.Body, allowed); len(hits) > 0 {
				t.Errorf("%s: the answer holds %v", way.id, hits)
			}
			if strings.HasPrefix(way.id, "echo") && !strings.Contains(string(a.Body), mail) {
				t.Errorf("%s: the caller's own address is not restored", way.id)
			}
		}
	}
}

// overNATS asks as an application on the bus, where not even an address is restored.
func (c callers) overNATS(t *testing.T, heard <-chan *nats.Msg) {
	t.Helper()
	for id, model := range map[string]string{"n-echo": "sluice-dev/echo", "n-leak": "sluice-dev/leak", "n-error": "sluice-dev/error-503"} {
		if _, err := c.nats.Publish(id, prompt(t, model, nil)); err != nil {
			t.Fatal(err)
		}
		if _, body := caller.Await(t, heard, id); len(Search(body, atRest())) > 0 {
			t.Errorf("%s: the answer holds %v", id, Search(body, atRest()))
		}
	}
}

// refusals sends what is refused at the doors. The answers hold nothing of it.
func (c callers) refusals(t *testing.T) {
	t.Helper()
	n := 0
	for name, r := range broken(t) {
		a, err := c.http.Try(http.MethodPost, "/v1/chat/completions", r[0], r[1:]...)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if a.Status < 400 && name != "a trace" {
			t.Errorf("%s: status %d, want a refusal", name, a.Status)
		}
		if hits := Search(a.Body, atRest()); len(hits) > 0 {
			t.Errorf("%s: the answer holds %v", name, hits)
		}
		if len(r) > 1 {
			continue
		}
		n++
		if _, err := c.nats.Publish("refused-"+strconv.Itoa(n), r[0]); err != nil && len(Search([]byte(err.Error()), atRest())) > 0 {
			t.Errorf("%s: the ack holds what was refused", name)
		}
	}
	for _, path := range []string{"/v1/" + keyID, "/v1/models?key=" + keyID, "/" + card} {
		a, err := c.http.Try(http.MethodGet, path, "")
		if err != nil || len(Search(a.Body, atRest())) > 0 {
			t.Errorf("a path with a secret: the answer holds it (%v)", err)
		}
	}
	for _, id := range []string{keyID, card} {
		if _, err := c.nats.Publish(id, plain(t, "sluice-dev")); apiError(err) == nil || apiError(err).Code != 400 {
			t.Errorf("a secret as Nats-Msg-Id: %v, want an error of 400", err != nil)
		}
	}
	for _, subject := range []string{
		bus.UserSubject(bus.Fetch, caller.Tenant, "admin"), bus.UserSubject(bus.Restore, caller.Tenant, "admin"),
		bus.UserSubject(bus.Audit, caller.Tenant, "admin") + ".record", bus.UserSubject(bus.Audit, caller.Tenant, "admin") + "." + keyID,
		bus.UserSubject(bus.Admin, caller.Tenant, "admin") + ".token." + keyID,
	} {
		for _, question := range []string{card, encode(t, object{"id": keyID, "user": card})} {
			if _, err := c.nats.NC.Request(subject, []byte(question), 10*time.Second); err != nil {
				t.Errorf("asking on a service: %v", err)
			}
		}
	}
	m := nats.NewMsg(bus.UserSubject(bus.Request, caller.Tenant, "admin"))
	m.Data = []byte(plain(t, "sluice-dev"))
	m.Header.Set(keyID, awsSecret)
	m.Header.Set("Nats-"+keyID, card)
	if _, err := c.nats.JS.PublishMsg(t.Context(), m, jetstream.WithRetryAttempts(0)); err == nil {
		t.Error("a Nats-* header was taken")
	}
}

// atTheServer has the NATS server itself refuse what holds a secret: our log has
// its lines where it runs in our process.
func (c callers) atTheServer(t *testing.T, addr string) {
	t.Helper()
	_, err := nats.Connect("nats://"+addr, nats.Name(keyID), nats.UserInfo(keyID, awsSecret))
	if err == nil {
		t.Error("a stranger is let in")
	}
	refused := make(chan struct{}, 1)
	c.nats.NC.SetErrorHandler(func(*nats.Conn, *nats.Subscription, error) { refused <- struct{}{} })
	if err := c.nats.NC.Publish("sluice."+keyID, []byte(card)); err != nil {
		t.Fatal(err)
	}
	<-refused
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte(keyID + " " + card + "\r\n")); err != nil { // no protocol at all
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, conn); err != nil { // until the server hangs up
		t.Log(err)
	}
}

// blocked sends a prompt that a rule blocks, on both doors. Nothing of its content
// may be kept, not even sealed: the exchange has no section.
func (c callers) blocked(t *testing.T, inside *bus.Bus) {
	t.Helper()
	passing := listen(t, inside, "sluice.stage.>")
	a := c.http.Chat(t, "blocked", blocked(t))
	if a.Status != 400 || a.Code() != "content_filter" || len(Search(a.Body, atRest())) > 0 {
		t.Errorf("a blocked prompt: %d %s", a.Status, a.Code())
	}
	_, err := c.nats.Publish("n-blocked", blocked(t))
	if api := apiError(err); api == nil || api.Code != 400 || len(Search([]byte(err.Error()), atRest())) > 0 {
		t.Errorf("a blocked prompt over NATS: %v", err)
	}
	for range 2 {
		m := <-passing
		if !strings.HasPrefix(m.Subject, "sluice.stage.provenance.") {
			t.Errorf("a blocked prompt goes to %s", m.Subject)
		}
		x, err := exchange.Decode(m.Data)
		if err != nil || len(x.Sections) > 0 {
			t.Errorf("a blocked prompt has sections %d (%v)", len(x.Sections), err)
		}
	}
	kv, err := inside.Bucket(t.Context(), bus.BucketRequests)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"blocked", "n-blocked"} {
		e, err := kv.Get(t.Context(), exchange.Key(caller.Tenant, "admin", id))
		if err != nil {
			t.Fatal(err)
		}
		var head any
		if kept, err := exchange.DecodeFrame(e.Value(), &head); err != nil || len(kept) > 0 {
			t.Errorf("a blocked prompt's entry keeps %d sections (%v)", len(kept), err)
		}
	}
}

// journal checks that the model was asked at all, and had placeholders.
func (c callers) journal(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<SECRET>", "<CREDIT_CARD>", "<EMAIL_ADDRESS_", "sluice-dev/leak"} {
		if !strings.Contains(string(data), want) && !strings.Contains(string(data), strings.ReplaceAll(want, "<", `\u003c`)) {
			t.Errorf("the journal has no %s", want)
		}
	}
	if hits := Search(data, atRest()); len(hits) > 0 {
		t.Errorf("the journal holds %v", hits)
	}
}
