package api

import (
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"sluice/loadtest/rig"
)

// door asks over HTTP and holds what comes back to openapi.yaml.
type door struct {
	*spec
	up    *rig.Up
	token string
}

// ask sends a request and returns its status, code and body. A request that Sluice
// takes must fit the description too.
func (d *door) ask(t *testing.T, method, path, body string, header ...string) (status int, code, answer string) {
	t.Helper()
	addr := d.up.Addr("http")
	if !strings.HasPrefix(path, "/v1/") && !strings.HasPrefix(path, "/api/") {
		addr = d.up.Addr("ops")
	}
	req, err := http.NewRequest(method, "http://"+addr+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+d.token)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		if req.Header.Set(header[i], header[i+1]); header[i+1] == "" {
			req.Header.Del(header[i])
		}
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	at := place{"paths", path, strings.ToLower(method), "responses", strconv.Itoa(resp.StatusCode)}
	if d.paths()[path] == "" { // nothing is described there: the answer says so in the shape of all errors
		at = place{"components", "responses", "NotFound"}
		if strings.HasPrefix(path, "/api/") {
			at = place{"paths", ollamaPath, "post", "responses", "404"}
		}
	} else if resp.StatusCode == 405 {
		at = place{"components", "responses", "MethodNotAllowed"}
		if path == messagesPath || path == ollamaPath {
			at = place{"paths", path, "post", "responses", "405"}
		}
	}
	d.holds(t, at, resp, string(data))
	if resp.StatusCode == 200 && body != "" {
		if err := d.check(place{"paths", path, strings.ToLower(method), "requestBody", "content", "application/json", "schema"}, value(t, []byte(body))); err != nil {
			t.Errorf("it was taken and does not fit: %v", err)
		}
	}
	return resp.StatusCode, codeOf(t, resp, data), string(data)
}

func (d *door) paths() map[string]string {
	out := map[string]string{}
	for _, p := range d.keys(place{"paths"}) {
		out[p] = p
	}
	return out
}

// holds checks status, headers and body of an answer.
func (d *door) holds(t *testing.T, at place, resp *http.Response, body string) {
	t.Helper()
	if v, _ := d.get(at); v == nil {
		t.Fatalf("status %d is not described: %s: %s", resp.StatusCode, at, body)
	}
	for _, name := range d.keys(at.of("headers")) {
		var v any = resp.Header.Get(name)
		if v == "" {
			t.Errorf("%s lacks the header %s", at, name)
			continue
		}
		if n, err := strconv.Atoi(resp.Header.Get(name)); err == nil && name == "Retry-After" {
			v = n
		}
		if err := d.check(at.of("headers", name, "schema"), v); err != nil {
			t.Errorf("%s: header %s: %v", at, name, err)
		}
	}
	kind, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	switch kind {
	case "text/event-stream":
		d.events(at.of("content", kind), body)
	case "application/x-ndjson":
		d.lines(at.of("content", kind), body)
	case "application/json":
		if err := d.check(at.of("content", kind, "schema"), value(t, []byte(body))); err != nil {
			t.Errorf("%s: %v\n%s", at, err, body)
		}
	default:
		if v, _ := d.get(at.of("content", kind)); v == nil {
			t.Errorf("%s: %s is not described", at, kind)
		}
	}
}

// codeOf is the code of an error, which must be an example of its status.
func codeOf(t *testing.T, resp *http.Response, body []byte) string {
	if resp.StatusCode < 400 || resp.Header.Get("Content-Type") != "application/json" {
		return ""
	}
	all := value(t, body).(map[string]any)
	e, ok := all["error"].(map[string]any)
	if !ok {
		e = all // Ollama's: the code stands beside the error
	}
	code, _ := e["code"].(string)
	return code
}

func question(model, text, more string) string {
	return `{"model":"` + model + `","messages":[{"role":"user","content":"` + text + `"}]` + more + `}`
}

func asked(model, text, more string) string { return question(model, text, `,"max_tokens":512`+more) }

const (
	chatPath     = "/v1/chat/completions"
	messagesPath = "/v1/messages"
	ollamaPath   = "/api/chat"
)

func TestHTTP(t *testing.T) {
	up := start(t)
	d := &door{load(t, openAPI), up, up.Token(t)}
	ticket := `,"tools":[{"type":"function","function":{"name":"get_ticket","parameters":{"type":"object","properties":{"id":{"type":"integer"}}}}}]`
	const whole = `,"stream":false`
	input := `,"tools":[{"name":"get_ticket","input_schema":{"type":"object","properties":{"id":{"type":"integer"}}}}]`
	usage := `,"stream":true,"stream_options":{"include_usage":true}`
	for _, tt := range []struct {
		name, method, path, body string
		header                   []string
		status                   int
		code                     string
	}{
		{"plain", "POST", chatPath, question("sluice-dev", "Hello", ""), nil, 200, ""},
		{"pseudonyms", "POST", chatPath, question("sluice-dev/echo", "I am bob@example.com", ""), nil, 200, ""},
		{"batch", "POST", chatPath, question("sluice-dev", "Hello", `,"service_tier":"flex"`), nil, 200, ""},
		{"tool", "POST", chatPath, question("sluice-dev/tool", `call get_ticket {\"id\":7}`, ticket), nil, 200, ""},
		{"stream", "POST", chatPath, question("sluice-dev/long-300", "Hello", usage), nil, 200, ""},
		{"stream of a tool call", "POST", chatPath, question("sluice-dev/tool", `call get_ticket {\"id\":7}`, ticket+usage), nil, 200, ""},
		{"stream with log-probabilities", "POST", chatPath, question("sluice-dev", "Hello", `,"logprobs":true`+usage), nil, 200, ""},
		{"blocked", "POST", chatPath, question("sluice-dev", "my key is "+blocked, ""), nil, 400, "content_filter"},
		{"blocked stream", "POST", chatPath, question("sluice-dev", "my key is "+blocked, usage), nil, 400, "content_filter"},
		{"no JSON", "POST", chatPath, "Hello", nil, 400, "invalid_json"},
		{"no UTF-8", "POST", chatPath, "{\"model\":\"\xff\"}", nil, 400, "invalid_utf8"},
		{"NUL", "POST", chatPath, `{"model":"\u0000"}`, nil, 400, "nul_character"},
		{"twice", "POST", chatPath, `{"model":"a","model":"b"}`, nil, 400, "duplicate_key"},
		{"deep", "POST", chatPath, strings.Repeat("[", 70) + strings.Repeat("]", 70), nil, 400, "nesting_too_deep"},
		{"long number", "POST", chatPath, `{"seed":` + strings.Repeat("1", 129) + `}`, nil, 400, "number_out_of_range"},
		{"no messages", "POST", chatPath, `{"model":"sluice-dev"}`, nil, 400, "missing_required_parameter"},
		{"empty model", "POST", chatPath, question("", "Hello", ""), nil, 400, "string_below_min_length"},
		{"model of another type", "POST", chatPath, `{"model":7,"messages":[]}`, nil, 400, "invalid_type"},
		{"role", "POST", chatPath, `{"model":"m","messages":[{"role":"king","content":"x"}]}`, nil, 400, "invalid_value"},
		{"n", "POST", chatPath, question("m", "x", `,"n":0`), nil, 400, "integer_below_min_value"},
		{"n too large", "POST", chatPath, question("m", "x", `,"n":9`), nil, 400, "integer_above_max_value"},
		{"top_p", "POST", chatPath, question("m", "x", `,"top_p":-1`), nil, 400, "decimal_below_min_value"},
		{"temperature", "POST", chatPath, question("m", "x", `,"temperature":3`), nil, 400, "decimal_above_max_value"},
		{"user", "POST", chatPath, question("m", "x", `,"user":"`+strings.Repeat("u", 513)+`"`), nil, 400, "string_above_max_length"},
		{"empty messages", "POST", chatPath, `{"model":"m","messages":[]}`, nil, 400, "array_below_min_length"},
		{"stops", "POST", chatPath, question("m", "x", `,"stop":["`+strings.Repeat(`a","`, 16)+`a"]`), nil, 400, "array_above_max_length"},
		{"image", "POST", chatPath, `{"model":"m","messages":[{"role":"user","content":[{"type":"image_url"}]}]}`, nil, 400, "unsupported_content"},
		{"functions", "POST", chatPath, question("m", "x", `,"functions":[{"name":"f"}]`), nil, 400, "unsupported_tools"},
		{"schema of a tool", "POST", chatPath, question("m", "x", `,"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"none"}}}]`), nil, 400, "invalid_tool_schema"},
		{"request id", "POST", chatPath, question("sluice-dev", "x", ""), []string{"X-Request-Id", "a b"}, 400, "invalid_request_id"},
		{"engine refuses", "POST", chatPath, question("sluice-dev/error-422", "x", ""), nil, 400, "model_refused_request"},
		{"token", "POST", chatPath, question("sluice-dev", "x", ""), []string{"Authorization", "Bearer nobody"}, 401, "invalid_api_key"},
		{"tool_choice", "POST", chatPath, question("sluice-dev", "x", `,"tools":[{"type":"function","function":{"name":"rm"}}],"tool_choice":{"type":"function","function":{"name":"rm"}}`), nil, 403, "tool_not_permitted"},
		{"path", "POST", "/v1/completions", "{}", nil, 404, "not_found"},
		{"model", "POST", chatPath, question("nobody-has-it", "x", ""), nil, 404, "model_not_found"},
		{"method", "GET", chatPath, "", nil, 405, "method_not_allowed"},
		{"first of an id", "POST", chatPath, question("sluice-dev", "x", ""), []string{"X-Request-Id", "twice"}, 200, ""},
		{"the same again", "POST", chatPath, question("sluice-dev", "x", ""), []string{"X-Request-Id", "twice"}, 200, ""},
		{"another body", "POST", chatPath, question("sluice-dev", "y", ""), []string{"X-Request-Id", "twice"}, 409, "request_id_conflict"},
		{"size", "POST", chatPath, question("sluice-dev", strings.Repeat("x", 70000), ""), nil, 413, "request_too_large"},
		{"media type", "POST", chatPath, question("sluice-dev", "x", ""), []string{"Content-Type", "text/plain"}, 415, "unsupported_media_type"},
		{"engine cuts", "POST", chatPath, question("sluice-dev/cut", "x", ""), nil, 503, "model_unavailable"},
		{"engine misconfigured", "POST", chatPath, question("sluice-dev/error-403", "x", ""), nil, 502, "model_misconfigured"},
		{"engine fails", "POST", chatPath, question("sluice-dev/error-500", "x", ""), nil, 503, "model_unavailable"},
		{"deadline", "POST", chatPath, question("sluice-dev/hang", "x", ""), nil, 504, "deadline_exceeded"},
		{"message", "POST", messagesPath, asked("sluice-dev", "Hello", ""), nil, 200, ""},
		{"message by its own key", "POST", messagesPath, asked("sluice-dev", "Hello", ""), []string{"Authorization", "", "X-Api-Key", d.token}, 200, ""},
		{"stream of a message", "POST", messagesPath, asked("sluice-dev/long-300", "Hello", `,"stream":true`), nil, 200, ""},
		{"message with a tool", "POST", messagesPath, asked("sluice-dev/tool", `call get_ticket {\"id\":7}`, input), nil, 200, ""},
		{"stream of a message with a tool", "POST", messagesPath, asked("sluice-dev/tool", `call get_ticket {\"id\":7}`, input+`,"stream":true`), nil, 200, ""},
		{"blocked message", "POST", messagesPath, asked("sluice-dev", "my key is "+blocked, ""), nil, 400, "content_filter"},
		{"blocked stream of a message", "POST", messagesPath, asked("sluice-dev", "my key is "+blocked, `,"stream":true`), nil, 400, "content_filter"},
		{"message without end", "POST", messagesPath, question("sluice-dev", "x", ""), nil, 400, "missing_required_parameter"},
		{"message twice", "POST", messagesPath, asked("sluice-dev", "x", `,"stop":["a"],"stop_sequences":["a"]`), nil, 400, "invalid_value"},
		{"message with a hosted tool", "POST", messagesPath, asked("sluice-dev", "x", `,"tools":[{"type":"web_search_20250305","name":"web_search"}]`), nil, 400, "unsupported_tools"},
		{"message with two keys", "POST", messagesPath, asked("sluice-dev", "x", ""), []string{"X-Api-Key", d.token}, 401, "invalid_api_key"},
		{"message to nobody", "POST", messagesPath, asked("nobody-has-it", "x", ""), nil, 404, "model_not_found"},
		{"message by GET", "GET", messagesPath, "", nil, 405, "method_not_allowed"},
		{"message that is too large", "POST", messagesPath, asked("sluice-dev", strings.Repeat("x", 70000), ""), nil, 413, "request_too_large"},
		{"message whose engine fails", "POST", messagesPath, asked("sluice-dev/error-500", "x", ""), nil, 503, "model_unavailable"},
		{"message past its deadline", "POST", messagesPath, asked("sluice-dev/hang", "x", ""), nil, 504, "deadline_exceeded"},
		{"chat by lines", "POST", ollamaPath, question("sluice-dev/long-300", "Hello", ""), nil, 200, ""},
		{"chat whole", "POST", ollamaPath, question("sluice-dev", "Hello", whole), nil, 200, ""},
		{"chat with a tool", "POST", ollamaPath, question("sluice-dev/tool", `call get_ticket {\"id\":7}`, ticket+whole), nil, 200, ""},
		{"chat with a tool by lines", "POST", ollamaPath, question("sluice-dev/tool", `call get_ticket {\"id\":7}`, ticket), nil, 200, ""},
		{"blocked chat", "POST", ollamaPath, question("sluice-dev", "my key is "+blocked, whole), nil, 400, "content_filter"},
		{"blocked chat by lines", "POST", ollamaPath, question("sluice-dev", "my key is "+blocked, ""), nil, 400, "content_filter"},
		{"chat of nothing", "POST", ollamaPath, `{"model":"sluice-dev","messages":[]}`, nil, 400, "array_below_min_length"},
		{"chat with a format", "POST", ollamaPath, question("sluice-dev", "x", `,"format":"xml"`), nil, 400, "invalid_value"},
		{"chat without token", "POST", ollamaPath, question("sluice-dev", "x", ""), []string{"Authorization", ""}, 401, "invalid_api_key"},
		{"chat with nobody", "POST", ollamaPath, question("nobody-has-it", "x", ""), nil, 404, "model_not_found"},
		{"chat by GET", "GET", ollamaPath, "", nil, 405, "method_not_allowed"},
		{"chat that fails", "POST", ollamaPath, question("sluice-dev/error-500", "x", ""), nil, 503, "model_unavailable"},
		{"generate", "POST", "/api/generate", `{"model":"sluice-dev","prompt":"x"}`, nil, 404, "not_found"},
		{"tags", "GET", "/api/tags", "", nil, 200, ""},
		{"show", "POST", "/api/show", `{"model":"sluice-dev"}`, nil, 200, ""},
		{"show nothing", "POST", "/api/show", `{"model":"nobody-has-it"}`, nil, 404, "model_not_found"},
		{"version", "GET", "/api/version", "", nil, 200, ""},
		{"models for Anthropic", "GET", "/v1/models", "", []string{"Anthropic-Version", "2023-06-01"}, 200, ""},
		{"models", "GET", "/v1/models", "", nil, 200, ""},
		{"models without token", "GET", "/v1/models", "", []string{"Authorization", "Basic x"}, 401, "invalid_api_key"},
		{"alive", "GET", "/healthz", "", nil, 200, ""},
		{"ready", "GET", "/readyz", "", nil, 200, ""},
		{"metrics", "GET", "/metrics", "", nil, 200, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, code, answer := d.ask(t, tt.method, tt.path, tt.body, tt.header...)
			if status != tt.status || code != tt.code {
				t.Fatalf("%d %q, want %d %q: %.300s", status, code, tt.status, tt.code, answer)
			}
			if tt.path == chatPath && strings.Contains(tt.body, `"stream":true`) && status == 200 && !strings.HasSuffix(answer, "data: [DONE]\n\n") {
				t.Errorf("the stream does not end as it must: %.300s", answer)
			}
		})
	}
}

// TestHTTPBrokenStream: a stream that breaks off ends in an error event.
func TestHTTPBrokenStream(t *testing.T) {
	up := start(t)
	d := &door{load(t, openAPI), up, up.Token(t)}
	status, _, answer := d.ask(t, "POST", chatPath, question("sluice-dev/cut", "x", `,"stream":true`))
	if status == 200 && !strings.Contains(answer, `"error"`) || status != 200 && status != 502 {
		t.Errorf("%d: %.300s", status, answer)
	}
}
