package edge

import (
	"net/http"
	"strings"

	"sluice/pkg/surface"
	"sluice/pkg/surface/anthropic"
	"sluice/pkg/surface/ollama"
)

// shape is the surface whose client asks: that of the path, or of what was meant by a
// path that there is not. Where two surfaces share a path, Anthropic's clients say so.
func shape(r *http.Request, of surface.Surface) surface.Surface {
	_, says := r.Header["Anthropic-Version"]
	switch {
	case says && (of == nil || of == surface.OpenAI{} && r.URL.Path == modelsPath), of == nil && strings.HasPrefix(r.URL.Path, "/v1/messages/"):
		return anthropic.Surface{}
	case of == nil && strings.HasPrefix(r.URL.Path, "/api/"):
		return ollama.Surface{}
	case of == nil:
		return surface.OpenAI{}
	}
	return of
}
