package badinput

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/rig"
)

// TestDrain: SIGTERM while requests are at the model: they get their answers,
// nobody new gets in, and the process ends well. Afterwards nothing is lost.
func TestDrain(t *testing.T) {
	w := newWorld(t, "")
	const requests = 3
	answers := make(chan answer, requests)
	for range requests {
		r := w.post(t, `{"model":"sluice-dev/slow-1500","messages":[{"role":"user","content":"take your time"}]}`)
		go func() {
			resp, err := http.DefaultClient.Do(r)
			if err != nil {
				answers <- answer{body: []byte(err.Error())}
				return
			}
			defer resp.Body.Close()
			data, err := io.ReadAll(resp.Body)
			if err != nil {
				data = []byte(err.Error())
			}
			answers <- answer{resp.StatusCode, resp.Header, data}
		}()
	}
	rig.Eventually(t, wait, "the requests reach the model", func() bool { return len(w.calls(t)) == requests })
	began := time.Now()
	stopped := make(chan struct{})
	go func() { w.Stop(); close(stopped) }()
	rig.Eventually(t, wait, "the door closes", func() bool {
		c, err := net.Dial("tcp", w.Addr("http"))
		if err == nil {
			c.Close()
		}
		return err != nil
	})
	for range requests {
		if a := <-answers; a.status != 200 || !strings.Contains(string(a.body), "chat.completion") {
			t.Errorf("a request in flight got %d: %s", a.status, a.body)
		}
	}
	<-stopped
	if code := w.ExitCode(); code != 0 {
		t.Errorf("exit status %d: %s", code, w.Tail())
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("the drain took %s", took)
	}
	// Idle, it ends at once.
	w.Restart(true)
	if r := w.accessLog(t); len(r) < requests {
		t.Errorf("%d access events after the restart", len(r))
	}
	began = time.Now()
	w.Stop()
	if code, took := w.ExitCode(), time.Since(began); code != 0 || took > 5*time.Second {
		t.Errorf("idle: exit status %d after %s", code, took)
	}
}
