package chat

import "testing"

func TestRequest(t *testing.T) {
	tests := []struct {
		name, in, engine string
		stream, usage    bool
	}{
		{"plain", `{"model":"a","messages":[]}`, `{"model":"a","messages":[]}`, false, false},
		{"all", `{"model":"a","stream":true,"stream_options":{"include_usage":true},"logprobs":true,"n":3,"user":"u"}`, `{"model":"a","logprobs":true,"n":3,"user":"u"}`, true, true},
		{"nulls", `{"model":"a","stream":null,"stream_options":null,"n":null}`, `{"model":"a","n":null}`, false, false},
		{"whole fraction", `{"model":"a","n":2.0}`, `{"model":"a","n":2.0}`, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Parse([]byte(tt.in), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			r := Request{doc}
			if r.Model() != "a" || r.Stream() != tt.stream || r.IncludeUsage() != tt.usage {
				t.Errorf("got %q %v %v", r.Model(), r.Stream(), r.IncludeUsage())
			}
			if got := string(r.AppendWithoutStream(nil)); got != tt.engine {
				t.Errorf("got %s", got)
			}
			if got := string(doc.AppendJSON(nil)); got != tt.in {
				t.Errorf("the document changed: %s", got)
			}
		})
	}
}
