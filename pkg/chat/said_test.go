package chat_test

import (
	"reflect"
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
