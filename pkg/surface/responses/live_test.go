package responses_test

import (
	"strings"
	"testing"
	"time"

	"sluice/pkg/chat"
)

// kinds are the types of events, those that repeat once.
func kinds(events []*chat.Value) string {
	var all []string
	for _, e := range events {
		kind := strings.TrimPrefix(e.Get("type").Text(), "response.")
		if len(all) == 0 || all[len(all)-1] != kind {
			all = append(all, kind)
		}
	}
	return strings.Join(all, " ")
}

func liveHead(t *testing.T, request string) chat.ChunkHead {
	t.Helper()
	return chat.ChunkHead{ID: "chatcmpl-r", Model: "m", Created: 9, Voice: ask(t, request).Voice(time.Time{})}
}

const asksStream = `{"model":"m","input":"hi","stream":true}`

// TestLive: texts that come by turns, the rest out of the outcome, and what all of it is.
func TestLive(t *testing.T) {
	for _, tt := range []struct{ name, request, kinds string }{
		{
			"reasoning", asksStream,
			"created in_progress output_item.added content_part.added reasoning_text.delta output_item.added content_part.added output_text.delta " +
				"reasoning_text.delta output_text.delta reasoning_text.done content_part.done output_item.done " +
				"output_text.done content_part.done output_item.done completed",
		},
		{
			"reasoning as a summary", `{"model":"m","input":"hi","stream":true,"reasoning":{"summary":"auto"}}`,
			"created in_progress output_item.added reasoning_summary_part.added reasoning_summary_text.delta output_item.added content_part.added output_text.delta " +
				"reasoning_summary_text.delta output_text.delta reasoning_summary_text.done reasoning_summary_part.done output_item.done " +
				"output_text.done content_part.done output_item.done completed",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			head := liveHead(t, tt.request)
			out := chat.AppendRole(nil, head, 0)
			out = chat.AppendDelta(out, head, chat.Strand{Field: "reasoning_content"}, "I think", nil)
			out = chat.AppendDelta(out, head, chat.Strand{Field: "content"}, "The miller", nil)
			doc, err := chat.ParseString(`{"id":"x","model":"m","choices":[{"index":0,"message":{"reasoning_content":"I think so.","content":"The miller waits."},"finish_reason":"stop"}],
				"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}`, chat.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			out, ok := (&chat.Completion{Doc: doc}).AppendRest(out, head,
				map[chat.Strand]string{{Field: "reasoning_content"}: "I think", {Field: "content"}: "The miller"}, nil, true)
			if !ok {
				t.Fatal("the rest is none")
			}
			events := read(t, out)
			if got := kinds(events); got != tt.kinds {
				t.Errorf("got  %s\nwant %s", got, tt.kinds)
			}
			r := events[len(events)-1].Get("response")
			if items := r.Get("output").Elems; len(items) != 2 || items[1].Get("content").Elems[0].Get("text").Text() != "The miller waits." {
				t.Errorf("the output is %s", r.Get("output").AppendJSON(nil))
			}
			if r.Get("usage").Get("total_tokens").Num != "3" || r.Get("id").Text() != "resp_r" || r.Get("created_at").Num != "9" {
				t.Errorf("the response is %s", r.AppendJSON(nil))
			}
		})
	}
}

// TestFiltered: a stream whose rest was blocked ends as one that a filter cut.
func TestFiltered(t *testing.T) {
	head := liveHead(t, asksStream)
	out := chat.AppendDelta(nil, head, chat.Strand{Field: "content"}, "The miller", nil)
	for _, choices := range [][]int{{0}, nil} {
		events := read(t, chat.AppendFiltered(out, head, choices, true))
		last := events[len(events)-1]
		r := last.Get("response")
		if last.Get("type").Text() != "response.incomplete" || r.Get("status").Text() != "incomplete" || r.Get("incomplete_details").Get("reason").Text() != "content_filter" {
			t.Errorf("it ends with %s", last.AppendJSON(nil))
		}
		if text := r.Get("output").Elems[0].Get("content").Elems[0].Get("text").Text(); text != "The miller" {
			t.Errorf("the text is %q", text)
		}
		head, out = liveHead(t, asksStream), nil
		out = chat.AppendDelta(out, head, chat.Strand{Field: "content"}, "The miller", nil)
	}
}

// TestFail: a stream that broke off says so twice where it was begun: clients raise the first.
func TestFail(t *testing.T) {
	for _, tt := range []struct {
		name, code string
		begun      bool
		fault      *chat.Error
		kinds      string
	}{
		{"before anything", "", false, chat.ErrTimeout(), "error"},
		{
			"in the middle", "server_error", true, chat.ErrUnavailable(),
			"created in_progress output_item.added content_part.added output_text.delta output_text.done content_part.done output_item.done error failed",
		},
		{
			"too much", "rate_limit_exceeded", true, chat.ErrRateLimit(),
			"created in_progress output_item.added content_part.added output_text.delta output_text.done content_part.done output_item.done error failed",
		},
		{
			"refused", "invalid_prompt", true, chat.ErrContentFilter([]string{"rule"}),
			"created in_progress output_item.added content_part.added output_text.delta output_text.done content_part.done output_item.done error failed",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			head := liveHead(t, asksStream)
			var out []byte
			if tt.begun {
				out = chat.AppendDelta(out, head, chat.Strand{Field: "content"}, "The miller", nil)
			}
			events := read(t, head.Voice.Fail(out, tt.fault))
			if got := kinds(events); got != tt.kinds {
				t.Errorf("got  %s\nwant %s", got, tt.kinds)
			}
			if !tt.begun {
				events = append(events, nil)
			}
			last := events[len(events)-2]
			if last.Get("code").Text() != tt.fault.Code || last.Get("error").Get("code").Text() != tt.fault.Code || last.Get("message").Text() != tt.fault.Message {
				t.Errorf("the error is %s", last.AppendJSON(nil))
			}
			if !tt.begun {
				return
			}
			r := events[len(events)-1].Get("response")
			if r.Get("status").Text() != "failed" || r.Get("error").Get("code").Text() != tt.code || r.Get("output").Elems[0].Get("status").Text() != "incomplete" {
				t.Errorf("the response is %s", r.AppendJSON(nil))
			}
		})
	}
}

// TestLiveLogprobs: tokens stand with the delta that they came with, and in the whole;
// those of thoughts nowhere; all of them only where they are asked for.
func TestLiveLogprobs(t *testing.T) {
	token := func(text string) []chat.Value {
		return []chat.Value{chat.NewObject(chat.Member{Name: "token", Value: chat.NewString(text)})}
	}
	for name, tt := range map[string]struct{ request, deltas, done string }{
		"asked": {
			`{"model":"m","input":"hi","stream":true,"include":["message.output_text.logprobs"]}`,
			`[{"token":"The "}] [] [{"token":" waits"}]`, `[{"token":"The "},{"token":"miller"},{"token":" waits"}]`,
		},
		"not asked": {asksStream, "[] [] []", "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			head := liveHead(t, tt.request)
			text := chat.Strand{Field: "content"}
			out := chat.AppendDelta(nil, head, chat.Strand{Field: "reasoning_content"}, "I think", token("I think"))
			out = chat.AppendDelta(out, head, text, "The ", token("The "))
			out = chat.AppendDelta(out, head, text, "miller", nil)
			out = chat.AppendDelta(out, head, text, "", token("miller"))
			out = chat.AppendDelta(out, head, text, " waits", token(" waits"))
			var deltas []string
			done := ""
			for _, e := range read(t, head.Voice.Done(out)) {
				logprobs := string(e.Get("logprobs").AppendJSON(nil))
				switch e.Get("type").Text() {
				case "response.output_text.delta":
					deltas = append(deltas, logprobs)
				case "response.output_text.done":
					done = logprobs
				}
			}
			if got := strings.Join(deltas, " "); got != tt.deltas || done != tt.done {
				t.Errorf("got %s\nand %s", got, done)
			}
		})
	}
}
