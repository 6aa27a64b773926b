package devmodel

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Handler serves OpenAI's POST /v1/chat/completions and /v1/completions and GET /v1/models, and GET /health. Each call is written to
// the journal, which may be nil, before it is answered; a call that cannot be written is answered with 500.
func Handler(j *Journal) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/chat/completions", func(w http.ResponseWriter, r *http.Request) { serveCall(w, r, j, Take) })
	mux.HandleFunc("POST /v1/completions", func(w http.ResponseWriter, r *http.Request) { serveCall(w, r, j, TakeCompletion) })
	mux.HandleFunc("GET /v1/models", serveModels)
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, []byte(`{"status":"ok"}`))
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		no := refuse(http.StatusNotFound, "the development model has no such path", "invalid_request_error", "unknown_url")
		writeJSON(w, no.Status, no.Body)
	})
	return mux
}

// Take journals one call and gives the reply to it: the handler's core, and what an engine in the same process
// calls. The "model" of the body chooses the behaviour.
func Take(j *Journal, body []byte) Reply {
	var head struct {
		Model  string `json:"model"`
		Stream bool   `json:"stream"`
	}
	// A body that cannot be read is still journalled; Answer refuses it.
	_ = json.Unmarshal(body, &head)
	if err := j.Add(head.Model, head.Stream, body); err != nil {
		return refuse(http.StatusInternalServerError, "the journal cannot be written", "server_error", "journal")
	}
	return Answer(head.Model, body)
}

// taker journals a call and gives the reply to it.
type taker func(j *Journal, body []byte) Reply

// serveCall answers one call by the reply that take gives.
func serveCall(w http.ResponseWriter, r *http.Request, j *Journal, take taker) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	if err != nil {
		no := refuse(http.StatusBadRequest, "the body could not be read", "invalid_request_error", "invalid_body")
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			no = refuse(http.StatusRequestEntityTooLarge, "the body is larger than the development model reads", "invalid_request_error", "too_large")
		}
		writeJSON(w, no.Status, no.Body)
		return
	}
	reply := take(j, body)
	switch {
	case reply.Hang:
		<-r.Context().Done()
	case reply.Stream && reply.Status == http.StatusOK:
		serveEvents(w, r, reply)
	default:
		if !pause(r.Context(), reply.Delay) {
			return
		}
		if reply.Cut {
			writeHalf(w, reply.Body)
		}
		writeJSON(w, reply.Status, reply.Body)
	}
}

// serveEvents streams a reply, its delay spread evenly before the events.
func serveEvents(w http.ResponseWriter, r *http.Request, reply Reply) {
	events := reply.Events()
	step := reply.Delay / time.Duration(len(events))
	if reply.Cut {
		events = events[:len(events)/2]
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-cache")
	flush := http.NewResponseController(w)
	for _, e := range events {
		if !pause(r.Context(), step) {
			return
		}
		line := append(append([]byte("data: "), e...), "\n\n"...)
		if _, err := w.Write(line); err != nil {
			return
		}
		if err := flush.Flush(); err != nil {
			return
		}
	}
	if reply.Cut {
		panic(http.ErrAbortHandler)
	}
}

// writeHalf promises the whole body, sends half and cuts the connection: net/http does that for this panic,
// without a log line. The flush's error is the cut itself.
func writeHalf(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if _, err := w.Write(body[:len(body)/2]); err == nil {
		_ = http.NewResponseController(w).Flush()
	}
	panic(http.ErrAbortHandler)
}

// pause waits; false means that the client went first.
func pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func serveModels(w http.ResponseWriter, _ *http.Request) {
	type model struct {
		ID      string `json:"id"`
		Object  string `json:"object"`
		Created int64  `json:"created"`
		OwnedBy string `json:"owned_by"`
	}
	var list struct {
		Object string  `json:"object"`
		Data   []model `json:"data"`
	}
	list.Object = "list"
	for _, name := range Models() {
		list.Data = append(list.Data, model{ID: name, Object: "model", Created: Created, OwnedBy: Fingerprint})
	}
	writeJSON(w, http.StatusOK, encode(list))
}

// writeJSON answers with a whole body; a client that went away is no concern of the model's.
func writeJSON(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
