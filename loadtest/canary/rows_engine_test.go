package canary

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

const offered = `,"tools":[{"type":"function","function":{"name":"get_ticket","description":TEXT,"parameters":{"type":"object","properties":{"id":{"type":"integer"}},"required":["id"],"additionalProperties":false}}},
	{"type":"function","function":{"name":"get_any"}},{"type":"function","function":{"name":"careless"}},{"type":"function","function":{"name":"look","parameters":{"type":"object","properties":{"WORD":{"const":TEXT}}}}},
	{"type":"function","function":{"name":"forbidden","description":TEXT}}]`

// engineFaults are how requests end where the engine goes wrong before it streams, by
// the model's name below "eng". The second is that of a request for a stream.
func engineFaults() map[string][2]result {
	both := func(r result) [2]result { return [2]result{r, r} }
	odd, away := result{502, "invalid_engine_answer"}, result{503, "model_unavailable"}
	refused, misconfigured := result{400, "model_refused_request"}, result{502, "model_misconfigured"}
	all := map[string][2]result{
		"status-400": both(refused), "status-413": both(refused), "status-422": both(refused),
		"status-401": both(misconfigured), "status-404": both(misconfigured), "call-name": {{200, ""}, away},
	}
	for _, how := range []string{
		"status-408", "status-429", "status-500", "status-503", "status-204", "status-300", "page", "redirect", "reset", "no-http",
		"empty", "string", "cut-json", "no-choices", "choices-type", "error-in-200",
	} {
		all[how] = both(away)
	}
	for _, how := range []string{"call-type", "usage", "logprobs", "duplicate-key", "content-type", "calls-type"} {
		all[how] = [2]result{odd, away}
	}
	return all
}

// bodyFaults end so where the answer is not streamed: a stream goes wrong later.
func bodyFaults() map[string]result {
	odd, away := result{502, "invalid_engine_answer"}, result{503, "model_unavailable"}
	return map[string]result{
		"huge": odd, "hang": away, "cut": away, "no-json": away, "role": odd, "index": odd, "secret": {400, "content_filter"},
		"whole": {200, ""}, "finish": {200, ""}, "finish-word": {200, ""}, "gzip": {200, ""},
	}
}

// streamFaults are how streams end that the engine has begun.
func streamFaults() map[string]result {
	broken := result{200, "model_stream_broken"}
	return map[string]result{
		"hang": broken, "cut": broken, "huge": {502, "model_stream_broken"}, "whole": {200, ""}, "no-end": broken,
		"error-event": broken, "event-name": broken, "no-json": broken, "no-event": broken, "finish": broken, "delta-type": {200, ""},
		"role": {200, "invalid_engine_answer"}, "index": broken, "calls": broken, "secret": {200, "content_filter"},
	}
}

// asking adds to rows that the engine was asked: a refusal has many causes.
func asking(rows []row) []row {
	for i, r := range rows {
		rows[i].run = func(t *testing.T, w *world, b bird) {
			r.run(t, w, b)
			if !w.engine.asked(b) {
				t.Error("the engine was not asked")
			}
		}
	}
	return rows
}

// engines are all ways in which an engine goes wrong, over both doors and streamed.
func engines() []row {
	all := naming(bothDoors("engine a caller's name", ask("family/WORD", "RAW", ""), result{502, "model_misconfigured"}))
	for how, want := range engineFaults() {
		all = append(all, bothDoors("engine "+how, ask("eng/"+how, "RAW", ""), want[0])...)
		all = append(all, streamed("engine "+how+" streamed", how, want[1]))
	}
	for how, want := range bodyFaults() {
		all = append(all, bothDoors("engine "+how, ask("eng/"+how, "RAW", ""), want)...)
	}
	for how := range wrongAnswers() {
		if strings.HasPrefix(how, "call-") && engineFaults()[how] == [2]result{} {
			rows := bothDoors("tools "+how, ask("eng/"+how, "RAW", offered), result{200, ""})
			if how == "call-unknown" { // a model's own name, of a tool's shape
				naming(rows)
			}
			all = append(all, rows...)
		}
	}
	for how, want := range streamFaults() {
		all = append(all, streamed("stream "+how, how, want))
	}
	return asking(append(all, row{name: "client gone in a stream", run: func(t *testing.T, w *world, b bird) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, "POST", "http://"+w.EdgeAddr+"/v1/chat/completions", strings.NewReader(b.fill(ask("eng/slow", "RAW", `,"stream":true`))))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+w.http.Token)
		r.Header.Set("Content-Type", "application/json")
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		first := make([]byte, 1)
		if _, err := resp.Body.Read(first); err != nil || resp.StatusCode != 200 {
			t.Errorf("no stream begins: %d, %v", resp.StatusCode, err)
		}
	}}))
}

func streamed(name, how string, want result) row {
	return row{name: name, run: func(t *testing.T, w *world, b bird) {
		got, said := w.overHTTP(t, id(t), b.fill(ask("eng/"+how, "RAW", `,"stream":true`)))
		want.want(t, b, got, said)
	}}
}
