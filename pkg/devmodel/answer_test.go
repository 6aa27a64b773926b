package devmodel

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

func ask(model, rest string) []byte {
	return fmt.Appendf(nil, `{"model":%q,"messages":[{"role":"system","content":"be nice"},{"role":"user","content":"hello there"}]%s}`, model, rest)
}

func decode(t *testing.T, r Reply) completion {
	t.Helper()
	var c completion
	if r.Status != 200 {
		t.Fatalf("status %d: %s", r.Status, r.Body)
	}
	if err := json.Unmarshal(r.Body, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestNames(t *testing.T) {
	tests := []struct {
		name string
		want bool
	}{
		{"sluice-dev", true}, {"sluice-dev/echo", true}, {"sluice-dev/tool", true}, {"sluice-dev/leak", true},
		{"sluice-dev/hang", true}, {"sluice-dev/cut", true}, {"sluice-dev/say", true}, {"sluice-dev/guard", true},
		{"sluice-dev/long-1", true}, {"sluice-dev/long-200000", true}, {"sluice-dev/long-0", false}, {"sluice-dev/long-200001", false}, {"sluice-dev/long", false},
		{"sluice-dev/slow-0", true}, {"sluice-dev/slow-600000", true}, {"sluice-dev/slow-600001", false},
		{"sluice-dev/slow-", false}, {"sluice-dev/slow--1", false}, {"sluice-dev/slow-+1", false}, {"sluice-dev/slow-1e3", false},
		{"sluice-dev/slow-99999999999999999999", false}, {"sluice-dev/slow", false},
		{"sluice-dev/error-400", true}, {"sluice-dev/error-599", true}, {"sluice-dev/error-399", false},
		{"sluice-dev/error-600", false}, {"sluice-dev/error-200", false}, {"sluice-dev/error-", false},
		{"", false}, {"sluice-dev/", false}, {"sluice-dev/Echo", false}, {"sluice-dev/echo/", false}, {"sluice-dev/*", false},
		{"sluice-devx", false}, {"gpt", false},
	}
	for _, tt := range tests {
		if got := Serves(tt.name); got != tt.want {
			t.Errorf("Serves(%q) is %t", tt.name, got)
		}
		if r := Answer(tt.name, ask(tt.name, "")); (r.Status == 404) == tt.want {
			t.Errorf("Answer to %q has status %d", tt.name, r.Status)
		}
	}
	if !slices.IsSorted(Models()) {
		t.Error("Models is not sorted")
	}
	for _, m := range Models() {
		if !Serves(m) {
			t.Errorf("%q is listed and not served", m)
		}
	}
}

func TestFixedAnswer(t *testing.T) {
	body := ask("sluice-dev", "")
	c := decode(t, Answer("sluice-dev", body))
	if *c.Choices[0].Message.Content != FixedAnswer || c.Choices[0].FinishReason != "stop" || c.SystemFingerprint != Fingerprint {
		t.Errorf("got %+v", c)
	}
	if c.Model != "sluice-dev" || c.Object != "chat.completion" || c.Created != Created || !strings.HasPrefix(c.ID, "chatcmpl-") {
		t.Errorf("got %+v", c)
	}
	words := len(strings.Fields(FixedAnswer))
	if want := (usage{PromptTokens: 4, CompletionTokens: words, TotalTokens: 4 + words}); c.Usage != want {
		t.Errorf("usage is %+v, want %+v", c.Usage, want)
	}
	if !strings.Contains(FixedAnswer, "not a language model") {
		t.Error("the fixed answer does not say what it is")
	}
	if again := Answer("sluice-dev", body); string(again.Body) != string(Answer("sluice-dev", body).Body) {
		t.Error("the same body got another answer")
	}
	if other := decode(t, Answer("sluice-dev", append(body, ' '))); other.ID == c.ID {
		t.Error("another body got the same id")
	}
}

func TestEcho(t *testing.T) {
	body := []byte(`{"messages":[
		{"role":"system","content":"<b>&amp; é\n"},
		{"role":"user","name":"eve","content":[{"type":"text","text":"AK"},{"type":"text","text":"IA"}]},
		{"role":"assistant","content":null,"tool_calls":[{"id":"c1"}]},
		{"role":"tool","tool_call_id":"c1","content":"42"}]}`)
	want := "system: <b>&amp; é\n\nuser (eve): AKIA\nassistant: \nassistant tool_calls: [{\"id\":\"c1\"}]\ntool [c1]: 42"
	r := Answer("sluice-dev/echo", body)
	if got := *decode(t, r).Choices[0].Message.Content; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if !strings.Contains(string(r.Body), "<b>&amp;") {
		t.Errorf("the bytes are escaped: %s", r.Body)
	}
}

func TestTool(t *testing.T) {
	offer := `,"tools":[{"type":"function","function":{"name":"first"}},{"type":"function","function":{"name":"second"}}]`
	for _, tt := range []struct{ rest, name string }{{offer, "first"}, {"", "search.docs"}, {`,"tools":[]`, "search.docs"}} {
		c := decode(t, Answer("sluice-dev/tool", ask("x", tt.rest))).Choices[0]
		calls := c.Message.ToolCalls
		if len(calls) != 1 || calls[0].Function.Name != tt.name || calls[0].Function.Arguments != "{}" || calls[0].Type != "function" || calls[0].ID == "" {
			t.Errorf("got %+v", calls)
		}
		if c.FinishReason != "tool_calls" || c.Message.Content != nil {
			t.Errorf("got %+v", c)
		}
	}
}

func TestLastObject(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", "{}"},
		{"no object", "{}"},
		{`{"a":1}`, `{"a":1}`},
		{`first {"a":1} then { "b" : {"c":"}"} } end`, `{ "b" : {"c":"}"} }`},
		{`{"a":1} and {broken`, `{"a":1}`},
		{`{broken {"a":1}`, `{"a":1}`},
		{`{"a":{"b":1}`, `{"b":1}`},
		{`{"a":"<é\n"}`, `{"a":"<é\n"}`},
		{strings.Repeat("x", searchTail) + `{"a":1}`, `{"a":1}`},
		{`{"a":1}` + strings.Repeat("x", searchTail), "{}"},
	}
	for _, tt := range tests {
		if got := lastObject(tt.text); got != tt.want {
			t.Errorf("lastObject(%.40q) is %q, want %q", tt.text, got, tt.want)
		}
	}
}

// The work on hostile text is bounded: this would take minutes if it were not.
func FuzzLastObject(f *testing.F) {
	f.Add(strings.Repeat(`{"a":`, 1<<20))
	f.Add(strings.Repeat("{", 1<<20))
	f.Add(strings.Repeat(`{"a":[`, 1<<16) + `{}`)
	f.Fuzz(func(t *testing.T, text string) {
		if got := lastObject(text); !json.Valid([]byte(got)) || got[0] != '{' {
			t.Errorf("%q is no object", got)
		}
	})
}

func TestLeakEverywhere(t *testing.T) {
	l := Leak()
	c := decode(t, Answer("sluice-dev/leak", ask("x", ""))).Choices[0]
	var fromBytes, fromTokens strings.Builder
	for _, tok := range c.Logprobs.Content {
		fromTokens.WriteString(tok.Token)
		for _, b := range tok.Bytes {
			fromBytes.WriteByte(byte(b))
		}
	}
	places := map[string]string{
		"content":   *c.Message.Content,
		"reasoning": c.Message.ReasoningContent,
		"arguments": c.Message.ToolCalls[0].Function.Arguments,
		"tokens":    fromTokens.String(),
		"bytes":     fromBytes.String(),
	}
	for where, text := range places {
		for _, v := range []string{l.KeyID, l.Secret, l.Card, l.IBAN, l.SSN, l.Email, l.Phone} {
			if !strings.Contains(text, v) {
				t.Errorf("%s lacks %q", where, v)
			}
		}
	}
	if !json.Valid([]byte(places["arguments"])) {
		t.Error("the arguments are not JSON")
	}
	for _, tok := range c.Logprobs.Content {
		if strings.Contains(tok.Token, l.KeyID) {
			t.Error("the key stands whole in one token")
		}
	}
}

// The made-up values are ones that a detector with a checksum finds.
func TestLeakIsWellFormed(t *testing.T) {
	l := Leak()
	sum, double := 0, false
	digits := strings.ReplaceAll(l.Card, " ", "")
	for i := len(digits) - 1; i >= 0; i-- {
		d := int(digits[i] - '0')
		if double {
			d = d*2/10 + d*2%10
		}
		sum, double = sum+d, !double
	}
	if sum%10 != 0 {
		t.Error("the card fails Luhn")
	}
	var number strings.Builder
	for _, r := range l.IBAN[4:] + l.IBAN[:4] {
		if r >= 'A' && r <= 'Z' {
			fmt.Fprint(&number, r-'A'+10)
		} else {
			number.WriteRune(r)
		}
	}
	n, ok := new(big.Int).SetString(number.String(), 10)
	if !ok || new(big.Int).Mod(n, big.NewInt(97)).Int64() != 1 {
		t.Error("the IBAN fails mod 97")
	}
	phone, err := phonenumbers.Parse(l.Phone, "")
	if err != nil || !phonenumbers.IsValidNumber(phone) {
		t.Error("the phone number is not valid")
	}
	if len(l.KeyID) != 20 || len(l.Secret) != 40 {
		t.Error("the AWS key has the wrong lengths")
	}
}

func TestErrors(t *testing.T) {
	var f failure
	r := Answer("sluice-dev/error-503", ask("x", ""))
	if err := json.Unmarshal(r.Body, &f); err != nil || r.Status != 503 {
		t.Fatal(r.Status, err)
	}
	for _, has := range []string{Leak().KeyID, Leak().Secret, "hello there"} {
		if !strings.Contains(f.Error.Message, has) {
			t.Errorf("the error lacks %q", has)
		}
	}
	for _, body := range []string{"", "{", "[]", `{"messages":1}`, `{"messages":[{"content":1}]}`, "\xff"} {
		if r := Answer("sluice-dev", []byte(body)); r.Status != 400 || !json.Valid(r.Body) {
			t.Errorf("%q got %d", body, r.Status)
		}
	}
}

func TestPieces(t *testing.T) {
	for _, text := range []string{"", "a", "12345678", "123456789", "ééééééééé", strings.Repeat("x", 100000), "\xff\xfe\xfd bad bytes"} {
		got := pieces(text)
		if strings.Join(got, "") != text || len(got) > 102 || slices.Contains(got, "") {
			t.Errorf("%.20q is cut into %d pieces", text, len(got))
		}
	}
}

func BenchmarkAnswer(b *testing.B) {
	body := ask("sluice-dev", "")
	b.ReportAllocs()
	for b.Loop() {
		Answer("sluice-dev", body)
	}
}
