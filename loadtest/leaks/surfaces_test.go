package leaks

import "strings"

// surface is one way to ask the same model.
type surface struct {
	name, path string
	choices    int
	body       func(model string, stream bool) map[string]any
	end        string     // stands in a stream that came to its proper end
	texts      int        // places of an answer that must carry the notes, at least
	fields     [][]string // of the first choice that the model fills together; by requests
	tokens     string     // how the place of the log-probabilities' tokens ends, where there is one
}

// said begins what is asked; nothing in it is a secret.
const said = "Read me the notes"

func noteTool() map[string]any {
	return map[string]any{"name": "note", "description": "Keeps a note", "parameters": schema()}
}

func schema() map[string]any {
	return map[string]any{"type": "object", "properties": map[string]any{"note": map[string]string{"type": "string"}}}
}

func messages() []map[string]string { return []map[string]string{{"role": "user", "content": said}} }

// separate is for surfaces that have a place of its own for each field.
func separate() [][]string {
	return [][]string{{"reasoning_content", "reasoning", "content", "refusal"}}
}

// mixed is for surfaces that put answers and refusals into one text, and both kinds
// of thoughts into another: said together, their pieces come in turns there, and
// spell what is in neither.
func mixed() [][]string {
	return [][]string{{"reasoning_content", "content"}, {"reasoning", "refusal"}}
}

func surfaces() []surface {
	return []surface{
		{
			name: "chat", path: "/v1/chat/completions", choices: 2, end: "data: [DONE]", texts: 7, fields: separate(), tokens: " logprobs content token",
			body: func(model string, stream bool) map[string]any {
				return map[string]any{"model": model, "stream": stream, "messages": messages(), "n": 2, "logprobs": true, "top_logprobs": 1,
					"tools": []any{map[string]any{"type": "function", "function": noteTool()}}}
			},
		},
		{
			name: "responses", path: "/v1/responses", choices: 1, end: "response.completed", texts: 3, fields: separate(), tokens: " logprobs token",
			body: func(model string, stream bool) map[string]any {
				tool := noteTool()
				tool["type"] = "function"
				return map[string]any{"model": model, "stream": stream, "input": said, "store": false, "tools": []any{tool},
					"include": []string{"message.output_text.logprobs"}, "top_logprobs": 1}
			},
		},
		{
			name: "messages", path: "/v1/messages", choices: 1, end: "message_stop", texts: 2, fields: mixed(),
			body: func(model string, stream bool) map[string]any {
				return map[string]any{"model": model, "stream": stream, "messages": messages(), "max_tokens": 100000,
					"tools": []any{map[string]any{"name": "note", "input_schema": schema()}}}
			},
		},
		{
			name: "ollama", path: "/api/chat", choices: 1, end: `"done":true`, texts: 2, fields: mixed(), tokens: " logprobs token",
			body: func(model string, stream bool) map[string]any {
				return map[string]any{"model": model, "stream": stream, "messages": messages(), "think": true, "logprobs": true, "top_logprobs": 1,
					"tools": []any{map[string]any{"type": "function", "function": noteTool()}}}
			},
		},
	}
}

// events are the JSON documents of an answer: one, or those of server-sent events or
// of lines.
func events(contentType, body string) []string {
	var out []string
	if !strings.HasPrefix(contentType, "text/event-stream") && !strings.HasPrefix(contentType, "application/x-ndjson") {
		return []string{body}
	}
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(strings.TrimPrefix(line, "data:"))
		if strings.HasPrefix(line, "{") {
			out = append(out, line)
		}
	}
	return out
}
