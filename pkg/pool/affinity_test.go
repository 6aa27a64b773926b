package pool

import (
	"context"
	"fmt"
	"math"
	"testing"
	"testing/synctest"
)

// placed makes a pool of backends with these weights, named for their place.
func placed(t testing.TB, weights ...int) *Pool {
	t.Helper()
	var all []Backend
	for i, w := range weights {
		b := one(fmt.Sprintf("gpu-%d", i), fine)
		b.Weight = w
		all = append(all, b)
	}
	return build(t, Options{}, all...)
}

// goes says where a conversation goes.
func goes(t testing.TB, p *Pool, prefix uint64) string {
	t.Helper()
	_, s, err := p.Chat(t.Context(), "m", Caller{Prefix: prefix}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s.Backend
}

const conversations = 4000

func TestConversationsAreSpreadByWeight(t *testing.T) {
	weights := []int{1, 2, 1, 4}
	p := placed(t, weights...)
	got := map[string]int{}
	for c := range uint64(conversations) {
		where := goes(t, p, c+1)
		got[where]++
		if again := goes(t, p, c+1); again != where {
			t.Fatalf("conversation %d went to %s and then to %s", c, where, again)
		}
	}
	for i, w := range weights {
		want := float64(conversations*w) / 8
		if n := float64(got[fmt.Sprintf("gpu-%d", i)]); math.Abs(n-want) > 0.12*want {
			t.Errorf("gpu-%d of weight %d has %v conversations, want about %v", i, w, n, want)
		}
	}
}

// Only those move that the newcomer gains, and when it goes they go back to where they were.
func TestAChangeMovesFew(t *testing.T) {
	p := placed(t, 1, 1, 1)
	was := map[uint64]string{}
	for c := range uint64(conversations) {
		was[c] = goes(t, p, c+1)
	}
	if err := p.Add(one("new", fine)); err != nil {
		t.Fatal(err)
	}
	moved := 0
	for c, where := range was {
		if now := goes(t, p, c+1); now == "new" {
			moved++
		} else if now != where {
			t.Fatalf("a conversation moved from %s to %s", where, now)
		}
	}
	if want := conversations / 4.0; math.Abs(float64(moved)-want) > 0.12*want {
		t.Errorf("%d conversations moved, want about %v", moved, want)
	}
	p.Remove("new")
	p.Out("gpu-1", "test")
	for c, where := range was {
		if now := goes(t, p, c+1); now != where && where != "gpu-1" {
			t.Fatalf("a conversation of %s moved to %s", where, now)
		}
	}
}

// A prefix that everybody has does not fill one backend: none has over a quarter more than the average, rounded up.
func TestPopularPrefixSpills(t *testing.T) {
	for name, tt := range map[string]struct {
		weights []int
		calls   int
		most    []int
	}{
		"one by one":         {[]int{1, 1, 1}, 1, []int{1, 1, 1}},
		"few":                {[]int{1, 1}, 3, []int{2, 2}},
		"many":               {[]int{1, 1, 1, 1}, 40, []int{13, 13, 13, 13}},
		"many, by weight":    {[]int{1, 3}, 40, []int{13, 38}},
		"alone it has all":   {[]int{1}, 40, []int{40}},
		"more than there is": {[]int{1, 1}, 128, []int{64, 64}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				chat, open := gate()
				p := placed(t, tt.weights...)
				for _, b := range p.configured() {
					b.Engine = &played{b.Name, chat}
					if err := p.Add(b); err != nil {
						t.Fatal(err)
					}
				}
				ended := make(chan error)
				for range tt.calls {
					go func() { _, _, err := p.Chat(t.Context(), "m", Caller{Prefix: 7}, nil); ended <- err }()
					synctest.Wait()
				}
				sum := 0
				for i, s := range p.States() {
					if sum += s.Outstanding; s.Outstanding > tt.most[i] {
						t.Errorf("%s has %d calls, want at most %d", s.Name, s.Outstanding, tt.most[i])
					}
				}
				if sum != tt.calls {
					t.Errorf("%d calls run", sum)
				}
				for range tt.calls {
					open <- nil
					if err := <-ended; err != nil {
						t.Error(err)
					}
				}
			})
		})
	}
}

// One that fails is followed by the next in the conversation's order, and that is where it stays.
func TestConversationOfADeadBackend(t *testing.T) {
	p := placed(t, 1, 1, 1)
	where := goes(t, p, 1)
	dead := p.now().find(where).Backend
	dead.Engine = &played{where, func(context.Context) error { return failing("unavailable")(nil) }}
	if err := p.Add(dead); err != nil {
		t.Fatal(err)
	}
	second := goes(t, p, 1)
	for range 20 {
		if now := goes(t, p, 1); now != second || now == where {
			t.Fatalf("it went to %s, then to %s", second, now)
		}
	}
}

// BenchmarkAffine is the choice among eight backends by a prefix, and without one.
func BenchmarkAffine(b *testing.B) {
	all := placed(b, 1, 1, 1, 1, 2, 2, 2, 2).now().backends
	for name, prefix := range map[string]uint64{"prefix": 1, "least": 0} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if choose(all, prefix) == nil {
					b.Fatal("none")
				}
			}
		})
	}
}
