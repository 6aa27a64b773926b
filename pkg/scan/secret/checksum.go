package secret

import "hash/crc32"

// tailCRC scores a token of 36 base-62 digits of which the last six are the
// CRC-32 of the thirty before them, as GitHub and npm make them ("Behind
// GitHub's new authentication token formats", 2021). One that does not fit is
// believed too, but less: it may be damaged, and is a leak all the same.
func tailCRC(body string) float64 {
	if len(body) >= 36 && base62(crc32.ChecksumIEEE([]byte(body[:30]))) == body[30:36] {
		return 1
	}
	return 0.95
}

// base62 writes a number with six digits.
func base62(n uint32) string {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	var out [6]byte
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = digits[n%62]
		n /= 62
	}
	return string(out[:])
}
