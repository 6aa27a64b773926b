package canary

import (
	"net/http"
	"strings"
)

const (
	piece = `data: {"id":TEXT,"object":"chat.completion.chunk","created":1,"model":TEXT,"choices":[{"index":0,"delta":{"content":TEXT},"finish_reason":null}]}` + "\n\n"
	last  = `data: {"id":TEXT,"object":"chat.completion.chunk","created":1,"model":TEXT,"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}` + "\n\n"
	ended = "data: [DONE]\n\n"
)

// wrongStreams begin well and go wrong in one place.
func wrongStreams() map[string]string {
	begun := strings.Repeat(piece, 4)
	chunk := func(c string) string {
		return begun + `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"eng","choices":[` + c + `]}` + "\n\n" + last + ended
	}
	return map[string]string{
		"whole":       begun + last + ended,
		"no-end":      begun,
		"error-event": begun + `data: {"error":{"message":TEXT,"type":TEXT,"code":TEXT}}` + "\n\n",
		"event-name":  begun + "event: WORD\ndata: TEXT\n\n: WORD\nid: WORD\nretry: WORD\n\n" + ended,
		"no-json":     begun + "data: WORD {\n\n" + ended,
		"no-event":    begun + "WORD WORD\n\n" + ended,
		"finish":      chunk(`{"index":0,"delta":{"content":TEXT},"finish_reason":TEXT}`),
		"delta-type":  chunk(`{"index":0,"delta":TEXT,"finish_reason":null}`),
		"role":        chunk(`{"index":0,"delta":{"role":"WORD","content":TEXT},"finish_reason":null}`),
		"index":       chunk(`{"index":TEXT,"delta":{"content":TEXT}}`),
		"calls":       chunk(`{"index":0,"delta":{"tool_calls":[{"index":TEXT,"id":TEXT,"type":"WORD","function":{"name":TEXT,"arguments":TEXT}}]}}`),
		"secret":      chunk(`{"index":0,"delta":{"content":" WORD AKIA` + `QYLPMN5HHHFPZAM2 "},"finish_reason":null}`),
	}
}

// stream is an answer of server-sent events.
func stream(w http.ResponseWriter, r *http.Request, b bird, how string) {
	body, ok := wrongStreams()[how]
	if !ok && how != "hang" && how != "cut" && how != "slow" && how != "huge" {
		answer(w, r, b, how) // it goes wrong before it streams
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	send := func(text string) {
		_, _ = w.Write([]byte(b.fill(text)))
		_ = http.NewResponseController(w).Flush()
	}
	switch how {
	case "hang", "slow":
		send(strings.Repeat(piece, 4))
		<-r.Context().Done()
	case "cut":
		send(strings.Repeat(piece, 4))
		panic(http.ErrAbortHandler)
	case "huge":
		send(piece)
		send("data: " + strings.Repeat(b.word, 40_000) + "\n\n")
	default:
		send(body)
	}
}
