package dispatch

import (
	"testing"
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/policy"
	"sluice/pkg/policy/names"
	"sluice/pkg/sanitize"
	"sluice/pkg/scan"
)

// BenchmarkMute is a stream of a byte an event of which nothing may be released.
func BenchmarkMute(b *testing.B) {
	set := scan.Default()
	rules, err := policy.Load("", names.Known(set))
	if err != nil {
		b.Fatal(err)
	}
	const n = 200_000
	event := word("a ")
	b.SetBytes(n * 2)
	for b.Loop() {
		f := &flow{
			Service: &Service{Deps: Deps{Now: time.Now}}, x: &exchange.Exchange{Dispatch: &exchange.DispatchPage{}}, p: rules,
			clean: sanitize.New(set, rules), whole: chat.NewAssembler(chat.Limits{Bytes: 2 << 20, Nodes: maxNodes}),
			strands: map[strandKey]*strand{}, mute: true, protected: injection.NewDisclosure(nil, nil),
		}
		for range n {
			if err := f.take(b.Context(), event); err != nil {
				b.Fatal(err)
			}
		}
	}
}
