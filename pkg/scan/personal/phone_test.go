package personal_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/nyaruka/phonenumbers"

	"sluice/pkg/scan"
	"sluice/pkg/scan/rule"
)

// TestPhonesOfAllRegions takes the example numbers of libphonenumber's metadata,
// as each region writes them at home and abroad.
func TestPhonesOfAllRegions(t *testing.T) {
	s := scan.Default()
	tried, missed := map[string]int{}, map[string]int{}
	for _, region := range slices.Sorted(maps.Keys(phonenumbers.GetSupportedRegions())) {
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.FIXED_LINE, phonenumbers.MOBILE} {
			n := phonenumbers.GetExampleNumberForType(region, kind)
			if n == nil {
				continue
			}
			for name, text := range map[string]string{
				"national":      "Phone: \x00" + phonenumbers.Format(n, phonenumbers.NATIONAL) + "\x00",
				"international": "write or \x00" + phonenumbers.Format(n, phonenumbers.INTERNATIONAL) + "\x00, please",
				"plain":         "(\x00" + phonenumbers.Format(n, phonenumbers.E164) + "\x00)",
				"called":        "please call me at \x00" + phonenumbers.Format(n, phonenumbers.NATIONAL) + "\x00 today",
			} {
				tried[name]++
				if !phoneWhole(s, text) {
					missed[name]++
				}
			}
		}
	}
	// Numbers of four or five digits at home, as small islands have, are not found.
	for name, most := range map[string]int{"national": 15, "international": 3, "plain": 0, "called": 40} {
		if missed[name] > most || tried[name] < 480 {
			t.Errorf("%s: %d of %d missed", name, missed[name], tried[name])
		}
	}
}

// phoneWhole says whether the text between the zero bytes is found, and is all that is.
func phoneWhole(s *scan.Set, marked string) bool {
	first := slices.Index([]byte(marked), 0)
	second := slices.Index([]byte(marked)[first+1:], 0) + first
	text := marked[:first] + marked[first+1:second+1] + marked[second+2:]
	found := s.Scan(text)
	return len(found) == 1 && found[0].Type == rule.PhoneNumber && found[0].Start == first && found[0].End == second
}
