package ollama

import (
	"encoding/base64"
	"strings"
)

// imageType is the media type of a picture in base64, by how its bytes begin; "" where it
// is none that engines take.
func imageType(data string) string {
	const enough = 16 // characters, for 12 bytes
	if len(data) < enough {
		return ""
	}
	head, err := base64.StdEncoding.DecodeString(data[:enough])
	if err != nil {
		return ""
	}
	is := func(begin string) bool { return strings.HasPrefix(string(head), begin) }
	switch {
	case is("\xff\xd8\xff"):
		return "image/jpeg"
	case is("\x89PNG\r\n\x1a\n"):
		return "image/png"
	case is("GIF87a"), is("GIF89a"):
		return "image/gif"
	case is("RIFF") && string(head[8:12]) == "WEBP":
		return "image/webp"
	}
	return ""
}
