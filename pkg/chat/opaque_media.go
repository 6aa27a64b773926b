package chat

import (
	"encoding/base64"
	"slices"
	"strings"
)

// split takes "data:MEDIA;base64,DATA" apart. Anything more in it gives no media type.
func split(s string) (media, data string) {
	comma := strings.IndexByte(s[:min(len(s), 64)], ',')
	if comma < 0 {
		return "", ""
	}
	media, ok := strings.CutPrefix(s[:comma], "data:")
	media, base := strings.CutSuffix(media, ";base64")
	if !ok || !base {
		return "", ""
	}
	return media, s[comma+1:]
}

func mediaTypes(kind string) []string {
	switch kind {
	case PartImage:
		return []string{"image/png", "image/jpeg", "image/webp", "image/gif"}
	case PartAudio:
		return []string{"wav", "mp3"}
	}
	return []string{"application/pdf"} // a text belongs into the prompt, where it is read
}

// isMedia says whether data is base64 and begins as its media type does: a text that is called
// an image is none.
func isMedia(kind, media, data string) bool {
	if !slices.Contains(mediaTypes(kind), media) || !isBase64(data) {
		return false
	}
	head, err := base64.StdEncoding.DecodeString(data[:min(len(data), 16)])
	if err != nil {
		return false
	}
	begins := func(s string) bool { return strings.HasPrefix(string(head), s) }
	riff := func(form string) bool { return begins("RIFF") && len(head) >= 12 && string(head[8:12]) == form }
	switch media {
	case "image/png":
		return begins("\x89PNG\r\n\x1a\n")
	case "image/jpeg":
		return begins("\xff\xd8\xff")
	case "image/gif":
		return begins("GIF87a") || begins("GIF89a")
	case "image/webp":
		return riff("WEBP")
	case "wav":
		return riff("WAVE")
	case "mp3":
		return begins("ID3") || len(head) > 1 && head[0] == 0xff && head[1]&0xe0 == 0xe0
	}
	return begins("%PDF-")
}

// isBase64 says whether s is padded base64 of the standard alphabet, without breaks.
func isBase64(s string) bool {
	if s == "" || len(s)%4 != 0 {
		return false
	}
	body := strings.TrimRight(s[len(s)-2:], "=")
	for _, part := range [...]string{s[:len(s)-2], body} {
		for i := range len(part) {
			if c := part[i]; (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '+' && c != '/' {
				return false
			}
		}
	}
	return true
}
