package scan

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"sluice/pkg/scan/rule"
)

func TestSetSaysWhatItHas(t *testing.T) {
	s := shared()
	if types := s.Types(); !slices.IsSorted(types) || len(slices.Compact(slices.Clone(types))) != len(types) {
		t.Errorf("types %v", types)
	}
	for _, typ := range []Type{CreditCard, EmailAddress, IBANCode, IPAddress, PhoneNumber, Secret, USSSN} {
		if !slices.Contains(s.Types(), typ) {
			t.Errorf("%s is missing", typ)
		}
	}
	rules := s.Rules()
	if !slices.IsSorted(rules) || len(rules) != len(Builtin()) {
		t.Errorf("rules %v", rules)
	}
	for rule, want := range map[string]bool{
		"aws-access-key-id": true, "sluice-token": true, "pem-private-key": true, "jwt": true,
		"pem-private-key-open": false, "email-address": false, "credit-card": true, "iban": true, "password-assignment": false, "none-such": false,
	} {
		if s.Joins(rule) != want {
			t.Errorf("Joins(%s) is not %v", rule, want)
		}
	}
}

func TestDigestFollowsContentNotOrder(t *testing.T) {
	a := Detector{Rule: "a", Type: Secret, Literals: []string{"a1"}, Pattern: "a1[0-9]{4}"}
	b := Detector{Rule: "b", Type: Secret, Literals: []string{"b1"}, Pattern: "b1[0-9]{4}"}
	digest := func(d ...Detector) string {
		s, err := New(d...)
		if err != nil {
			t.Fatal(err)
		}
		return s.Digest()
	}
	base := digest(a, b)
	if base != digest(b, a) || !strings.HasPrefix(base, "sha256:") || len(base) != 71 {
		t.Errorf("digest %s, in the other order %s", base, digest(b, a))
	}
	changed := []func(*Detector){
		func(d *Detector) { d.Rule = "c" }, func(d *Detector) { d.Type = USSSN }, func(d *Detector) { d.Score = 0.5 },
		func(d *Detector) { d.Pattern = "a1[0-9]{5}" }, func(d *Detector) { d.Joins = true }, func(d *Detector) { d.Revision = 2 },
		func(d *Detector) { d.Right = rule.Bytes("0-9") }, func(d *Detector) { d.Fold = true },
	}
	for i, change := range changed {
		c := a
		change(&c)
		if digest(c, b) == base {
			t.Errorf("change %d does not show", i)
		}
	}
}

func TestNewRefusesWhatItCannotKeep(t *testing.T) {
	good := Detector{Rule: "a", Type: Secret, Literals: []string{"a"}, Pattern: "a[0-9]{4}"}
	tests := []struct {
		name   string
		change func(*Detector)
		want   string
	}{
		{"no rule", func(d *Detector) { d.Rule = "" }, "rule id"},
		{"rule in capitals", func(d *Detector) { d.Rule = "Aws" }, "rule id"},
		{"no type", func(d *Detector) { d.Type = "" }, "no type"},
		{"score", func(d *Detector) { d.Score = 2 }, "score"},
		{"no literal", func(d *Detector) { d.Literals = nil }, "literals or Digits"},
		{"empty literal", func(d *Detector) { d.Literals = []string{""} }, "1 to 255 bytes"},
		{"folding capitals", func(d *Detector) { d.Fold, d.Literals = true, []string{"A"} }, "lower case"},
		{"no pattern", func(d *Detector) { d.Pattern = "" }, "pattern or Find"},
		{"bad pattern", func(d *Detector) { d.Pattern = "a(" }, "missing closing"},
		{"unbounded", func(d *Detector) { d.Pattern = "a[0-9]+" }, "without an upper bound"},
		{"anchored", func(d *Detector) { d.Pattern = "^a[0-9]{4}" }, "anchors"},
		{"word boundary", func(d *Detector) { d.Pattern = `a\b` }, "anchors"},
		{"folds outside ASCII", func(d *Detector) { d.Pattern = "(?i)ask" }, "(?i)"},
		{"too wide", func(d *Detector) { d.Pattern = "a" + strings.Repeat("b{1000}", 17) }, "more than 16384"},
		{"too wide to join", func(d *Detector) { d.Joins, d.Pattern = true, "a"+strings.Repeat("b{1000}", 9) }, "MaxJoin"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := good
			tt.change(&d)
			if _, err := New(d); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v; want %s", err, tt.want)
			}
		})
	}
	if _, err := New(good, good); err == nil || !strings.Contains(err.Error(), "taken") {
		t.Errorf("twice the same rule: %v", err)
	}
}

func TestResolve(t *testing.T) {
	f := func(typ Type, rule string, start, end int, score float64) Finding {
		return Finding{Type: typ, Rule: rule, Start: start, End: end, Score: score}
	}
	tests := []struct {
		name     string
		in, want []Finding
	}{
		{"none", nil, nil},
		{"apart", []Finding{f(Secret, "b", 5, 9, 1), f(USSSN, "a", 0, 5, 1)}, []Finding{f(USSSN, "a", 0, 5, 1), f(Secret, "b", 5, 9, 1)}},
		{"secret over e-mail", []Finding{f(EmailAddress, "e", 0, 20, 1), f(Secret, "s", 4, 9, 0.5)}, []Finding{f(Secret, "s", 4, 9, 0.5)}},
		{"same type, one in the other", []Finding{f(Secret, "long", 0, 20, 0.7), f(Secret, "sure", 4, 9, 0.9)}, []Finding{f(Secret, "sure", 0, 20, 0.9)}},
		{"same type, longer wins a tie", []Finding{f(Secret, "short", 0, 9, 0.9), f(Secret, "long", 0, 20, 0.9)}, []Finding{f(Secret, "long", 0, 20, 0.9)}},
		{"same type, a chain", []Finding{f(Secret, "a", 0, 5, 0.7), f(Secret, "b", 4, 9, 0.9), f(Secret, "c", 8, 12, 0.8)}, []Finding{f(Secret, "b", 0, 12, 0.9)}},
		{"dropped before it unites", []Finding{f(PhoneNumber, "p", 0, 8, 1), f(PhoneNumber, "q", 6, 14, 1), f(CreditCard, "c", 10, 20, 1)}, []Finding{f(PhoneNumber, "p", 0, 8, 1), f(CreditCard, "c", 10, 20, 1)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := resolve(slices.Clone(tt.in)); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestScanIsSafeForConcurrentUse(t *testing.T) {
	s := shared()
	text := dirtyPrompt(4 << 10)
	want := s.Scan(text)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := s.Scan(text); !reflect.DeepEqual(got, want) {
				t.Error("another result")
			}
		})
	}
	wg.Wait()
}

func TestCleanTextHasNoFindings(t *testing.T) {
	if got := shared().Scan(cleanPrompt(16 << 10)); got != nil {
		t.Errorf("%v", got)
	}
}

func TestLargeTextIsScannedWhole(t *testing.T) {
	const secret = " AKIAIOSFODNN7EXAMPLE "
	text := cleanPrompt(4<<20) + secret + cleanPrompt(4<<20) + secret
	if got := shared().Scan(text); len(got) != 2 {
		t.Errorf("%d findings", len(got))
	}
}

// TestCardsOfAllNetworks makes numbers whose check digit fits, in the usual
// groups; with one digit changed none is left.
func TestCardsOfAllNetworks(t *testing.T) {
	s := shared()
	rng := rand.New(rand.NewPCG(7, 8))
	for _, network := range []struct {
		prefix string
		size   int
	}{{"4", 16}, {"51", 16}, {"55", 16}, {"2221", 16}, {"2720", 16}, {"34", 15}, {"37", 15}, {"6011", 16}, {"65", 16}, {"36", 14}, {"3528", 16}, {"62", 16}, {"2200", 16}, {"6759", 16}} {
		for range 50 {
			d := []byte(network.prefix)
			for len(d) < network.size-1 {
				d = append(d, byte('0'+rng.IntN(10)))
			}
			sum := 0
			for i := range d {
				n := int(d[len(d)-1-i] - '0')
				if i%2 == 0 {
					if n *= 2; n > 9 {
						n -= 9
					}
				}
				sum += n
			}
			number := string(d) + string(byte('0'+(10-sum%10)%10))
			grouped := number[:4] + "-" + number[4:8] + "-" + number[8:12] + "-" + number[12:]
			for _, text := range []string{"pay " + number + " now", grouped, strings.ReplaceAll(grouped, "-", " ") + ", thanks", "card" + number} {
				if got := s.Scan(text); len(got) != 1 || got[0].Type != CreditCard {
					t.Fatalf("%q: %v", text, got)
				}
			}
			wrong := []byte(number)
			wrong[len(wrong)-2] = '0' + (wrong[len(wrong)-2]-'0'+1)%10
			if got := s.Scan("pay " + string(wrong)); len(got) != 0 {
				t.Fatalf("%q: %v", wrong, got)
			}
		}
	}
}
