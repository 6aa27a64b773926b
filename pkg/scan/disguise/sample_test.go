package disguise

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"math/rand/v2"
	"testing"
	"unicode/utf16"
)

// TestNoiseIsNothing holds noise to promising: what it calls noise is not looked into.
func TestNoiseIsNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pack := func(write func(*bytes.Buffer)) []byte {
		var b bytes.Buffer
		write(&b)
		return b.Bytes()
	}
	texts := []string{"The quick brown fox jumps over the lazy dog.", "naïve café, Grüße, здравствуйте", "日本語のテキストです、はい。", "a\x00b\x01c", "key=value\r\n\tother=1\n"}
	noisy, quiet := 0, 0
	for n := range 20000 {
		var raw []byte
		switch text := texts[n%len(texts)]; n % 7 {
		case 0:
			raw = []byte(text)
		case 1:
			for _, u := range utf16.Encode([]rune(text)) {
				raw = append(raw, byte(u), byte(u>>8))
			}
		case 2:
			raw = pack(func(b *bytes.Buffer) { w := gzip.NewWriter(b); _, _ = w.Write([]byte(text)); _ = w.Close() })
		case 3:
			raw = pack(func(b *bytes.Buffer) { w := zlib.NewWriter(b); _, _ = w.Write([]byte(text)); _ = w.Close() })
		default:
			raw = make([]byte, 12+r.IntN(40))
			for i := range raw {
				raw[i] = byte(r.IntN(256))
				if n%7 == 4 && r.IntN(8) > 0 {
					raw[i] = ' ' + raw[i]%95
				}
			}
		}
		for range r.IntN(3) {
			raw[r.IntN(len(raw))] = byte(r.IntN(256))
		}
		s := []byte(base64.RawStdEncoding.EncodeToString(raw))
		s = s[r.IntN(4) : len(s)-r.IntN(4)]
		if len(s) < 8 || !noise(s, false) {
			quiet++
			continue
		}
		noisy++
		if got := appendBase64(nil, s[:min(len(s), sample)]); promising(got, false) {
			t.Fatalf("called noise, and promising: %q", got)
		}
	}
	if noisy < 4000 || quiet < 4000 {
		t.Errorf("%d noise, %d not: the test looks at one of them hardly", noisy, quiet)
	}
}
