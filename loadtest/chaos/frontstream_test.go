package chaos

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// speak passes on a stream of the development model with the number of the call
// before all that it says. What the model has said at once is stretched over the
// time of the call; what it stretches itself is passed on as it comes.
func speak(w http.ResponseWriter, r *http.Request, from io.Reader, n int, slow bool) {
	w.Header().Set("Content-Type", "text/event-stream")
	rc := http.NewResponseController(w)
	send := func(event string, wait time.Duration) bool {
		if !passes(r.Context(), wait) {
			return false
		}
		_, err := fmt.Fprintf(w, "data: %s\n\n", event)
		return err == nil && rc.Flush() == nil
	}
	lines := bufio.NewScanner(from)
	var events []string
	for first := true; lines.Scan(); {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		event := numberedEvent(data, n, first)
		first = false
		if !slow {
			events = append(events, event)
		} else if !send(event, 0) {
			return
		}
	}
	if lines.Err() != nil {
		panic(http.ErrAbortHandler) // it must not look like an end
	}
	for _, e := range events {
		if !send(e, took(n)/time.Duration(len(events))) {
			return
		}
	}
}

// numberedEvent puts a call's number into the first event of its stream, and into
// the one that tells the usage.
func numberedEvent(data string, n int, first bool) string {
	var c map[string]any
	if json.Unmarshal([]byte(data), &c) != nil {
		return data // [DONE]
	}
	if c["usage"] != nil {
		c["usage"] = usage(n)
	}
	if first {
		delta := c["choices"].([]any)[0].(map[string]any)["delta"].(map[string]any)
		delta["content"] = number(n)
	}
	out, err := json.Marshal(c)
	if err != nil {
		return data
	}
	return string(out)
}
