package badinput

import (
	"strings"
)

const maxBody = 4 << 20 // the default of limits.max_body

// bad is a body that is refused, over HTTP and NATS alike.
type bad struct {
	name, body  string
	status      int
	code, param string
}

// ask is a request with more members than model and one message.
func ask(members string) string {
	return `{"model":"sluice-dev","messages":[{"role":"user","content":"` + canary + `"}]` + members + `}`
}

func message(m string) string { return `{"model":"sluice-dev","messages":[` + m + `]}` }

func bodies() []bad {
	const hi = `{"role":"user","content":"` + canary + `"}`
	return []bad{
		{"empty", "", 400, "invalid_json", ""},
		{"blank", "  \n", 400, "invalid_json", ""},
		{"not JSON", canary, 400, "invalid_json", ""},
		{"cut short", `{"model":"` + canary, 400, "invalid_json", "model"},
		{"trailing comma", ask(`,`), 400, "invalid_json", "messages"},
		{"two values", ask(``) + ask(``), 400, "invalid_json", ""},
		{"comment", `{/*` + canary + `*/}`, 400, "invalid_json", ""},
		{"byte order mark", "\ufeff" + ask(``), 400, "invalid_json", ""},
		{"UTF-16", "\xff\xfe{\x00}\x00", 400, "invalid_utf8", ""},
		{"an array", `["` + canary + `"]`, 400, "invalid_type", ""},
		{"null", `null`, 400, "invalid_type", ""},
		{"duplicate key", `{"model":"sluice-dev","model":"` + canary + `","messages":[` + hi + `]}`, 400, "duplicate_key", "model"},
		{"duplicate key by escape", `{"model":"sluice-dev","m\u006fdel":"` + canary + `","messages":[` + hi + `]}`, 400, "duplicate_key", "model"},
		{"duplicate key below", message(`{"role":"user","content":"a","content":"` + canary + `"}`), 400, "duplicate_key", "messages[0].content"},
		{"duplicate key of one's own", ask(`,"` + canary + `":1,"` + canary + `":2`), 400, "duplicate_key", "*"},
		{"invalid UTF-8", message(`{"role":"user","content":"` + canary + "\xff" + `"}`), 400, "invalid_utf8", ""},
		{"overlong UTF-8", message(`{"role":"user","content":"` + canary + "\xc0\xaf" + `"}`), 400, "invalid_utf8", ""},
		{"half a surrogate pair", message(`{"role":"user","content":"` + canary + `\ud800"}`), 400, "invalid_utf8", "messages[0].content"},
		{"NUL by escape", message(`{"role":"user","content":"` + canary + `\u0000"}`), 400, "nul_character", "messages[0].content"},
		{"NUL raw", message(`{"role":"user","content":"` + canary + "\x00" + `"}`), 400, "nul_character", "messages[0].content"},
		{"NUL in a key", ask(`,"` + canary + `\u0000":1`), 400, "nul_character", ""},
		{"bare control character", message(`{"role":"user","content":"` + canary + "\x01" + `"}`), 400, "invalid_json", "messages[0].content"},
		{"nesting of 65", ask(`,"x":` + strings.Repeat("[", 64) + `"` + canary + `"` + strings.Repeat("]", 64)), 400, "nesting_too_deep", ""},
		{"nesting of 100000", strings.Repeat("[", 100000), 400, "nesting_too_deep", ""},
		{"nesting of objects", strings.Repeat(`{"a":`, 65) + "1" + strings.Repeat("}", 65), 400, "nesting_too_deep", ""},
		{"long number", ask(`,"seed":` + strings.Repeat("7", 200)), 400, "number_out_of_range", "seed"},
		{"huge exponent", ask(`,"temperature":1e99999999999`), 400, "number_out_of_range", "temperature"},
		{"no model", `{"messages":[` + hi + `]}`, 400, "missing_required_parameter", "model"},
		{"no messages", `{"model":"sluice-dev"}`, 400, "missing_required_parameter", "messages"},
		{"messages empty", message(``), 400, "array_below_min_length", "messages"},
		{"messages a string", `{"model":"sluice-dev","messages":"` + canary + `"}`, 400, "invalid_type", "messages"},
		{"model a number", `{"model":77318246,"messages":[` + hi + `]}`, 400, "invalid_type", "model"},
		{"model empty", `{"model":"","messages":[` + hi + `]}`, 400, "", "model"},
		{"unknown role", message(`{"role":"` + canary + `","content":"x"}`), 400, "invalid_value", "messages[0].role"},
		{"role in capitals", message(`{"role":"User","content":"` + canary + `"}`), 400, "invalid_value", "messages[0].role"},
		{"no role", message(`{"content":"` + canary + `"}`), 400, "missing_required_parameter", "messages[0].role"},
		{"content a number", message(`{"role":"user","content":77318246}`), 400, "", "messages[0].content"},
		{"temperature a string", ask(`,"temperature":"` + canary + `"`), 400, "invalid_type", "temperature"},
		{"temperature too high", ask(`,"temperature":99`), 400, "decimal_above_max_value", "temperature"},
		{"n too low", ask(`,"n":0`), 400, "integer_below_min_value", "n"},
		{"stream a string", ask(`,"stream":"` + canary + `"`), 400, "invalid_type", "stream"},
		{"unknown model", `{"model":"` + canary + `","messages":[` + hi + `]}`, 404, "model_not_found", "model"},
		{"model that almost exists", `{"model":"sluice-dev ","messages":[` + hi + `]}`, 404, "model_not_found", "model"},
		{"an image", message(`{"role":"user","content":[{"type":"text","text":"` + canary + `"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}`),
			400, "unsupported_content", "messages[0].content[1].type"},
		{"an image of a host", message(`{"role":"user","content":[{"type":"image_url","image_url":{"url":"http://127.0.0.1/` + canary + `"}}]}`),
			400, "unsupported_content", "messages[0].content[0].type"},
		{"audio", message(`{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}`),
			400, "unsupported_content", "messages[0].content[0].type"},
		{"a file", message(`{"role":"user","content":[{"type":"file","file":{"file_id":"` + canary + `"}}]}`),
			400, "unsupported_content", "messages[0].content[0].type"},
		{"audio asked for", ask(`,"modalities":["text","audio"],"audio":{"voice":"alloy","format":"wav"}`), 400, "unsupported_content", ""},
		{"a hosted tool", ask(`,"tools":[{"type":"` + canary + `"}]`), 400, "unsupported_tools", "tools[0].type"},
		{"a tool's name", ask(`,"tools":[{"type":"function","function":{"name":"` + canary + `."}}]`), 400, "invalid_value", "tools[0].function.name"},
		{"a tool's schema", ask(`,"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"` + canary + `"}}}]`), 400, "invalid_tool_schema", "tools[0].function.parameters"},
		{"a tool's schema elsewhere", ask(`,"tools":[{"type":"function","function":{"name":"f","parameters":{"$ref":"http://127.0.0.1/` + canary + `"}}}]`), 400, "invalid_tool_schema", "tools[0].function.parameters"},
		{"functions", ask(`,"functions":[{"name":"` + canary + `"}]`), 400, "unsupported_tools", "functions"},
		{"tool choice without tools", ask(`,"tool_choice":"auto"`), 400, "invalid_value", "tool_choice"},
		{"web search", ask(`,"web_search_options":{}`), 400, "unsupported_tools", "web_search_options"},
		{"one byte too large", ask(strings.Repeat(" ", maxBody+1-len(ask(``)))), 413, "request_too_large", ""},
		{"a megabyte too large", message(`{"role":"user","content":"` + canary + strings.Repeat("x", 5<<20) + `"}`), 413, "request_too_large", ""},
	}
}

// ids are what no request id may be.
func ids() []string {
	return []string{
		"", "*", ">", ".", "..", "a.b", "a b", "a/b", "../" + canary, canary + "@example.org", "ä", strings.Repeat("a", 65), canary + "%00", "{}",
	}
}
