package main

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

// state is what a decision makes of a check.
func state(saw string, err error) string {
	return judged(check{}, saw, err).State
}

func said(text string, finish ...string) *answer {
	return &answer{Text: text, Finish: finish, Usage: &usage{3, 5}}
}

func TestJudged(t *testing.T) {
	for _, tt := range []struct {
		name  string
		check check
		err   error
		want  string
	}{
		{"met", check{}, nil, passed},
		{"not met", check{}, errors.New("x"), failed},
		{"skipped", check{}, skipf("why"), notRun},
		{"observed", check{observed: true}, nil, seen},
		{"observation that failed", check{observed: true}, errors.New("x"), failed},
	} {
		if got := judged(tt.check, "saw", tt.err); got.State != tt.want {
			t.Errorf("%s: %s", tt.name, got.State)
		}
	}
}

func TestAsWritten(t *testing.T) {
	engine := said("abc", "stop")
	for _, tt := range []struct {
		name string
		got  *answer
		ok   bool
	}{
		{"same", said("abc", "stop"), true},
		{"shorter", said("ab", "stop"), false},
		{"empty", said("", "stop"), false},
		{"no finish", said("abc"), false},
		{"two finishes", said("abc", "stop", "stop"), false},
		{"other finish", said("abc", "length"), false},
		{"no usage", &answer{Text: "abc", Finish: []string{"stop"}}, false},
		{"other usage", &answer{Text: "abc", Finish: []string{"stop"}, Usage: &usage{3, 6}}, false},
	} {
		if err := asWritten(&exchange{answer: tt.got, engine: engine}); (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestLive(t *testing.T) {
	text := strings.Repeat("word ", 200)
	now := time.Now()
	for _, tt := range []struct {
		name   string
		text   string
		pieces int
		first  time.Duration
		want   string
	}{
		{"live", text, 3, -time.Second, passed},
		{"after the end", text, 3, time.Millisecond, failed},
		{"in one piece", text, 1, -time.Second, failed},
		{"too short", "word", 1, time.Millisecond, notRun},
	} {
		a := said(tt.text, "stop")
		a.Pieces, a.First = tt.pieces, now.Add(tt.first)
		if got := state(live(&exchange{answer: a, engine: said(tt.text, "stop"), call: &call{Ended: now}})); got != tt.want {
			t.Errorf("%s: %s", tt.name, got)
		}
	}
}

func TestTools(t *testing.T) {
	good, bad := toolCall{"get_weather", `{"city":"Paris"}`}, toolCall{"delete_user", `{"id":7}`}
	made := func(text, finish string, calls ...toolCall) *answer {
		a := said(text, finish)
		a.Calls = calls
		return a
	}
	for _, tt := range []struct {
		name        string
		got, engine *answer
		want        string
	}{
		{"as made", made("", "tool_calls", good), made("", "tool_calls", good), passed},
		{"lost", made("", "tool_calls"), made("", "tool_calls", good), failed},
		{"changed", made("", "tool_calls", toolCall{"get_weather", `{"city":"Oslo"}`}), made("", "tool_calls", good), failed},
		{"made up", made("", "tool_calls", good), made("", "stop"), failed},
		{"no JSON", made("", "tool_calls", toolCall{"get_weather", "{"}), made("", "tool_calls", toolCall{"get_weather", "{"}), failed},
		{"none made", made("x", "stop"), made("x", "stop"), notRun},
	} {
		if got := state(arrived(&exchange{answer: tt.got, engine: tt.engine}, "get_weather")); got != tt.want {
			t.Errorf("permitted, %s: %s", tt.name, got)
		}
	}
	for _, tt := range []struct {
		name        string
		got, engine *answer
		want        string
	}{
		{"withheld", made("It was not permitted.", "content_filter"), made("", "tool_calls", bad), passed},
		{"arrived", made("", "tool_calls", bad), made("", "tool_calls", bad), failed},
		{"wrong end", made("It was not permitted.", "tool_calls"), made("", "tool_calls", bad), failed},
		{"no reason", made("", "content_filter"), made("", "tool_calls", bad), failed},
		{"none made", made("x", "stop"), made("x", "stop"), notRun},
	} {
		if got := state(withheld(&exchange{answer: tt.got, engine: tt.engine}, "delete_user")); got != tt.want {
			t.Errorf("forbidden, %s: %s", tt.name, got)
		}
	}
}

func TestClean(t *testing.T) {
	const mail, key, placeholder = "a@example.org", "AKIA0", `{"messages":"<EMAIL_ADDRESS_1>"}`
	for _, tt := range []struct {
		name, body, header, log string
		ok                      bool
	}{
		{"clean", placeholder, "", "", true},
		{"address", placeholder + mail, "", "", false},
		{"key", placeholder + key, "", "", false},
		{"in a header", placeholder, mail, "", false},
		{"in the log", placeholder, "", key, false},
		{"another request", "{}", "", "", false},
	} {
		_, err := clean(&call{Request: []byte(tt.body), Header: http.Header{"X-One": {tt.header}}}, []byte(tt.log), mail, key)
		if (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestRawAsked(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		ok         bool
	}{
		{"right", `{"prompt":[1,2],"n_probs":10,"cache_prompt":false,"temperature":-1}`, true},
		{"other tokens", `{"prompt":[1,3],"n_probs":10,"cache_prompt":false,"temperature":-1}`, false},
		{"a text", `{"prompt":"x","n_probs":10,"cache_prompt":false,"temperature":-1}`, false},
		{"no scores", `{"prompt":[1,2],"cache_prompt":false,"temperature":-1}`, false},
		{"cache left open", `{"prompt":[1,2],"n_probs":10,"temperature":-1}`, false},
		{"cache", `{"prompt":[1,2],"n_probs":10,"cache_prompt":true,"temperature":-1}`, false},
		{"drawn", `{"prompt":[1,2],"n_probs":10,"cache_prompt":false,"temperature":0.8}`, false},
	} {
		if err := rawAsked([]byte(tt.body), []int{1, 2}); (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestCutOff(t *testing.T) {
	broken := &answer{Text: "abc", Code: "model_stream_broken"}
	for _, tt := range []struct {
		name   string
		got    *answer
		engine *answer
		want   string
	}{
		{"an error", broken, &answer{Text: "abcd"}, passed},
		{"silence", &answer{Text: "abc"}, &answer{Text: "abcd"}, failed},
		{"looks whole", &answer{Text: "abc", Code: "x", Finish: []string{"stop"}}, &answer{Text: "abcd"}, failed},
		{"was whole", said("abc", "stop"), &answer{Text: "abc", Done: true}, notRun},
	} {
		if got := state(cutOff(&exchange{answer: tt.got, engine: tt.engine, call: &call{}})); got != tt.want {
			t.Errorf("%s: %s", tt.name, got)
		}
	}
}

func TestAgree(t *testing.T) {
	const one = `{"kind":"record","request_id":"a","outcome":"completed","backend":"engine","engine":"vllm","tokens":{"prompt":3,"completion":5}}`
	for _, tt := range []struct {
		name, log string
		ok        bool
	}{
		{"agrees", one + `{"kind":"access","request_id":"a"}`, true},
		{"none", "", false},
		{"two", one + one, false},
		{"other outcome", strings.Replace(one, "completed", "failed", 1), false},
		{"other engine", strings.Replace(one, "vllm", "ollama", 1), false},
		{"other backend", strings.Replace(one, `"backend":"engine"`, `"backend":"dev"`, 1), false},
		{"other tokens", strings.Replace(one, "5", "6", 1), false},
	} {
		records, err := readLog([]byte(tt.log))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := agree([]asked{{"a", "completed", &usage{3, 5}}}, records, "vllm"); (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if _, err := agree(nil, nil, "vllm"); err == nil {
		t.Error("nothing compared, and it agrees")
	}
}

func TestSmoke(t *testing.T) {
	ids := map[string]sample{"a": {unsafe: true}, "b": {}}
	of := func(a, b string) map[string][]record {
		return map[string][]record{"a": {{Checks: map[string]string{"guard_input": a}}}, "b": {{Checks: map[string]string{"guard_input": b}}}}
	}
	for _, tt := range []struct {
		a, b string
		ok   bool
	}{{"failed", "passed", true}, {"passed", "passed", false}, {"failed", "failed", false}, {"error", "passed", false}, {"failed", "excepted", false}} {
		if saw, err := smoke(ids, of(tt.a, tt.b)); (err == nil) != tt.ok {
			t.Errorf("%s, %s: %s, %v", tt.a, tt.b, saw, err)
		}
	}
	if _, err := smoke(ids, nil); err == nil {
		t.Error("no records, and all is right")
	}
}

func TestSaysSafe(t *testing.T) {
	for body, want := range map[string]bool{`{"content":" safe\n"}`: true, `{"content":"safe enough"}`: false, `{"choices":[{"text":"safe"}]}`: true, `{"response":"unsafe"}`: false, `x`: false} {
		if got := saysSafe([]call{{Path: "/completion", Response: []byte(body)}}); got != want {
			t.Errorf("%s: %t", body, got)
		}
	}
}
