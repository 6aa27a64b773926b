package guard

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/ocsf"
)

// flagged are the flags that are told while a test listens.
type flagged struct {
	sub  *nats.Subscription
	seen map[[3]string]bool // by request, check and rule
}

func (w *world) flags(t *testing.T) *flagged {
	t.Helper()
	sub, err := w.inside.NC.SubscribeSync(bus.FlagSubject("high", "guard", tenant))
	if err == nil {
		err = w.inside.NC.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	return &flagged{sub, map[[3]string]bool{}}
}

// want waits for the flag of a check that was excepted.
func (f *flagged) want(t *testing.T, id, check, rule string) {
	t.Helper()
	for !f.seen[[3]string{id, check, rule}] {
		m, err := f.sub.NextMsg(3 * time.Second)
		if err != nil {
			t.Errorf("%s: no flag tells of %s by %s: %v", id, check, rule, err)
			return
		}
		var e ocsf.Finding
		if json.Unmarshal(m.Data, &e) != nil {
			t.Fatal("a flag does not decode")
		}
		f.seen[[3]string{e.Metadata.CorrelationUID, e.Unmapped.Page, e.FindingInfo.Analytic.UID}] = true
	}
}
