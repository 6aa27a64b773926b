package chaos

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"
)

// patience is how long a client waits for an HTTP answer before it asks again:
// longer than any freeze here, shorter than the edge's own wait for a dead dlp.
const patience = 8 * time.Second

// overHTTP asks until there is an outcome: connection errors, 429 and 5xx that are
// no outcome, and streams that broke are tried again with the same id and body, as
// OpenAI's clients do.
func (l *load) overHTTP(ctx context.Context, a ask) (copyOf, bool) {
	for {
		c, ok := l.post(ctx, a)
		if ok {
			return c, true
		}
		if !l.again(ctx) {
			return copyOf{}, false
		}
	}
}

func (l *load) post(ctx context.Context, a ask) (copyOf, bool) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+l.edge+"/v1/chat/completions", bytes.NewReader(a.body))
	if err != nil {
		return copyOf{}, false
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+l.token)
	req.Header.Set("X-Request-Id", a.ID)
	resp, err := l.http.Do(req)
	if err != nil {
		return copyOf{}, false
	}
	defer resp.Body.Close()
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "text/event-stream") {
		s, call := listen(a.ID, resp.Body)
		l.heard(s)
		return copyOf{ID: a.ID, Door: liveDoor, Kind: "completed", Status: resp.StatusCode, Text: s.Text, Calls: s.Calls, Call: call}, s.whole()
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil || (resp.StatusCode == 429 || resp.StatusCode >= 500) && !endOfStream(body) {
		return copyOf{}, false
	}
	if got := resp.Header.Get("X-Request-Id"); got != a.ID {
		l.note("%s was answered as %q", a.ID, got)
	}
	c := copyOf{ID: a.ID, Door: "http", Kind: "failed", Status: resp.StatusCode, Body: string(body)}
	switch {
	case resp.StatusCode == http.StatusOK:
		c.read("completed", body)
	case bytes.Contains(body, []byte(`"content_filter"`)):
		c.Kind = "refused"
	}
	return c, true
}

// read takes what a completion says.
func (c *copyOf) read(kind string, body []byte) {
	c.Kind = kind
	if kind != "completed" {
		return
	}
	var m struct {
		Choices []struct {
			Message said `json:"message"`
		} `json:"choices"`
	}
	if json.Unmarshal(body, &m) == nil && len(m.Choices) == 1 {
		c.Text, c.Calls = m.Choices[0].Message.Content, m.Choices[0].Message.names()
	}
	c.Call = callOf(body)
}

// said is what a message or a delta says.
type said struct {
	Content string `json:"content"`
	Calls   []struct {
		Function struct {
			Name string `json:"name"`
		} `json:"function"`
	} `json:"tool_calls"`
}

func (s said) names() string {
	var out []string
	for _, c := range s.Calls {
		if c.Function.Name != "" {
			out = append(out, c.Function.Name)
		}
	}
	return strings.Join(out, ",")
}

// endOfStream says whether an error is the recorded end of an exchange whose
// stream was interrupted, and not a word that it should be tried again.
func endOfStream(body []byte) bool {
	var e struct {
		Error struct {
			Code string `json:"code"`
		} `json:"error"`
	}
	return json.Unmarshal(body, &e) == nil && (e.Error.Code == "stream_interrupted" || e.Error.Code == "stream_incomplete")
}

// listen reads one stream of events to its end, and the number of the call that
// its usage tells.
func listen(id string, body io.Reader) (s stream, call int) {
	s.ID = id
	lines := bufio.NewScanner(body)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		if data == "[DONE]" {
			s.Done = true
			continue
		}
		var e struct {
			Choices []struct {
				Delta  said   `json:"delta"`
				Finish string `json:"finish_reason"`
			} `json:"choices"`
			Error *struct {
				Code string `json:"code"`
			} `json:"error"`
		}
		if json.Unmarshal([]byte(data), &e) != nil {
			s.Fault = "an event that is no JSON"
			continue
		}
		if e.Error != nil {
			s.Fault = e.Error.Code
		}
		for _, c := range e.Choices {
			s.Text += c.Delta.Content
			s.Calls = strings.Trim(s.Calls+","+c.Delta.names(), ",")
			if c.Finish != "" {
				s.Finish = c.Finish
			}
		}
		call = max(call, callOf([]byte(data)))
	}
	s.Cut = lines.Err() != nil
	return s, call
}
