package guard

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/llamaguard"
	"sluice/pkg/policy"
	"sluice/pkg/pool"
)

// BenchmarkStage is what a verdict costs beside its engine, for a prompt of 2 KB that
// was not judged before: parsing, injection rules, rendering, cache, the pool and the
// reading of the answer. The engine's time is that of the call, the way to it and back
// included, as the page tells it. The goal is a p50 under 1 ms.
func BenchmarkStage(b *testing.B) {
	srv := httptest.NewServer(devmodel.Handler(nil))
	b.Cleanup(srv.Close)
	e, err := engine.New(engine.Config{Name: "dev", Kind: "openai", URL: srv.URL})
	if err != nil {
		b.Fatal(err)
	}
	family := llamaguard.Families()[0]
	p, err := pool.New([]pool.Backend{{Name: "dev", Engine: e, Models: []string{"guard"}, As: "sluice-dev/guard"}}, pool.Options{Probe: Probe(family)})
	if err != nil {
		b.Fatal(err)
	}
	s := &Service{Deps: Deps{Classifier: Model(p, family, "dev", "guard", nil), Injection: injection.New()}}
	rules := parsed(b, strict)
	var beside []time.Duration
	for n := 0; b.Loop(); n++ {
		text := fmt.Sprintf("%d %s", n, strings.Repeat("The miller waits for water. ", 72))
		began := time.Now()
		doc, err := chat.Parse([]byte(`{"model":"m","messages":[{"role":"user","content":"`+text+`"}]}`), chat.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		v := s.judge(b.Context(), rules, policy.Input, promptPieces(doc), nil)
		if v.State != exchange.Passed || v.EngineTook == 0 {
			b.Fatalf("%+v", v)
		}
		beside = append(beside, time.Since(began)-time.Duration(v.EngineTook*float64(time.Millisecond)))
	}
	slices.Sort(beside)
	at := func(q float64) float64 { return float64(beside[int(q*float64(len(beside)-1))].Microseconds()) / 1000 }
	b.ReportMetric(at(0.5), "p50-ms")
	b.ReportMetric(at(0.99), "p99-ms")
}
