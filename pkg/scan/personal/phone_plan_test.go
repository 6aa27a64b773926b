package personal

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

// TestInPlan holds the plans to the library: each region's example numbers, at home and
// abroad, cut, lengthened and with any digit changed, and digits by chance.
func TestInPlan(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	tried, valid := 0, 0
	try := func(digits string) {
		if len(digits) == 0 || len(digits) > 16 {
			return
		}
		tried++
		gotValid, gotPossible := inPlan(digits)
		wantValid, wantPossible := byLibrary(digits)
		if gotValid != wantValid || gotPossible != wantPossible {
			t.Errorf("+%s: valid %v, possible %v; the library says %v, %v", digits, gotValid, gotPossible, wantValid, wantPossible)
		}
		if gotValid {
			valid++
		}
	}
	for _, region := range slices.Sorted(maps.Keys(phonenumbers.GetSupportedRegions())) {
		for kind := phonenumbers.FIXED_LINE; kind <= phonenumbers.VOICEMAIL; kind++ {
			n := phonenumbers.GetExampleNumberForType(region, kind)
			if n == nil {
				continue
			}
			abroad := strings.TrimPrefix(phonenumbers.Format(n, phonenumbers.E164), "+")
			code := abroad[:len(abroad)-len(phonenumbers.GetNationalSignificantNumber(n))]
			home := phonenumbers.NormalizeDigitsOnly(phonenumbers.Format(n, phonenumbers.NATIONAL))
			for _, digits := range []string{abroad, code + home, abroad[:len(abroad)-1], abroad + "1", code + "0" + abroad[len(code):], code + "9" + abroad[len(code):]} {
				try(digits)
				changed := []byte(digits)
				changed[dice.IntN(len(changed))] = byte('0' + dice.IntN(10))
				try(string(changed))
			}
		}
	}
	for range 20000 {
		digits := make([]byte, 1+dice.IntN(16))
		for i := range digits {
			digits[i] = byte('0' + dice.IntN(10))
		}
		try(string(digits))
	}
	if tried < 30000 || valid < 3000 {
		t.Errorf("%d tried, %d valid", tried, valid)
	}
}
