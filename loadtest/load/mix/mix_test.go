package mix

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestSharesFollowFromTheSeed(t *testing.T) {
	const n = 100_000
	m := Mix{Sizes: []Size{{256, 4}, {2048, 4}, {8192, 2}}, Stream: 0.20, Tools: 0.10, Blocked: 0.05, Seed: 42}
	other := m
	other.Seed = 43
	kinds, sizes := map[Kind]int{}, map[int]int{}
	both := map[Shot]int{}
	same := 0
	for i := range n {
		s := m.At(i)
		if m.At(i) != s {
			t.Fatal("the same number gave another request")
		}
		if other.At(i) == s {
			same++
		}
		kinds[s.Kind]++
		sizes[s.Bytes]++
		both[s]++
	}
	near := func(what string, got int, share float64) {
		t.Helper()
		// Five deviations of a binomial: by chance one in two million.
		if off := math.Abs(float64(got) - share*n); off > 5*math.Sqrt(n*share*(1-share)) {
			t.Errorf("%s: %d of %d, want a share of %g", what, got, n, share)
		}
	}
	for k, share := range map[Kind]float64{Plain: 0.65, Stream: 0.20, Tools: 0.10, Blocked: 0.05} {
		near(k.String(), kinds[k], share)
		for size, weight := range map[int]float64{256: 0.4, 2048: 0.4, 8192: 0.2} {
			near(k.String()+" by size", both[Shot{k, size}], share*weight)
		}
	}
	if same == n {
		t.Error("another seed gave the same run")
	}
}

func TestMixesThatCannotBe(t *testing.T) {
	good := []Size{{2048, 1}}
	for name, m := range map[string]Mix{
		"no size":       {},
		"tiny":          {Sizes: []Size{{MinBytes - 1, 1}}},
		"huge":          {Sizes: []Size{{MaxBytes + 1, 1}}},
		"no weight":     {Sizes: []Size{{2048, 0}}},
		"NaN":           {Sizes: good, Stream: math.NaN()},
		"negative":      {Sizes: good, Tools: -0.1},
		"together over": {Sizes: good, Stream: 0.5, Tools: 0.4, Blocked: 0.2},
	} {
		if m.Check() == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if err := (Mix{Sizes: good, Stream: 0.7, Tools: 0.2, Blocked: 0.1}).Check(); err != nil {
		t.Errorf("shares of exactly 1: %v", err)
	}
}

func TestParseSizes(t *testing.T) {
	got, err := ParseSizes("256:3, 2048")
	if err != nil || len(got) != 2 || got[0] != (Size{256, 3}) || got[1] != (Size{2048, 1}) {
		t.Errorf("got %v, %v", got, err)
	}
	for _, bad := range []string{"", "x", "256:", "256:x", "256:-1", "1:1", "256:NaN"} {
		if _, err := ParseSizes(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestBodies(t *testing.T) {
	for _, k := range Kinds() {
		for _, size := range []int{MinBytes, 2048, 8192} {
			b := Make(Shot{k, size}, "sluice-dev", "sluice-dev")
			one, two := append([]byte{}, b.Bytes...), append([]byte{}, b.Bytes...)
			Tag(one[b.Tag:b.Tag+TagBytes], 1)
			Tag(two[b.Tag:b.Tag+TagBytes], 2)
			if string(one) == string(two) {
				t.Errorf("%s: two requests have one text", k)
			}
			var body struct {
				Model    string
				Stream   bool
				Tools    []any
				Choice   string `json:"tool_choice"`
				Messages []struct{ Content string }
			}
			if err := json.Unmarshal(one, &body); err != nil {
				t.Fatalf("%s: %v", k, err)
			}
			text := body.Messages[0].Content
			if want := max(size, len("Question ")+TagBytes+2); len(text) > want+len(callText) || size > 200 && math.Abs(float64(len(text)-size)) > 4 {
				t.Errorf("%s of %d bytes has %d", k, size, len(text))
			}
			if (k == Stream) != body.Stream || (k == Tools || k == Blocked) != (len(body.Tools) == 1) || (k == Blocked) != (body.Choice == "required") {
				t.Errorf("%s: %s", k, one)
			}
			if k == Tools && (body.Model != "sluice-dev/tool" || !strings.HasSuffix(text, Arguments)) {
				t.Errorf("the tool is not asked for: %s", one)
			}
		}
	}
}

func TestTagsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for n := range 100_000 {
		var tag [TagBytes]byte
		Tag(tag[:], n)
		if seen[string(tag[:])] {
			t.Fatalf("tag %q came twice", tag)
		}
		seen[string(tag[:])] = true
	}
}

func BenchmarkAt(b *testing.B) {
	m := Mix{Sizes: []Size{{256, 4}, {2048, 4}, {8192, 2}}, Stream: 0.2, Tools: 0.1, Blocked: 0.05}
	for i := 0; b.Loop(); i++ {
		m.At(i)
	}
}
