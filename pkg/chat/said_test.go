package chat_test

import (
	"reflect"
	"strings"
	"testing"

	"sluice/pkg/chat"
)

func TestSaid(t *testing.T) {
	doc, err := chat.Parse([]byte(`{"choices":[
		{"message":{"role":"assistant","content":"one","reasoning_content":"two","refusal":null,
		 "thinking":"added","reasoning_details":[{"type":"t","text":"details"}],"audio":null}},
		{"message":{"content":[{"type":"text","text":"three"},{"type":"refusal","refusal":"four"}],
		 "tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},
		 "logprobs":{"content":[{"token":"never"}]}}]}`), chat.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"one", "two", "added", "t\ndetails", "three", "four", `f {"a":1}`}
	if got := chat.Said(doc); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, body := range []string{`{}`, `[]`, `{"choices":[{}]}`, `{"choices":7}`} {
		doc, err := chat.Parse([]byte(body), chat.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if got := chat.Said(doc); len(got) != 0 {
			t.Errorf("%s says %q", body, got)
		}
	}
}

// Nothing that an engine puts beside what is known leaves unread.
func TestSaidBesides(t *testing.T) {
	const long = "more than a word, and long enough that somebody could have said it."
	for name, body := range map[string]string{
		"part":     `{"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"` + long + `"}]}]}}]}`,
		"call":     `{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"f"},"extra_content":{"x":"` + long + `"}}]}}]}`,
		"function": `{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"f","thought":"` + long + `"}}]}}]}`,
		"choice":   `{"choices":[{"text":"` + long + `","message":{"content":null}}]}`,
		"root":     `{"choices":[{"message":{}}],"usage":{"note":"` + long + `"}}`,
	} {
		doc, err := chat.ParseString(body, chat.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(chat.Said(doc), "|"); !strings.Contains(got, long) {
			t.Errorf("%s says %q", name, got)
		}
	}
	doc, err := chat.ParseString(`{"id":"chatcmpl-1","object":"chat.completion","model":"m","system_fingerprint":"fp_44709d6fcb","service_tier":"default",
		"choices":[{"index":0,"message":{"role":"assistant","content":"one"},"finish_reason":"stop","stop_reason":"</s>","logprobs":{"content":[{"token":"`+long+`"}]}}]}`, chat.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got := chat.Said(doc); !reflect.DeepEqual(got, []string{"one"}) {
		t.Errorf("an ordinary answer says %q", got)
	}
}
