package api

import (
	"encoding/json"
	"strings"
	"testing"
)

const responsesPath = "/v1/responses"

func given(model, text, more string) string {
	return `{"model":"` + model + `","input":"` + text + `"` + more + `}`
}

// TestResponses: requests of OpenAI's Responses API through the whole pipeline.
func TestResponses(t *testing.T) {
	up := start(t)
	d := &door{load(t, openAPI), up, up.Token(t)}
	const stream = `,"stream":true`
	ticket := `,"tools":[{"type":"function","name":"get_ticket","parameters":{"type":"object","properties":{"id":{"type":"integer"}}},"strict":false}]`
	items := func(list string) string { return `{"model":"sluice-dev/echo","input":[` + list + `]}` }
	for _, tt := range []struct {
		name, body string
		status     int
		code       string
		param      string
		has        string
	}{
		{"plain", given("sluice-dev", "Hello", ""), 200, "", "", `"status":"completed"`},
		{"pseudonyms", given("sluice-dev/echo", "I am bob@example.com", ""), 200, "", "", "bob@example.com"},
		{"stream of pseudonyms", given("sluice-dev/echo", "I am bob@example.com", stream), 200, "", "", "bob@example.com"},
		{"batch", given("sluice-dev", "Hello", `,"service_tier":"flex"`), 200, "", "", `"object":"response"`},
		{"tool", given("sluice-dev/tool", `call get_ticket {\"id\":7}`, ticket), 200, "", "", `"arguments":"{\"id\":7}"`},
		{"stream of a tool", given("sluice-dev/tool", `call get_ticket {\"id\":7}`, ticket+stream), 200, "", "", "event: response.function_call_arguments.done"},
		{"stream", given("sluice-dev/long-300", "Hello", stream), 200, "", "", "event: response.output_text.delta"},
		{"log-probabilities", given("sluice-dev", "Hello", `,"include":["message.output_text.logprobs"]`+stream), 200, "", "", "event: response.completed"},
		{
			"an answer sent back", items(`{"role":"user","content":[{"type":"input_text","text":"What is ticket 7?"}]},{"type":"reasoning","id":"rs_1","summary":[],"content":[{"type":"reasoning_text","text":"a tool knows"}]},` +
				`{"type":"function_call","id":"fc_1","call_id":"c1","name":"get_ticket","arguments":"{\"id\":7}","status":"completed"},{"type":"function_call_output","call_id":"c1","output":"a leak"}`), 200, "", "", "a leak",
		},
		{"blocked", given("sluice-dev", "my key is "+blocked, ""), 400, "content_filter", "", ""},
		{"blocked instructions", given("sluice-dev", "Hello", `,"instructions":"my key is `+blocked+`"`), 400, "content_filter", "", ""},
		{"blocked in what nobody knows", given("sluice-dev", "Hello", `,"extra":{"a":["`+blocked+`"]}`), 400, "content_filter", "", ""},
		{"blocked in a call", items(`{"type":"function_call","call_id":"c1","name":"get_ticket","arguments":"{\"id\":\"` + blocked + `\"}"}`), 400, "content_filter", "", ""},
		{"blocked stream", given("sluice-dev", "my key is "+blocked, stream), 400, "content_filter", "", ""},
		{"an earlier response", given("sluice-dev", "Hello", `,"previous_response_id":"resp_1"`), 400, "unsupported_parameter", "previous_response_id", ""},
		{"a hosted tool", given("sluice-dev", "Hello", `,"tools":[{"type":"web_search"}]`), 400, "unsupported_tools", "tools[0].type", ""},
		{"a tool's schema", given("sluice-dev", "Hello", `,"tools":[{"type":"function","name":"f","parameters":{"type":"none"}}]`), 400, "invalid_tool_schema", "tools[0].parameters", ""},
		{"no input", `{"model":"sluice-dev"}`, 400, "missing_required_parameter", "input", ""},
		{"a role", items(`{"role":"king","content":"x"}`), 400, "invalid_value", "input[0].role", ""},
		{"too large", given("sluice-dev", strings.Repeat("x", 70000), ""), 413, "request_too_large", "", ""},
		{"too large as a chat completion", items(strings.TrimSuffix(strings.Repeat(`{"role":"user","content":"\b\b\b\b\b\b"},`, 1200), ",")), 413, "request_too_large", "", ""},
		{"nobody's model", given("nobody-has-it", "x", ""), 404, "model_not_found", "model", ""},
		{"engine fails", given("sluice-dev/error-500", "x", ""), 503, "model_unavailable", "", ""},
		{"deadline", given("sluice-dev/hang", "x", ""), 504, "deadline_exceeded", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, code, answer := d.ask(t, "POST", responsesPath, tt.body)
			if status != tt.status || code != tt.code || !strings.Contains(answer, tt.has) {
				t.Fatalf("%d %q, want %d %q and %s: %.2000s", status, code, tt.status, tt.code, tt.has, answer)
			}
			var told struct{ Error struct{ Param string } }
			if status >= 400 && (json.Unmarshal([]byte(answer), &told) != nil || told.Error.Param != tt.param || strings.Contains(answer, blocked)) {
				t.Errorf("the error is %s", answer)
			}
		})
	}
	for _, header := range [][]string{{"X-Request-Id", "again"}, {"X-Request-Id", "again"}} {
		if status, _, answer := d.ask(t, "POST", responsesPath, given("sluice-dev", "Hello", ""), header...); status != 200 || !strings.Contains(answer, `"id":"resp_again"`) {
			t.Errorf("sent again: %d: %s", status, answer)
		}
	}
	if status, code, _ := d.ask(t, "GET", responsesPath, ""); status != 405 || code != "method_not_allowed" {
		t.Errorf("by GET: %d %s", status, code)
	}
	if status, code, _ := d.ask(t, "POST", responsesPath, given("sluice-dev", "x", ""), "Authorization", ""); status != 401 || code != "invalid_api_key" {
		t.Errorf("without a token: %d %s", status, code)
	}
}
