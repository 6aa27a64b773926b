package personal_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/scan"
	"sluice/pkg/scan/personal"
	"sluice/pkg/scan/rule"
)

// checked are numbers whose documents give them as valid, with the place of
// their check character, the places of digits that may be anything, and what
// may stand as check character.
var checked = []struct {
	rule, word, number string
	check              int
	free               []int
	alphabet           string
	weak               bool // some changes of one digit keep the check digit
}{
	{"de-tax-id", "Steuer-ID", "86095742719", 10, nil, digits, false},
	{"de-vat-id", "VAT", "DE136695976", 10, []int{3, 4, 5, 6, 7, 8, 9}, digits, false},
	{"de-social-security", "Rentenversicherung", "15070649C103", 11, []int{6, 7, 9, 10}, digits, true},
	{"de-health-insurance", "KVNR", "A123456780", 9, []int{1, 2, 3, 4, 5, 6, 7, 8}, digits, false},
	{"de-passport", "Reisepass", "C01X00T478", 9, []int{1, 2, 4, 5, 7, 8}, digits, false},
	{"de-physician", "LANR", "123456601", 6, []int{0, 1, 2, 3, 4, 5}, digits, true},
	{"es-nif", "DNI", "12345678Z", 8, []int{0, 1, 2, 3, 4, 5, 6, 7}, letters, false},
	{"es-nie", "NIE", "X1234567L", 8, []int{1, 2, 3, 4, 5, 6, 7}, letters, false},
	{"fi-personal-identity-code", "HETU", "131052-308T", 10, []int{4, 5, 8, 9}, digits + letters, false},
	{"in-aadhaar", "Aadhaar", "999941057058", 11, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, digits, false},
	{"in-gstin", "GSTIN", "27AAPFU0939F1ZV", 14, []int{7, 8, 9, 10}, digits + letters, false},
	{"it-fiscal-code", "codice fiscale", "RSSMRA85T10A562S", 15, []int{6, 7, 12, 13, 14}, letters, false},
	{"kr-rrn", "", "960121-1234561", 13, []int{0, 1, 8, 9, 10, 11, 12}, digits, true},
	{"kr-frn", "", "960121-5234563", 13, []int{0, 1, 8, 9, 10, 11, 12}, digits, true},
	{"kr-brn", "BRN", "124-81-00998", 11, []int{0, 1, 2, 4, 5, 7, 8, 9, 10}, digits, true},
	{"ng-nin", "NIN", "12345678902", 10, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, digits, false},
	{"pl-pesel", "PESEL", "44051401359", 10, []int{0, 1, 6, 7, 8, 9}, digits, false},
	{"se-personnummer", "pnr", "811228-9874", 10, []int{0, 1, 7, 8, 9}, digits, false},
	{"se-organisationsnummer", "orgnr", "556703-7485", 10, []int{1, 3, 4, 5, 7, 8, 9}, digits, false},
	{"sg-nric-fin", "NRIC", "S1234567D", 8, []int{1, 2, 3, 4, 5, 6, 7}, letters, false},
	{"sg-uen", "UEN", "S16FC0121D", 9, []int{1, 2, 5, 6, 7, 8}, digits + letters, true},
	{"sg-uen-company", "UEN", "197401143C", 9, []int{4, 5, 6, 7, 8}, letters, false},
	{"sg-uen-company", "UEN", "00192200M", 8, []int{0, 1, 2, 3, 4, 5, 6, 7}, letters, false},
	{"th-tnin", "Thai ID", "1-2345-67890-12-1", 16, []int{2, 3, 4, 5, 7, 8, 9, 10, 11, 13, 14}, digits, true},
	{"tr-national-id", "TCKN", "10000000146", 10, nil, digits, false},
	{"za-id-number", "ID number", "8001015009087", 12, []int{0, 1, 6, 7, 8, 9}, digits, false},
}

const digits, letters = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// TestCheckCharacters holds what the documents give as valid, and numbers made
// from it: exactly one check character fits, and one digit changed does not.
func TestCheckCharacters(t *testing.T) {
	all := personal.Detectors()
	rng := rand.New(rand.NewPCG(7, 8))
	for _, tt := range checked {
		i := slices.IndexFunc(all, func(d rule.Detector) bool { return d.Rule == tt.rule })
		if i < 0 {
			t.Fatalf("no rule %s", tt.rule)
		}
		one, err := scan.New(all[i])
		if err != nil {
			t.Fatal(err)
		}
		finds := func(number string) bool {
			text := tt.word + " " + number + "."
			f := one.Scan(text)
			return len(f) == 1 && f[0].End-f[0].Start == len(number) && f[0].Score >= 0.8
		}
		if !finds(tt.number) {
			t.Errorf("%s: %s is not found", tt.rule, tt.number)
		}
		made, kept := 0, 0
		for range 50 {
			number := []byte(tt.number)
			for _, k := range tt.free {
				number[k] = digits[rng.IntN(10)]
			}
			valid := withCheck(string(number), tt.check, tt.alphabet, finds)
			if len(valid) > 1 {
				t.Fatalf("%s: %d check characters fit %s", tt.rule, len(valid), number)
			}
			if len(valid) == 0 || strings.Trim(valid[0], "0-") == "" {
				continue // such as a remainder of 10
			}
			made++
			change := tt.free
			if change == nil {
				change = []int{1, 2, 3, 4, 5, 6, 7, 8, 9}
			}
			for _, k := range change {
				changed := []byte(valid[0])
				changed[k] = '0' + (changed[k]-'0'+byte(1+rng.IntN(9)))%10
				if finds(string(changed)) {
					if kept++; !tt.weak {
						t.Errorf("%s: %s is found like %s", tt.rule, changed, valid[0])
					}
				}
			}
		}
		if made < 25 || kept > made*max(len(tt.free), 1)/5 {
			t.Errorf("%s: %d numbers of 50 made, %d changed ones found", tt.rule, made, kept)
		}
	}
}

// withCheck returns the numbers that are found with one character put at at.
func withCheck(number string, at int, alphabet string, finds func(string) bool) []string {
	var valid []string
	for _, c := range alphabet {
		if n := number[:at] + string(c) + number[at+1:]; finds(n) {
			valid = append(valid, n)
		}
	}
	return valid
}

// TestEveryCountryType says that no type of the list is forgotten.
func TestEveryCountryType(t *testing.T) {
	have := map[rule.Type]bool{}
	for _, d := range personal.Detectors() {
		have[d.Type] = true
	}
	for want := range strings.FieldsSeq(`
		DE_BSNR DE_FUEHRERSCHEIN DE_HANDELSREGISTER DE_HEALTH_INSURANCE DE_ID_CARD DE_KFZ DE_LANR DE_PASSPORT DE_PLZ DE_SOCIAL_SECURITY
		DE_TAX_ID DE_TAX_NUMBER DE_VAT_ID ES_NIE ES_NIF ES_PASSPORT FI_PERSONAL_IDENTITY_CODE IN_AADHAAR IN_GSTIN IN_PAN IN_PASSPORT
		IN_VEHICLE_REGISTRATION IN_VOTER IT_DRIVER_LICENSE IT_FISCAL_CODE IT_IDENTITY_CARD IT_PASSPORT KR_BRN KR_DRIVER_LICENSE KR_FRN
		KR_PASSPORT KR_RRN NG_NIN NG_VEHICLE_REGISTRATION PH_MOBILE_NUMBER PH_TIN PL_PESEL SE_ORGANISATIONSNUMMER SE_PERSONNUMMER
		SG_NRIC_FIN SG_UEN TH_TNIN TR_LICENSE_PLATE TR_NATIONAL_ID TR_PHONE_NUMBER ZA_ID_NUMBER`) {
		if !have[rule.Type(want)] {
			t.Errorf("no detector of %s", want)
		}
	}
}
