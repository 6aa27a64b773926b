package personal

import (
	"crypto/sha256"
	"strings"
)

// The alphabets of base 58: Bitcoin's and its kin's, and the XRP ledger's.
const (
	base58Bitcoin = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	base58Ripple  = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
)

// base58Decode writes the number that s is into out, big end first. It says
// whether s has only letters of the alphabet and fits exactly: no number
// of fewer bytes has zeros before it but those that s has first letters for.
func base58Decode(alphabet, s string, out []byte) bool {
	clear(out)
	for i := range len(s) {
		carry := strings.IndexByte(alphabet, s[i])
		if carry < 0 {
			return false
		}
		for j := len(out) - 1; j >= 0; j-- {
			carry += int(out[j]) * 58
			out[j] = byte(carry)
			carry >>= 8
		}
		if carry > 0 {
			return false
		}
	}
	zeros, ones := 0, 0
	for zeros < len(out) && out[zeros] == 0 {
		zeros++
	}
	for ones < len(s) && s[ones] == alphabet[0] {
		ones++
	}
	return zeros == ones
}

// base58Check says whether s is size bytes whose last four are the checksum of
// the others: the first four of SHA-256 twice (Bitcoin wiki, "Base58Check encoding").
func base58Check(alphabet, s string, size int) bool {
	var b [40]byte
	if !base58Decode(alphabet, s, b[:size]) {
		return false
	}
	one := sha256.Sum256(b[:size-4])
	sum := sha256.Sum256(one[:])
	return string(sum[:4]) == string(b[size-4:size])
}

// bech32Check says whether s, lower case, is an address of BIP 173 or BIP 350: a
// prefix, a 1, and data whose last six letters are the checksum.
func bech32Check(prefix, data string) bool {
	const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	sum := uint32(1)
	step := func(v byte) {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ uint32(v)
		for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	for i := range len(prefix) {
		step(prefix[i] >> 5)
	}
	step(0)
	for i := range len(prefix) {
		step(prefix[i] & 31)
	}
	for i := range len(data) {
		v := strings.IndexByte(alphabet, data[i])
		if v < 0 {
			return false
		}
		step(byte(v))
	}
	return sum == 1 || sum == 0x2bc830a3
}
