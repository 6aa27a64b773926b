package personal_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"sluice/pkg/scan"
	"sluice/pkg/scan/personal"
	"sluice/pkg/scan/rule"
)

// TestIBANsOfAllCountries makes numbers whose check digits fit.
func TestIBANsOfAllCountries(t *testing.T) {
	s := scan.Default()
	rng := rand.New(rand.NewPCG(9, 10))
	countries := 0
	for a := byte('a'); a <= 'z'; a++ {
		for b := byte('a'); b <= 'z'; b++ {
			size := personal.IBANLength(a, b)
			if size == 0 {
				continue
			}
			countries++
			number := []byte{a, b, '0', '0'}
			for len(number) < size {
				number = append(number, byte('0'+rng.IntN(10)))
			}
			check := 98 - personal.Mod97(number)
			number[2], number[3] = byte('0'+check/10), byte('0'+check%10)
			text := "to " + strings.ToUpper(string(number)) + "."
			if got := s.Scan(text); len(got) != 1 || got[0].Type != rule.IBANCode || got[0].End-got[0].Start != size {
				t.Fatalf("%q: %v", text, got)
			}
			number[size-1] = '0' + (number[size-1]-'0'+1)%10
			for _, f := range s.Scan("to " + strings.ToUpper(string(number))) {
				if f.Type == rule.IBANCode {
					t.Fatalf("%q: %v", number, f)
				}
			}
		}
	}
	if countries < 85 {
		t.Errorf("%d countries", countries)
	}
}
