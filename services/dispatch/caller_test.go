package dispatch

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"sluice/pkg/exchange"
	"sluice/pkg/policy"
	"sluice/pkg/policy/names"
	"sluice/pkg/pool"
	"sluice/pkg/scan"
)

// talk is a request of these messages, "role: text".
func talk(model string, messages ...string) []byte {
	var all []string
	for _, m := range messages {
		role, text, _ := strings.Cut(m, ": ")
		all = append(all, fmt.Sprintf(`{"role":%q,"content":%q}`, role, text))
	}
	return fmt.Appendf(nil, `{"model":%q,"temperature":0.5,"tools":[{"messages":[1]}],"messages":[%s],"stream":true}`, model, strings.Join(all, ","))
}

func TestTurnsOfOneConversationAgree(t *testing.T) {
	turn := []string{"system: You are terse.", "user: What is a heron?"}
	first := prefix("acme", "m", talk("m", turn...))
	if first == 0 {
		t.Fatal("no prefix")
	}
	for range 3 {
		turn = append(turn, "assistant: A bird.", "user: And then?")
		if got := prefix("acme", "m", talk("m", turn...)); got != first {
			t.Errorf("turn %d has another prefix", len(turn)/2)
		}
	}
	long := strings.Repeat("x", 2*maxOpening)
	if prefix("acme", "m", talk("m", "user: "+long, "assistant: a", "user: b")) != prefix("acme", "m", talk("m", "user: "+long)) {
		t.Error("turns of a long conversation differ")
	}
}

func TestConversationsDiffer(t *testing.T) {
	body := talk("m", "system: You are terse.", "user: What is a heron?")
	seen := map[uint64]string{}
	for name, p := range map[string]uint64{
		"one":             prefix("acme", "m", body),
		"another tenant":  prefix("other", "m", body),
		"another model":   prefix("acme", "n", body),
		"another opening": prefix("acme", "m", talk("m", "system: You are terse.", "user: What is a crane?")),
		"other orders":    prefix("acme", "m", talk("m", "developer: You are terse.", "user: What is a heron?")),
		"no instructions": prefix("acme", "m", talk("m", "user: What is a heron?")),
		"only those":      prefix("acme", "m", talk("m", "system: You are terse.")),
	} {
		if was, ok := seen[p]; ok || p == 0 {
			t.Errorf("%s has the prefix of %q: %d", name, was, p)
		}
		seen[p] = name
	}
}

func TestNoConversation(t *testing.T) {
	for _, body := range []string{"", "1", "{", `{"messages"`, `{"messages":1}`, `{"messages":[]}`, `{"prompt":"x"}`, `{"tools":"` + strings.Repeat("x", maxOpening) + `","messages":[{}]}`} {
		if p := prefix("acme", "m", []byte(body)); p != 0 {
			t.Errorf("%.20s has a prefix", body)
		}
	}
}

// The lane's turns and the tenant's calls are those of the policy that judged the exchange.
// The conversation is looked for where there is a choice to be made by it.
func TestCaller(t *testing.T) {
	p, err := policy.Parse("t.yaml", []byte("version: t\ninput: {default: allow}\noutput: {default: allow}\nadmission: {tenants: {acme: {calls: 3}}, lanes: {batch: {weight: 2}}}\n"), names.Known(scan.Default()))
	if err != nil {
		t.Fatal(err)
	}
	body := talk("m", "user: What is a heron?")
	want := pool.Caller{Tenant: "acme", Lane: "batch", Weight: 2, Most: 3}
	var backends []pool.Backend
	for _, name := range []string{"one", "two"} {
		backends = append(backends, pool.Backend{Name: name, Engine: speaker{}, Models: []string{"m"}, Timeout: time.Minute})
		models, err := pool.New(backends, pool.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s := &Service{Deps: Deps{Pool: models}}
		if got := s.caller(&exchange.Exchange{Tenant: "acme", Lane: "batch", Model: "m"}, p, body); !reflect.DeepEqual(got, want) {
			t.Errorf("of %d backends: got %+v, want %+v", len(backends), got, want)
		}
		want.Prefix = prefix("acme", "m", body)
	}
}

func BenchmarkPrefix(b *testing.B) {
	for _, size := range []int{200, 2000, 200_000} {
		body := talk("m", "system: You are terse.", "user: "+strings.Repeat("words and ", size/10))
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if prefix("acme", "m", body) == 0 {
					b.Fatal("none")
				}
			}
		})
	}
}
