package secret

import (
	"encoding/base32"

	"sluice/pkg/scan/rule"
)

func natsCreds() []rule.Detector {
	return []rule.Detector{{
		// A seed of an nkey: S, the kind, 32 bytes and a CRC-16 in base32.
		// The two halves of a .creds file are blocks that package pem finds.
		Rule: "nats-seed", About: "NATS seed", Validator: "base32, CRC-16", Type: rule.Secret, Score: 1, Joins: true,
		Literals: []string{"SU", "SA", "SO", "SN", "SC", "SX"},
		Find:     findSeed, Revision: 1, Hold: rule.Hold{Reach: `[A-Z][A-Z2-7]{56}`, After: 1},
		Match: []string{
			"seed: «SUAMK2FG4MI6UE3ACF3FK3OIQBCEIEZV7NSWFFEW63UXMRLFM2XLAXK4GY»",
			"(«SUEXAMPLEEXAMPLE234567ABCDEFGHIJKLMNOPQRSTUVWXYZEXAMPLE234»)",
		},
		NoMatch: []string{
			"SUEXAMPLE", "such a sample of some such, SO, SA.",
			"SUAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
			"SUEXAMPLEEXAMPLE234567ABCDEFGHIJKLMNOPQRSTUVWXYZEXAMPLE234567",
		},
	}}
}

const seedLen = 58

// findSeed takes a seed whose checksum fits wherever it stands, and one whose
// checksum does not where it stands alone and looks random.
func findSeed(text string, at, _ int) (int, int, float64) {
	end := at + seedLen
	if end > len(text) {
		return 0, 0, 0
	}
	for i := at; i < end; i++ {
		if !rule.IsUpper(text[i]) && (text[i] < '2' || text[i] > '7') {
			return 0, 0, 0
		}
	}
	seed := text[at:end]
	if sealed(seed) {
		return at, end, 1
	}
	if at > 0 && rule.IsAlnum(text[at-1]) || end < len(text) && rule.IsAlnum(text[end]) || rule.KindsOf(seed).Digit < 2 || rule.Entropy(seed) < 3.8 {
		return 0, 0, 0
	}
	return at, end, 0.8
}

// sealed checks the CRC-16 (XMODEM) at the end, least byte first.
func sealed(seed string) bool {
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(seed)
	if err != nil || len(raw) < 3 {
		return false
	}
	crc := uint16(0)
	for _, b := range raw[:len(raw)-2] {
		crc ^= uint16(b) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return crc == uint16(raw[len(raw)-2])|uint16(raw[len(raw)-1])<<8
}
