package sanitize

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/policy"
	"sluice/pkg/scan"
)

// logprobs writes the log-probabilities of tokens, with alternatives for the first.
func logprobs(alternative string, tokens ...string) string {
	var all []string
	for _, tok := range tokens {
		top := fmt.Sprintf(`{"token":%q,"logprob":-0.1,"bytes":[%s]},{"token":%q,"logprob":-4.1,"bytes":null}`, tok, spell(tok), alternative)
		all = append(all, fmt.Sprintf(`{"token":%q,"logprob":-0.0411111111111,"bytes":[%s],"top_logprobs":[%s]}`, tok, spell(tok), top))
	}
	return `{"content":[` + strings.Join(all, ",") + `],"refusal":null}`
}

func TestCompletionChoices(t *testing.T) {
	s := newTestSanitizer(t)
	const form = `{"choices":[{"message":{"content":"Fine."},"logprobs":%s},{"message":{"content":%q},"logprobs":%s}],"usage":{"prompt_tokens":5}}`
	clean := logprobs("Good", "Fine", ".")
	tests := []struct {
		name, content, probs   string
		wantContent, wantProbs string
		counts                 string
		choices                []int
	}{
		{"clean", "Well then", logprobs("x", "Well", " then"), "Well then", "", "", nil},
		{"secret in text and tokens", "Key " + awsKey, logprobs("x", "Key ", "AKIAIOSF", "ODNN7EXAMPLE"), "Key <SECRET>", "null", "SECRET redact 1", []int{1}},
		{"secret in an alternative only", "Well", logprobs(awsKey, "Well"), "Well", "null", "SECRET redact 1", []int{1}},
		{"secret in joined tokens only", "Well", logprobs("x", "AKIAIOSF", "ODNN7EXAMPLE"), "Well", "null", "SECRET redact 1", []int{1}},
		{"secret in bytes only", "Well", `{"content":[{"token":"a","bytes":[` + spell(awsKey[:9]) + `]},{"token":"b","bytes":[` + spell(awsKey[9:]) + `]}]}`, "Well", "null", "SECRET redact 1", []int{1}},
		{"secret in second alternatives", "Well then", `{"content":[{"token":"Well","top_logprobs":[{"token":"Well"},{"token":"AKIAIOSF"}]},{"token":" then","top_logprobs":[{"token":" then"},{"token":"ODNN7EXAMPLE"}]}]}`,
			"Well then", "null", "SECRET redact 1", []int{1}},
		{"flag in text and tokens", "Ping 81.2.69.142", logprobs("x", "Ping ", "81.2.69.142"), "Ping 81.2.69.142", "", "IP_ADDRESS flag 1", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := parse(t, fmt.Sprintf(form, clean, tt.content, tt.probs))
			r := s.Document(doc, policy.Output, pseudonym)
			if tt.wantProbs == "" {
				tt.wantProbs = tt.probs
			}
			if got, want := string(doc.AppendJSON(nil)), fmt.Sprintf(form, clean, tt.wantContent, tt.wantProbs); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if got := counts(r); got != tt.counts || !slices.Equal(r.Choices, tt.choices) {
				t.Errorf("counts %q choices %v", got, r.Choices)
			}
		})
	}
}

func TestToolCallsOfACompletion(t *testing.T) {
	doc := parse(t, `{"choices":[{"message":{"content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"mail","arguments":"{\"to\":\"`+email+`\"}"}}]},"finish_reason":"tool_calls"}]}`)
	r := newTestSanitizer(t).Document(doc, policy.Output, pseudonym)
	name := pseudonym("EMAIL_ADDRESS", email)
	if len(r.Restore) != 1 || r.Restore[name] != email || !slices.Equal(r.Choices, []int{0}) {
		t.Errorf("restore %v, choices %v", r.Restore, r.Choices)
	}
	if got := string(doc.AppendJSON(nil)); !strings.Contains(got, `\"to\":\"`+name+`\"`) {
		t.Errorf("got %s", got)
	}
}

// rules decides by rule or type.
type rules map[string]policy.Action

func (m rules) Action(_ policy.Direction, typ, rule string) policy.Action {
	if a, ok := m[rule]; ok {
		return a
	}
	if a, ok := m[typ]; ok {
		return a
	}
	return policy.Allow
}

func (m rules) Replacement(policy.Direction, string, string) string { return "" }

func (m rules) Asks(_ policy.Direction, typ string) bool {
	return m[typ] != "" && m[typ] != policy.Ignore
}

func TestActions(t *testing.T) {
	text := awsKey + " " + card + " " + email
	tests := []struct {
		name          string
		rules         rules
		pseudonym     func(scan.Type, string) string
		want, counts  string
		blocked       []string
		redacted      bool
		restoreLength int
	}{
		{"allow", rules{}, pseudonym, text, "CREDIT_CARD allow 1, EMAIL_ADDRESS allow 1, SECRET allow 1", nil, false, 0},
		{"block", rules{"aws-access-key-id": policy.Block, "credit-card": policy.Redact}, pseudonym, "<SECRET> <CREDIT_CARD> " + email,
			"CREDIT_CARD redact 1, EMAIL_ADDRESS allow 1, SECRET block 1", []string{"aws-access-key-id"}, true, 0},
		{"pseudonymize all", rules{"SECRET": policy.Pseudonymize, "CREDIT_CARD": policy.Pseudonymize, "EMAIL_ADDRESS": policy.Pseudonymize},
			pseudonym, pseudonym("SECRET", awsKey) + " " + pseudonym("CREDIT_CARD", card) + " " + pseudonym("EMAIL_ADDRESS", email),
			"CREDIT_CARD pseudonymize 1, EMAIL_ADDRESS pseudonymize 1, SECRET pseudonymize 1", nil, true, 3},
		{"no pseudonyms", rules{"EMAIL_ADDRESS": policy.Pseudonymize}, nil, awsKey + " " + card + " <EMAIL_ADDRESS>",
			"CREDIT_CARD allow 1, EMAIL_ADDRESS pseudonymize 1, SECRET allow 1", nil, true, 0},
		{"no pseudonym for it", rules{"EMAIL_ADDRESS": policy.Pseudonymize}, func(scan.Type, string) string { return "" }, awsKey + " " + card + " <EMAIL_ADDRESS>",
			"CREDIT_CARD allow 1, EMAIL_ADDRESS pseudonymize 1, SECRET allow 1", nil, true, 0},
		{"an action nobody knows", rules{"SECRET": "shrug"}, pseudonym, "<SECRET> " + card + " " + email,
			"CREDIT_CARD allow 1, EMAIL_ADDRESS allow 1, SECRET shrug 1", []string{"aws-access-key-id"}, true, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := parse(t, `{"x":"`+text+`"}`)
			r := newSanitizer(shared(), tt.rules).Document(doc, policy.Input, tt.pseudonym)
			if got := doc.Root.Get("x").Text(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if counts(r) != tt.counts || !slices.Equal(r.Blocked, tt.blocked) || r.Redacted != tt.redacted || len(r.Restore) != tt.restoreLength {
				t.Errorf("got %+v", r)
			}
		})
	}
}

// restless finds something in every text, whatever is done about it.
type restless struct{ *scan.Set }

func (restless) Scan(text string) []scan.Finding {
	return []scan.Finding{{Type: "SECRET", Rule: "restless", Start: 0, End: min(1, len(text)), Score: 1}}
}

func TestUnstableIsBlocked(t *testing.T) {
	doc := parse(t, `{"x":"hunter2"}`)
	s := newSanitizer(restless{shared()}, rules{"SECRET": policy.Pseudonymize})
	n := 0
	r := s.Document(doc, policy.Input, func(scan.Type, string) string { n++; return fmt.Sprint("x", n) })
	if !slices.Equal(r.Blocked, []string{RuleUnstable}) || string(doc.AppendJSON(nil)) != "{}" {
		t.Errorf("got %+v, %s", r, doc.AppendJSON(nil))
	}
}

func TestFarApartAndLong(t *testing.T) {
	s := newTestSanitizer(t)
	filler := strings.Repeat("The quick brown fox jumps over the lazy dog. ", 1000)
	half := len(awsKey) / 2
	doc := parse(t, `{"messages":[{"role":"user","content":"`+filler+awsKey[:half]+`"},{"role":"user","content":"`+awsKey[half:]+` `+filler+awsKey+` `+filler+card+`"}]}`)
	r := s.Document(doc, policy.Input, pseudonym)
	if got := counts(r); got != "CREDIT_CARD redact 1, SECRET redact 2" {
		t.Errorf("counts %q", got)
	}
	if out := string(doc.AppendJSON(nil)); strings.Contains(out, awsKey[half:]) || strings.Contains(out, card) {
		t.Error("a secret is still there")
	}
}
