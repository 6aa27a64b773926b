package chat_test

import (
	"strings"
	"testing"

	"sluice/pkg/chat"
)

// What is told of a token is what it spells, its probability, and alternatives that are
// what they seem; nothing else that an engine says of it.
func TestTokensOfAStream(t *testing.T) {
	const plain = `{"token":"hi","logprob":-0.5,"bytes":[104,105],"top_logprobs":[]}`
	for name, tt := range map[string]struct {
		token, spells, json string // json "": it is odd
		others              []string
	}{
		"plain":                {plain, "hi", plain, nil},
		"without bytes":        {`{"token":"hi","logprob":-0.5}`, "hi", `{"token":"hi","logprob":-0.5,"bytes":null,"top_logprobs":[]}`, nil},
		"more members":         {`{"id":7,"token":"hi","logprob":-0.5,"bytes":[104,105],"text":"secret"}`, "hi", plain, nil},
		"bytes as fractions":   {`{"token":"hi","logprob":-0.5,"bytes":[104.0,105.0]}`, "hi", plain, nil},
		"a long number":        {`{"token":"hi","logprob":-0.45320151128303661234,"bytes":[104,105]}`, "hi", `{"token":"hi","logprob":-0.4532015,"bytes":[104,105],"top_logprobs":[]}`, nil},
		"no logarithm":         {`{"token":"hi","logprob":4532015112830366}`, "hi", `{"token":"hi","logprob":null,"bytes":null,"top_logprobs":[]}`, nil},
		"a part of a rune":     {`{"token":"secret","logprob":-0.5,"bytes":[195]}`, "\xc3", `{"token":"` + "\ufffd" + `","logprob":-0.5,"bytes":[195],"top_logprobs":[]}`, nil},
		"alternatives":         {`{"token":"a","top_logprobs":[{"token":"a","logprob":-1,"bytes":[97]},{"token":"b"}]}`, "a", `{"token":"a","logprob":null,"bytes":null,"top_logprobs":[{"token":"a","logprob":-1,"bytes":[97]},{"token":"b","logprob":null,"bytes":null}]}`, []string{"a", "b"}},
		"odd alternatives":     {`{"token":"a","top_logprobs":[{"token":"b","bytes":[97]},{"token":"c","bytes":[195]},7,{"bytes":[97]},{"token":"d"}]}`, "a", `{"token":"a","logprob":null,"bytes":null,"top_logprobs":[{"token":"d","logprob":null,"bytes":null}]}`, []string{"d"}},
		"more than may be":     {`{"token":"a","top_logprobs":[` + strings.Repeat(`{"token":"b"},`, 20) + `{"token":"c"}]}`, "a", `{"token":"a","logprob":null,"bytes":null,"top_logprobs":[` + strings.TrimSuffix(strings.Repeat(`{"token":"b","logprob":null,"bytes":null},`, 20), ",") + `]}`, strings.Split(strings.Repeat("b", 20), "")},
		"other bytes":          {`{"token":"hi","bytes":[97]}`, "", "", nil},
		"no bytes":             {`{"token":"hi","bytes":[300]}`, "", "", nil},
		"a token that is none": {`{"token":7}`, "", "", nil},
		"no object":            {`"hi"`, "", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			a := chat.NewAssembler(chat.Limits{})
			event := `{"choices":[{"index":1,"delta":{"content":"x"},"logprobs":{"content":[` + tt.token + `],"refusal":null}}]}`
			if deltas, err := a.Add([]byte(event)); err != nil || len(deltas) != 1 || deltas[0].Text != "x" {
				t.Fatalf("who does not want tokens has %+v, %v", deltas, err)
			}
			a.Tokens = true
			deltas, err := a.Add([]byte(event))
			if err != nil || len(deltas) != 2 || deltas[0].Choice != 1 || deltas[0].Field != "content" || deltas[1].Text != "x" {
				t.Fatalf("%+v, %v", deltas, err)
			}
			if deltas[0].Odd != (tt.json == "") {
				t.Fatalf("odd: %t", deltas[0].Odd)
			}
			for _, got := range deltas[0].Tokens {
				if got.Spells != tt.spells || string(got.JSON) != tt.json || strings.Join(got.Others, "|") != strings.Join(tt.others, "|") {
					t.Errorf("got %+v\n%s", got, got.JSON)
				}
				doc, err := chat.Parse(got.JSON, chat.Limits{})
				if err != nil || doc.Nodes > got.Values {
					t.Errorf("%d values, said to be %d: %v", doc.Nodes, got.Values, err)
				}
			}
		})
	}
	a := chat.NewAssembler(chat.Limits{})
	a.Tokens = true
	deltas, err := a.Add([]byte(`{"choices":[{"index":0,"delta":{},"logprobs":{"content":7}}]}`))
	if err != nil || len(deltas) != 1 || !deltas[0].Odd {
		t.Errorf("%+v, %v", deltas, err)
	}
}
