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

// engines are all ways in which an engine goes wrong, over both doors and streamed.
func engines() []row {
	var all []row
	for how, want := range map[string]result{
		"status-400": {400, "model_refused_request"}, "status-401": {502, "model_misconfigured"}, "status-404": {502, "model_misconfigured"},
		"status-408": {504, "deadline_exceeded"}, "status-413": {400, "model_refused_request"}, "status-422": {400, "model_refused_request"},
		"status-429": {503, "model_unavailable"}, "status-500": {503, "model_unavailable"}, "status-503": {503, "model_unavailable"},
		"status-204": {502, "invalid_engine_answer"}, "status-300": {502, "invalid_engine_answer"},
		"WORD": {502, "model_misconfigured"}, // a caller's own name below a family
		"page": {502, "invalid_engine_answer"}, "redirect": {502, "invalid_engine_answer"}, "huge": {502, "invalid_engine_answer"},
		"gzip": {502, "invalid_engine_answer"}, "hang": {504, "deadline_exceeded"}, "reset": {503, "model_unavailable"},
		"no-http": {503, "model_unavailable"}, "cut": {502, "invalid_engine_answer"},
		"no-json": {502, "invalid_engine_answer"}, "cut-json": {502, "invalid_engine_answer"}, "string": {502, "invalid_engine_answer"},
		"empty": {502, "invalid_engine_answer"}, "no-choices": {502, "invalid_engine_answer"}, "choices-type": {502, "invalid_engine_answer"},
		"error-in-200": {502, "invalid_engine_answer"}, "role": {502, "invalid_engine_answer"}, "content-type": {502, "invalid_engine_answer"},
		"index": {502, "invalid_engine_answer"}, "duplicate-key": {502, "invalid_engine_answer"}, "calls-type": {502, "invalid_engine_answer"},
		"call-type": {502, "invalid_engine_answer"}, "secret": {400, "content_filter"},
		"whole": {200, ""}, "finish": {200, ""}, "finish-word": {200, ""}, "usage": {200, ""}, "logprobs": {200, ""},
	} {
		all = append(all, bothDoors("engine "+how, ask("eng/"+how, "RAW", ""), want)...)
		all = append(all, row{"engine " + how + " streamed", func(t *testing.T, w *world, b bird) {
			got, said := w.overHTTP(t, id(t), b.fill(ask("eng/"+how, "RAW", `,"stream":true`)))
			want.want(t, b, got, said)
		}})
	}
	for how := range wrongAnswers() {
		if strings.HasPrefix(how, "call-") {
			all = append(all, bothDoors("tools "+how, ask("eng/"+how, "RAW", offered), result{200, ""})...)
		}
	}
	for how, code := range map[string]string{"cut": "", "hang": "", "huge": ""} {
		all = append(all, streamed(how, code))
	}
	for how := range wrongStreams() {
		all = append(all, streamed(how, ""))
	}
	return append(all, row{"client gone in a stream", func(t *testing.T, w *world, b bird) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, "POST", "http://"+w.EdgeAddr+"/v1/chat/completions", strings.NewReader(b.fill(ask("slow/slow", "RAW", `,"stream":true`))))
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
	}})
}

func streamed(how, code string) row {
	return row{"stream " + how, func(t *testing.T, w *world, b bird) {
		got, said := w.overHTTP(t, id(t), b.fill(ask("eng/"+how, "RAW", `,"stream":true`)))
		result{200, code}.want(t, b, got, said)
	}}
}
