package personal

import (
	"encoding/hex"
	"strings"

	"golang.org/x/crypto/sha3"

	"sluice/pkg/scan/rule"
)

// crypto returns the detectors of addresses of cryptocurrencies.
func crypto() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "crypto-base58", Type: "CRYPTO", Digits: true, Beside: rule.Bytes("A-Za-z"), Find: findBase58, Revision: 2, Joins: true,
			About: "address of Bitcoin, Litecoin, Dogecoin, Dash, Zcash, Tron, the XRP ledger or Monero", Validator: "Base58Check, Keccak-256",
			Hold: rule.Hold{Reach: `[1-9][0-9A-Za-z]{0,110}`, After: 1, Back: rule.BackRun(rule.Bytes("A-Za-z"), 36), Most: 36},
			Match: []string{
				"send to «1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa», please", "«3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy».", "Litecoin «LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9»", "doge: «DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L»",
				"TRX «TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t»", "XRP «rN7n7otQDd6FczFgLdSqtcsAUxDkw6fzRH»", `{"to":"«1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2»"}`,
				"XMR «44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A»",
			},
			NoMatch: []string{"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "1111111111111111111114oLvT", "d41d8cd98f00b2a4e9811998ecf84231", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", "x1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNax", "3"},
		},
		{
			Rule: "crypto-bech32", Type: "CRYPTO", Literals: []string{"bc1", "tb1", "ltc1", "addr1", "cosmos1", "osmo1", "bnb1"}, Fold: true, Find: findBech32, Revision: 1, Joins: true,
			About: "address of Bitcoin, Litecoin, Cardano, Cosmos and their kin in Bech32", Validator: "checksum of BIP 173 or 350",
			Hold:    rule.Hold{Reach: `1[0-9A-Za-z]{8,112}`, After: 1},
			Match:   []string{"«bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4» it is", "«BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4».", "taproot «bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0»"},
			NoMatch: []string{"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "bc1", "abc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4x", "commit 9abc1234"},
		},
		{
			Rule: "crypto-ethereum", Type: "CRYPTO", Literals: []string{"0x"}, Find: findEthereum, Revision: 1, Joins: true,
			About: "address of Ethereum and its kin", Validator: "EIP-55, or a word nearby",
			Hold:    rule.Hold{Reach: `x[0-9A-Fa-f]{40}`, After: 32},
			Match:   []string{"«0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed»", "ETH «0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359».", `wallet: "«0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB»"`, "send ether to «0x27b1fdb04752bbc536007a920d24acb045561c26»"},
			NoMatch: []string{"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359", "0xdeadbeef", "wallet 0x0000000000000000000000000000000000000000", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed00"},
		},
		labelled{
			Rule: "crypto-solana", Type: "CRYPTO", About: "address of Solana", Score: 0.7,
			Words: []string{"solana", "sol address", "sol wallet", "phantom wallet", "spl token"}, Takes: solana, Most: 44,
			Match:   []string{"Solana wallet «7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV»", "solana: «4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T»", "my sol address is «9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin»"},
			NoMatch: []string{"7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV", "solana v1.18.22", "solana 0OIl", "solana in 2024"},
		}.detector(),
	}
}

// findBase58 looks at the whole run of letters and digits, from the first run
// of digits in it that an address may have letters before.
func findBase58(text string, at, last int) (int, int, float64) {
	if (last == len(text) || !rule.IsLetter(text[last])) && (at == 0 || !rule.IsLetter(text[at-1])) {
		return 0, 0, 0 // digits alone
	}
	if (at < 13 || !rule.IsLetter(text[at-13])) && (at+12 >= len(text) || !rule.IsAlnum(text[at+12])) { // no 26 on both sides together
		return 0, 0, 0
	}
	start := at
	for start > 0 && at-start < 36 && rule.IsLetter(text[start-1]) {
		start--
	}
	if start > 0 && (rule.IsAlnum(text[start-1]) || text[start-1] == '_') {
		return 0, 0, 0
	}
	end := at
	for end < len(text) && end-start < 108 && rule.IsAlnum(text[end]) {
		end++
	}
	s := text[start:end]
	ok := false
	switch {
	case len(s) == 95 || len(s) == 106:
		ok = (s[0] == '4' || s[0] == '8') && moneroCheck(s)
	case len(s) < 26 || len(s) > 35 || rule.KindsOf(s).Lower == 0:
	case s[0] == 'r':
		ok = base58Check(base58Ripple, s, 25)
	case len(s) == 35:
		ok = s[0] == 't' && base58Check(base58Bitcoin, s, 26)
	default:
		ok = strings.IndexByte("13mn2LMDA9XT7", s[0]) >= 0 && base58Check(base58Bitcoin, s, 25)
	}
	if !ok || strings.HasPrefix(s, "11111111") {
		return 0, 0, 0
	}
	return start, end, 1
}

// moneroCheck decodes blocks of eight bytes, eleven letters each, of which the
// last is shorter; the last four bytes are the first of the Keccak-256 of the
// others (Monero, "Standard address").
func moneroCheck(s string) bool {
	var b [80]byte
	n := 0
	for len(s) > 0 {
		size := 8
		if len(s) < 11 {
			if size = 5; len(s) != 7 {
				return false
			}
		}
		k := min(11, len(s))
		var block [8]byte
		value, ok := block[:size], true
		for i := range k {
			carry := strings.IndexByte(base58Bitcoin, s[i])
			ok = ok && carry >= 0
			for j := size - 1; j >= 0 && ok; j-- {
				carry += int(value[j]) * 58
				value[j] = byte(carry)
				carry >>= 8
			}
			ok = ok && carry == 0
		}
		if !ok {
			return false
		}
		n += copy(b[n:], value)
		s = s[k:]
	}
	h := sha3.NewLegacyKeccak256()
	h.Write(b[:n-4])
	var sum [32]byte
	return string(h.Sum(sum[:0])[:4]) == string(b[n-4:n])
}

func findBech32(text string, at, end int) (int, int, float64) {
	if at > 0 && (rule.IsAlnum(text[at-1]) || text[at-1] == '_') {
		return 0, 0, 0
	}
	stop := end
	for stop < len(text) && stop-end < 112 && rule.IsAlnum(text[stop]) {
		stop++
	}
	if stop-end < 30 || stop-end > 108 {
		return 0, 0, 0
	}
	if k := rule.KindsOf(text[at:stop]); k.Lower > 0 && k.Upper > 0 || !bech32Check(strings.ToLower(text[at:end-1]), strings.ToLower(text[end:stop])) {
		return 0, 0, 0
	}
	return at, stop, 1
}

// findEthereum takes an address whose capitals are the checksum of EIP-55, and one
// without capitals or without small letters where a word tells of it.
func findEthereum(text string, at, end int) (int, int, float64) {
	stop := end + 40
	if stop > len(text) || at > 0 && rule.IsAlnum(text[at-1]) || stop < len(text) && rule.IsAlnum(text[stop]) {
		return 0, 0, 0
	}
	digits := text[end:stop]
	k := rule.KindsOf(digits)
	if strings.Count(digits, digits[:1]) > 30 {
		return 0, 0, 0
	}
	if k.Lower > 0 && k.Upper > 0 {
		if !eip55(digits) {
			return 0, 0, 0
		}
		return at, stop, 0.95
	}
	if rule.Near(text, at, stop, wordsBefore, wordsAfter, "eth", "ether", "wallet", "erc20", "erc-20", "usdt", "usdc", "metamask", "crypto", "address", "polygon", "bsc", "donat") {
		return at, stop, 0.8
	}
	return 0, 0, 0
}

// eip55 says whether each letter is a capital where the hash of the lower case
// address has a half byte of 8 or more in its place.
func eip55(digits string) bool {
	h := sha3.NewLegacyKeccak256()
	h.Write([]byte(strings.ToLower(digits)))
	var sum [32]byte
	hash := hex.EncodeToString(h.Sum(sum[:0]))
	for i := range len(digits) {
		if rule.IsLetter(digits[i]) && rule.IsUpper(digits[i]) != (hash[i] >= '8') {
			return false
		}
	}
	return true
}

// solana is a public key of 32 bytes.
func solana(v string) bool {
	var b [32]byte
	return len(v) >= 43 && base58Decode(base58Bitcoin, v, b[:])
}
