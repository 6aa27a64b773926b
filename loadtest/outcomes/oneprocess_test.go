package outcomes

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
)

// TestOneProcessDiesEverywhere is for `sluice up`, where dispatch hands on to
// provenance in memory: the one process, NATS with it, dies at each failpoint in
// turn, and the same request again has its one outcome, its one record, and no
// second call for a stored result.
func TestOneProcessDiesEverywhere(t *testing.T) {
	dir := t.TempDir()
	data, keys := filepath.Join(dir, "data"), filepath.Join(dir, "keys")
	journal := filepath.Join(dir, "journal.jsonl")
	bin := rig.Binary(t, true)
	model := rig.Start(t, dir, "devmodel", bin, nil, true, "devmodel", "--listen", "127.0.0.1:0", "--journal", journal)
	file := rig.WriteFile(t, filepath.Join(dir, "sluice.yaml"), "nats: {ack_wait: 1s}\nbackends:\n  - {name: model, engine: openai, url: %q, models: [sluice-dev]}\n", "http://"+model.Addr("http"))
	up := rig.Start(t, dir, "up", bin, nil, true, "up", "--data", data, "--keys", keys, "--config", file,
		"--listen", rig.FreeAddr(t), "--ops", "127.0.0.1:0", "--nats", rig.FreeAddr(t))
	h := caller.HTTP{Addr: up.Addr("http"), Token: rig.Token(t, data)}

	// Handed on in memory, nothing is published there.
	points := slices.DeleteFunc(failpoint.All(), func(p string) bool { return p == failpoint.PublishedNotAcked })
	for _, point := range points {
		t.Run(point, func(t *testing.T) {
			up.Kill()
			up.Restart(true, "SLUICE_FAILPOINT="+point+":1")
			body := ask(t, "sluice-dev", "dies at "+point)
			if a, err := h.Try("POST", "/v1/chat/completions", body, "X-Request-Id", point); err == nil {
				t.Errorf("status %d from a process that should have died", a.Status)
			}
			select {
			case <-up.Done():
			case <-time.After(soon):
				t.Fatal("it did not die")
			}
			up.Restart(true, "SLUICE_FAILPOINT=")
			first, again := h.Chat(t, point, body), h.Chat(t, point, body)
			if first.Status != 200 || again.Status != 200 || !bytes.Equal(first.Body, again.Body) {
				t.Errorf("status %d, then %d; the same answer: %v", first.Status, again.Status, bytes.Equal(first.Body, again.Body))
			}
			inside := rig.Inside(t, "nats://"+up.Addr("nats"), keys)
			if n := records(t, inside)[exchange.Key(caller.Tenant, "admin", point)]; n != 1 {
				t.Errorf("%d records, want 1", n)
			}
			want := 1
			if point == failpoint.AnsweredNotStored {
				want = 2 // the first result was never stored
			}
			if n := calls(t, journal, fmt.Sprintf("dies at %s", point)); n != want {
				t.Errorf("the model was asked %d times, want %d", n, want)
			}
		})
	}
}
