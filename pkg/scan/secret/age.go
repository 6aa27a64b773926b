package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

func age() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "age-secret-key", About: "age identity (X25519 secret key)", Prefixes: []string{"AGE-SECRET-KEY-1"},
			Body: `[02-9AC-HJ-NP-Z]{58}`, Check: ageKey, Validator: "Bech32 checksum, which makes it sure",
			Match:   []string{"«AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SZJQ7D7»", "key: «AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SZJQQQQ»."},
			NoMatch: []string{"AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1QQQSYQCY", "AGE-SECRET-KEY-1" + strings.Repeat("X", 58), "age1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9ccrydpk8qarc0s"},
		}.detector(),
		prefixed{
			Rule: "age-plugin-identity", About: "age identity of a plugin (hardware key and others)", Prefixes: []string{"AGE-PLUGIN-"},
			Body:    `[A-Z0-9]{1,32}-1[02-9AC-HJ-NP-Z]{32,400}`,
			Match:   []string{"«AGE-PLUGIN-YUBIKEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0S»"},
			NoMatch: []string{"AGE-PLUGIN-", "AGE-PLUGIN-YUBIKEY-1", "AGE-PLUGIN-YUBIKEY-1" + strings.Repeat("X", 40)},
		}.detector(),
	}
}

// ageKey checks the Bech32 checksum (BIP 173, as C2SP age writes it). A key that
// does not fit is believed too, but less: it may be damaged.
func ageKey(body string) float64 {
	if bech32("age-secret-key-", strings.ToLower(body)) {
		return 1
	}
	return 0.95
}

// bech32 says whether the last six digits are the checksum of a human-readable
// part and the digits before, all lower case.
func bech32(label, digits string) bool {
	const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	sum := uint32(1)
	step := func(v uint32) {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ v
		for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	for i := range len(label) {
		step(uint32(label[i] >> 5))
	}
	step(0)
	for i := range len(label) {
		step(uint32(label[i] & 31))
	}
	for i := range len(digits) {
		v := strings.IndexByte(alphabet, digits[i])
		if v < 0 {
			return false
		}
		step(uint32(v))
	}
	return sum == 1
}
