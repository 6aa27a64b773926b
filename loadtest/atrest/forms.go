package atrest

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf16"
)

// forms are the encodings in which text is looked for, each once.
func forms(text string) []form {
	var out []form
	seen := map[string]bool{}
	add := func(name, encoded string) {
		if !seen[encoded] {
			seen[encoded] = true
			out = append(out, form{name, []byte(encoded)})
		}
	}
	add("raw", text)
	add("lower", strings.ToLower(text))
	add("upper", strings.ToUpper(text))
	for shift := range 3 {
		add(fmt.Sprintf("base64+%d", shift), aligned(base64.RawStdEncoding, text, shift))
		add(fmt.Sprintf("base64url+%d", shift), aligned(base64.RawURLEncoding, text, shift))
	}
	add("hex", hex.EncodeToString([]byte(text)))
	add("HEX", strings.ToUpper(hex.EncodeToString([]byte(text))))
	add("query", url.QueryEscape(text))
	add("path", url.PathEscape(text))
	add("json", strings.ReplaceAll(text, "/", `\/`))
	for _, v := range []struct{ name, verb string }{
		{"percent", "%%%02x"}, {"PERCENT", "%%%02X"}, {"escape", `\u%04x`}, {"ESCAPE", `\u%04X`}, {"byte-escape", `\x%02x`},
	} {
		add(v.name, each(text, v.verb, ""))
	}
	add("bytes", each(text, "%d", ","))
	add("bytes", each(text, "%d", ", "))
	add("bytes", each(text, "%d", " "))
	add("utf-16le", wide(text, binary.LittleEndian))
	add("utf-16be", wide(text, binary.BigEndian))
	return out
}

// aligned is the part of the base64 of text that does not depend on what stands
// around it, where shift bytes (modulo three) stand before it.
func aligned(enc *base64.Encoding, text string, shift int) string {
	all := enc.EncodeToString(append(make([]byte, shift), text...))
	first := (shift*8 + 5) / 6
	whole := (shift + len(text)) * 8 / 6
	return all[first:whole]
}

func each(text, verb, sep string) string {
	parts := make([]string, len(text))
	for i := range len(text) {
		parts[i] = fmt.Sprintf(verb, text[i])
	}
	return strings.Join(parts, sep)
}

func wide(text string, order binary.AppendByteOrder) string {
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, u)
	}
	return string(out)
}
