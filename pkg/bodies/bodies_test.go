package bodies_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"sluice/pkg/bodies"
	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/exchange"
)

// sealed is what could be a sealed section.
func sealed(seed uint64, size int) []byte {
	out := make([]byte, size)
	src := rand.NewChaCha8([32]byte{byte(seed)})
	_, _ = src.Read(out)
	return out
}

func long(id string, sections map[string][]byte) *exchange.Exchange {
	return &exchange.Exchange{
		Key: exchange.Key("acme", "alice", id), ID: id, Tenant: "acme", User: "alice",
		Accepted: time.UnixMilli(1764000000000).UTC(), Sections: sections,
	}
}

const (
	prompt, restore, completion = exchange.SectionPrompt, exchange.SectionRestore, exchange.SectionCompletion
	kilo                        = 1 << 10
)

func connect(t testing.TB, payload int64, user string) (*bustest.Server, *bus.Bus) {
	srv := bustest.StartWith(t, payload)
	return srv, srv.Connect(user)
}

// What fits travels; of what does not, the longest sections lie in the store, until the rest
// fits; and what is brought back is what was there.
func TestFit(t *testing.T) {
	srv, b := connect(t, bus.LeastPayload, bus.UserDispatch)
	guard := srv.Connect(bus.UserGuard)
	room := b.Room()
	for name, tt := range map[string]struct {
		sizes  map[string]int
		stored []string
	}{
		"nothing":         {map[string]int{}, nil},
		"small":           {map[string]int{prompt: 10, restore: 10}, nil},
		"as much as fits": {map[string]int{prompt: room}, nil},
		"one more byte":   {map[string]int{prompt: room, restore: 1}, []string{prompt}},
		"a long prompt":   {map[string]int{prompt: 4 << 20, restore: 10}, []string{prompt}},
		"both are long":   {map[string]int{prompt: 4 << 20, completion: 2 << 20, restore: 900 * kilo}, []string{completion, prompt}},
		"together":        {map[string]int{prompt: 700 * kilo, completion: 600 * kilo}, []string{prompt}},
		"all are long":    {map[string]int{prompt: 1 << 20, completion: 1 << 20, restore: 1 << 20}, []string{completion, prompt, restore}},
	} {
		t.Run(name, func(t *testing.T) {
			sections := map[string][]byte{}
			for n, size := range tt.sizes {
				sections[n] = sealed(uint64(size), size)
			}
			x := long("fit", sections)
			inline, refs, err := bodies.At(b).Fit(t.Context(), x, x.Sections)
			if err != nil {
				t.Fatal(err)
			}
			data, err := x.EncodeApart(inline, refs)
			if err != nil || int64(len(data)) > bus.LeastPayload {
				t.Errorf("%d bytes, %v", len(data), err)
			}
			if len(refs) != len(tt.stored) || x.Apart != (len(refs) > 0) {
				t.Errorf("stored: %v, apart: %t, want %v", refs, x.Apart, tt.stored)
			}
			for _, n := range tt.stored {
				if refs[n].Size != tt.sizes[n] {
					t.Errorf("%s: %+v", n, refs[n])
				}
			}
			there, err := exchange.Decode(data)
			if err != nil {
				t.Fatal(err)
			}
			if err := bodies.At(guard).Bring(t.Context(), there); err != nil {
				t.Fatal(err)
			}
			if len(there.Sections) != len(sections) || there.Stored != nil {
				t.Errorf("%d sections came, and %v", len(there.Sections), there.Stored)
			}
			for n, s := range sections {
				if !bytes.Equal(there.Sections[n], s) {
					t.Errorf("%s is another", n)
				}
			}
		})
	}
}

// What was brought back and not changed is not stored again; what was sealed anew is.
func TestStoredOnce(t *testing.T) {
	_, b := connect(t, bus.LeastPayload, bus.UserDispatch)
	s := bodies.At(b)
	x := long("once", map[string][]byte{prompt: sealed(1, 2<<20)})
	_, first, err := s.Fit(t.Context(), x, x.Sections)
	if err != nil {
		t.Fatal(err)
	}
	stored := pieces(t, b, x)
	x.Stored, x.Sections = first, map[string][]byte{}
	if err := s.Bring(t.Context(), x); err != nil {
		t.Fatal(err)
	}
	before := b.NC.Stats().OutMsgs
	_, again, err := s.Fit(t.Context(), x, x.Sections)
	if err != nil || again[prompt] != first[prompt] || b.NC.Stats().OutMsgs != before {
		t.Errorf("again: %+v, %v, %d messages", again, err, b.NC.Stats().OutMsgs-before)
	}
	same := long("once", map[string][]byte{prompt: sealed(1, 2<<20)}) // as after a crash
	if _, refs, err := s.Fit(t.Context(), same, same.Sections); err != nil || refs[prompt] != first[prompt] || pieces(t, b, x) != stored {
		t.Errorf("the same bytes: %+v, %v, %d pieces", refs, err, pieces(t, b, x))
	}
	x.Sections[prompt] = sealed(2, 2<<20)
	if _, refs, err := s.Fit(t.Context(), x, x.Sections); err != nil || refs[prompt] == first[prompt] || pieces(t, b, x) != 2*stored {
		t.Errorf("sealed anew: %+v, %v", refs, err)
	}
}

func pieces(t *testing.T, b *bus.Bus, x *exchange.Exchange) int {
	t.Helper()
	keys, err := b.Below(t.Context(), bus.BucketBodies, x.Instance())
	if err != nil {
		t.Fatal(err)
	}
	return len(keys)
}

// Nothing is taken for what was stored that is not.
func TestWhatIsNotWhatWasStored(t *testing.T) {
	_, b := connect(t, bus.LeastPayload, bus.UserDispatch)
	s := bodies.At(b)
	for name, tt := range map[string]struct {
		do   func(r *exchange.Ref)
		want error
	}{
		"untouched":              {func(*exchange.Ref) {}, nil},
		"a piece was changed":    {func(r *exchange.Ref) { overwrite(t, b, r.Name+".1", sealed(9, 512*kilo)) }, bodies.ErrChanged},
		"a piece was cut":        {func(r *exchange.Ref) { overwrite(t, b, r.Name+".0", sealed(1, 7)) }, bodies.ErrChanged},
		"a piece was taken away": {func(r *exchange.Ref) { overwrite(t, b, r.Name+".2", nil) }, bodies.ErrTaken},
		"another size":           {func(r *exchange.Ref) { r.Size-- }, bodies.ErrChanged},
		"a size of nothing":      {func(r *exchange.Ref) { r.Size, r.Chunks = 0, 0 }, bodies.ErrChanged},
		"a size without bound":   {func(r *exchange.Ref) { r.Size, r.Chunks = 1<<40, 1<<21 }, bodies.ErrChanged},
		"another digest":         {func(r *exchange.Ref) { r.SHA256 = "00" + r.SHA256[2:] }, bodies.ErrChanged},
		"no digest":              {func(r *exchange.Ref) { r.SHA256 = "" }, bodies.ErrChanged},
		"of another exchange": {func(r *exchange.Ref) {
			r.Name = long("other", nil).Instance() + r.Name[len(long("x", nil).Instance()):]
		}, bodies.ErrChanged},
	} {
		t.Run(name, func(t *testing.T) {
			x := long(name, map[string][]byte{prompt: sealed(1, 1200*kilo)})
			_, refs, err := s.Fit(t.Context(), x, x.Sections)
			if err != nil {
				t.Fatal(err)
			}
			r := refs[prompt]
			tt.do(&r)
			found, err := s.Fetch(t.Context(), x.Instance(), map[string]exchange.Ref{prompt: r})
			if !errors.Is(err, tt.want) || (err == nil) != (tt.want == nil) || (found == nil) != (tt.want != nil) {
				t.Errorf("%d sections, %v; want %v", len(found), err, tt.want)
			}
		})
	}
	x := long("never stored", map[string][]byte{prompt: sealed(1, 1200*kilo)})
	_, refs, err := s.Fit(t.Context(), x, x.Sections)
	if err != nil {
		t.Fatal(err)
	}
	r := refs[prompt]
	r.Name, r.SHA256 = x.Instance()+".prompt."+sum[:32], sum
	if _, err := s.Fetch(t.Context(), x.Instance(), map[string]exchange.Ref{prompt: r}); !errors.Is(err, bodies.ErrMissing) {
		t.Errorf("missing: %v", err)
	}
}

const sum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

func overwrite(t *testing.T, b *bus.Bus, key string, with []byte) {
	t.Helper()
	if err := b.PutFor(t.Context(), bus.BucketBodies, key, with, time.Hour); err != nil {
		t.Fatal(err)
	}
}

// What the outcome refers to stays, and so does a dead letter's; the rest is taken away.
func TestClear(t *testing.T) {
	srv, b := connect(t, bus.LeastPayload, bus.UserProvenance)
	s := bodies.At(b)
	x := long("clear", map[string][]byte{prompt: sealed(1, 2<<20), completion: sealed(2, 2<<20)})
	_, refs, err := s.Fit(t.Context(), x, x.Sections)
	if err != nil {
		t.Fatal(err)
	}
	_, buried, err := s.FitDead(t.Context(), x)
	if err != nil {
		t.Fatal(err)
	}
	outcome := map[string]exchange.Ref{completion: refs[completion]}
	if err := s.Clear(t.Context(), x, outcome); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Fetch(t.Context(), x.Instance(), map[string]exchange.Ref{prompt: refs[prompt]}); !errors.Is(err, bodies.ErrTaken) {
		t.Errorf("the prompt: %v", err)
	}
	for what, kept := range map[string]map[string]exchange.Ref{"the outcome": outcome, "the dead letter": buried} {
		if _, err := bodies.At(srv.Connect(bus.UserEdge)).Fetch(t.Context(), x.Instance(), kept); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func BenchmarkPutAndBring(b *testing.B) {
	_, c := connect(b, bus.LeastPayload, bus.UserDispatch)
	s := bodies.At(c)
	section := sealed(1, 4<<20)
	b.SetBytes(4 << 20)
	for i := 0; b.Loop(); i++ {
		section[i%len(section)]++ // another object
		x := long("bench", map[string][]byte{prompt: section})
		inline, refs, err := s.Fit(b.Context(), x, x.Sections)
		if err != nil {
			b.Fatal(err)
		}
		x.Sections, x.Stored = inline, refs
		if err := s.Bring(b.Context(), x); err != nil {
			b.Fatal(err)
		}
	}
}
