package devmodel

// chunk is OpenAI's chat.completion.chunk.
type chunk struct {
	ID                string        `json:"id"`
	Object            string        `json:"object"`
	Created           int64         `json:"created"`
	Model             string        `json:"model"`
	SystemFingerprint string        `json:"system_fingerprint"`
	Choices           []chunkChoice `json:"choices"`
	Usage             *usage        `json:"usage,omitempty"`
}

type chunkChoice struct {
	Index        int       `json:"index"`
	Delta        delta     `json:"delta"`
	Logprobs     *logprobs `json:"logprobs"`
	FinishReason *string   `json:"finish_reason"`
}

type delta struct {
	Role             string     `json:"role,omitempty"`
	Content          *string    `json:"content,omitempty"`
	ReasoningContent string     `json:"reasoning_content,omitempty"`
	ToolCalls        []toolCall `json:"tool_calls,omitempty"`
}

// Events are the data lines of the answer as server-sent events, without "data: " and without the blank lines: the
// role, reasoning, content, tool calls by index (id and name first, then pieces of the arguments), the finish
// reason, the usage with empty choices if it was asked for, and [DONE]. It is empty unless Status is 200.
func (r Reply) Events() [][]byte {
	if r.done == nil {
		return nil
	}
	var out [][]byte
	send := func(d delta, lp *logprobs, finish *string) {
		out = append(out, encode(r.chunk([]chunkChoice{{Delta: d, Logprobs: lp, FinishReason: finish}}, nil)))
	}
	c := r.done.Choices[0]
	send(delta{Role: "assistant", Content: new("")}, nil, nil)
	for _, p := range pieces(c.Message.ReasoningContent) {
		send(delta{ReasoningContent: p}, nil, nil)
	}
	if c.Message.Content != nil {
		parts := pieces(*c.Message.Content)
		if r.fine {
			parts = cutText(*c.Message.Content, finePiece)
		}
		for _, p := range parts {
			var lp *logprobs
			if c.Logprobs != nil {
				lp = &logprobs{Content: tokens([]string{p})}
			}
			send(delta{Content: &p}, lp, nil)
		}
	}
	for i, t := range c.Message.ToolCalls {
		send(delta{ToolCalls: []toolCall{{Index: new(i), ID: t.ID, Type: t.Type, Function: functionCall{Name: t.Function.Name}}}}, nil, nil)
		for _, p := range pieces(t.Function.Arguments) {
			send(delta{ToolCalls: []toolCall{{Index: new(i), Function: functionCall{Arguments: p}}}}, nil, nil)
		}
	}
	send(delta{}, nil, &c.FinishReason)
	if r.includeUsage {
		out = append(out, encode(r.chunk([]chunkChoice{}, &r.done.Usage)))
	}
	return append(out, []byte("[DONE]"))
}

func (r Reply) chunk(choices []chunkChoice, u *usage) chunk {
	return chunk{
		ID: r.done.ID, Object: "chat.completion.chunk", Created: r.done.Created, Model: r.done.Model,
		SystemFingerprint: r.done.SystemFingerprint, Choices: choices, Usage: u,
	}
}
