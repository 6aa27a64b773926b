package personal

import (
	"strings"

	"sluice/pkg/scan/rule"
)

func vin() []rule.Detector {
	return []rule.Detector{{
		Rule: "vehicle-identification-number", Type: "VIN", Digits: true, Lengths: []int{1, 2, 3, 4, 5, 6, 7, 8}, Lead: rule.AllBut("a-z_/+="), Beside: rule.Bytes("A-Z"), Find: findVIN, Revision: 1,
		About: "vehicle identification number", Validator: "check digit of ISO 3779, or a word nearby",
		Hold: rule.Hold{Reach: `[0-9](?:[A-HJ-NPR-Z0-9]{16}|[A-HJ-NPR-Z0-9]{4,15})`, After: wordsAfter + 2, Back: rule.BackRun(rule.Bytes("A-Z"), 16), Most: 16},
		Match: []string{
			"VIN «1HGCM82633A004352»", "the car «1M8GDM9AXKP042788».", `{"vin":"«5YJSA1DG9DFP14705»"}`, "Fahrgestellnummer «WVWZZZ1JZ3W386752»", "vin: «JH4KA7561PC008269»",
		},
		NoMatch: []string{"1HGCM82633A004353", "VIN 1HGCM82633A00435", "1HGCM82633I004352", "11111111111111111", "VIN 1HGCM82633A0043521", "A1HGCM82633A004352", "WVWZZZ1JZ3W386752", "12345678901234567"},
	}}
}

// findVIN reads 17 capitals and digits of which the last four are digits. The
// check digit in the ninth place is that of North America (49 CFR 565.15), which
// others need not keep.
func findVIN(text string, at, _ int) (int, int, float64) {
	start := at
	for start > 0 && at-start < 17 && rule.IsUpper(text[start-1]) {
		start--
	}
	end := start + 17
	if end > len(text) || start > 0 && (rule.IsAlnum(text[start-1]) || strings.IndexByte("_/+=", text[start-1]) >= 0) ||
		end < len(text) && (rule.IsAlnum(text[end]) || strings.IndexByte("_/+=", text[end]) >= 0) {
		return 0, 0, 0
	}
	sum, letters := 0, 0
	for i := start; i < end; i++ {
		v, ok := vinValue(text[i])
		if !ok {
			return 0, 0, 0
		}
		if rule.IsUpper(text[i]) {
			letters++
		}
		sum += v * [17]int{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2}[i-start]
	}
	if letters < 2 || letters > 13 || !allDigits(text[end-4:end]) {
		return 0, 0, 0
	}
	named := rule.Near(text, start, end, wordsBefore, wordsAfter, "vin", "vehicle", "chassis", "fahrgestell", "fin ", "fin:", "châssis", "bastidor", "telaio")
	valid := text[start+8] == "0123456789X"[sum%11]
	switch {
	case named && valid:
		return start, end, 0.95
	case valid:
		return start, end, 0.85
	case named && text[start] >= 'J': // built outside North America
		return start, end, 0.75
	}
	return 0, 0, 0
}

func vinValue(c byte) (int, bool) {
	if rule.IsDigit(c) {
		return int(c - '0'), true
	}
	if c < 'A' || c > 'Z' {
		return 0, false
	}
	v := int("1234567801234507092345678"[min(c, 'Y')-'A'] - '0')
	if c == 'Z' {
		v = 9
	}
	return v, c != 'I' && c != 'O' && c != 'Q'
}
