package disguises

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand"
	"slices"
	"strings"
)

func base64Of(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func base64URL(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

func hexOf(s string) string { return hex.EncodeToString([]byte(s)) }

// wrap breaks a text into lines of this width.
func wrap(s, line string, width int) string {
	return strings.Join(slices.Collect(func(yield func(string) bool) {
		for c := range slices.Chunk([]byte(s), width) {
			if !yield(string(c)) {
				return
			}
		}
	}), line)
}

// packed compresses with one of the writers; writing to memory does not fail.
func packed(s string, open func(io.Writer) io.WriteCloser) string {
	var b bytes.Buffer
	w := open(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func gzipOf(s string) string {
	return packed(s, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
}

func zlibOf(s string) string {
	return packed(s, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) })
}

func deflateOf(s string) string {
	return packed(s, func(w io.Writer) io.WriteCloser {
		d, _ := flate.NewWriter(w, flate.BestCompression)
		return d
	})
}

func utf16Of(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.Write([]byte{s[i], 0})
	}
	return b.String()
}

// each writes every byte in a format, with a separator.
func each(s, format, separator string) string {
	parts := make([]string, len(s))
	for i := range len(s) {
		parts[i] = fmt.Sprintf(format, s[i])
	}
	return strings.Join(parts, separator)
}

// some writes about one byte in three in a format, the first always.
func some(format string) func(string, *rand.Rand) string {
	return func(s string, r *rand.Rand) string {
		var b strings.Builder
		for i := range len(s) {
			if i == 0 || r.Intn(3) == 0 {
				fmt.Fprintf(&b, format, s[i])
			} else {
				b.WriteByte(s[i])
			}
		}
		return b.String()
	}
}

// letter makes the value part of a longer text, as in a mail or a file.
func letter(s string) string {
	return "Dear colleague, please use the access key below until Friday.\n" + s + "\nBest regards\n"
}

func rot13(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z':
			return 'a' + (c-'a'+13)%26
		case c >= 'A' && c <= 'Z':
			return 'A' + (c-'A'+13)%26
		}
		return c
	}, s)
}

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}

func encodings() []Form {
	const c = "encoding"
	return []Form{
		plain("base64", c, base64Of),
		plain("base64url, no padding", c, base64URL),
		plain("base64, padding lost", c, func(s string) string { return strings.TrimRight(base64Of(s), "=") }),
		plain("base64 wrapped at 64", c, func(s string) string { return wrap(base64Of(letter(s)), "\n", 64) }),
		plain("base64 wrapped at 76, CRLF", c, func(s string) string { return wrap(base64Of(letter(s)), "\r\n", 76) }),
		plain("base64 in a quoted mail", c, func(s string) string { return "> " + wrap(base64Of(letter(s)), "\n> ", 72) }),
		around("-----BEGIN DATA-----\n", "base64 in PEM lines", c, "\n-----END DATA-----", func(s string) string { return wrap(base64Of(letter(s)), "\n", 64) }),
		around("data:text/plain;base64,", "base64 in a data URL", c, "", base64Of),
		around("powershell -enc ", "base64 of UTF-16 (PowerShell)", c, "", func(s string) string { return base64Of(utf16Of(s)) }),
		plain("hex", c, hexOf),
		plain("hex in upper case", c, func(s string) string { return strings.ToUpper(hexOf(s)) }),
		plain("hex bytes with spaces", c, func(s string) string { return each(s, "%02x", " ") }),
		plain("hex bytes with colons", c, func(s string) string { return each(s, "%02X", ":") }),
		plain("base32", c, func(s string) string { return base32.StdEncoding.EncodeToString([]byte(s)) }),
		plain("decimal bytes", c, func(s string) string { return each(s, "%d", " ") }),
		plain("octal bytes", c, func(s string) string { return each(s, "%03o", " ") }),
		plain("binary bytes", c, func(s string) string { return each(s, "%08b", " ") }),
		plain("gzip in base64", c, func(s string) string { return base64Of(gzipOf(s)) }),
		plain("zlib in base64", c, func(s string) string { return base64Of(zlibOf(s)) }),
		plain("deflate in base64", c, func(s string) string { return base64Of(deflateOf(letter(s))) }),
		plain("gzip in hex", c, func(s string) string { return hexOf(gzipOf(s)) }),
		plain("percent, every byte", c, func(s string) string { return each(s, "%%%02X", "") }),
		chance("percent, some bytes", c, some("%%%02x")),
		plain("entities, decimal", c, func(s string) string { return each(s, "&#%d;", "") }),
		chance("entities, hexadecimal, some bytes", c, some("&#x%X;")),
		plain("entities with leading zeros", c, func(s string) string { return each(s, "&#%07d;", "") }),
		plain("quoted-printable, every byte", c, func(s string) string { return each(s, "=%02X", "") }),
		plain("quoted-printable, soft line break", c, func(s string) string { return s[:len(s)/2] + "=\n" + s[len(s)/2:] }),
		plain("rot13", c, rot13),
		plain("reversed", c, reversed),
	}
}
