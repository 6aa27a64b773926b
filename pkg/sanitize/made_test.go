package sanitize

import (
	"strings"
	"testing"

	"sluice/pkg/policy"
	"sluice/pkg/scan"
)

func TestMasked(t *testing.T) {
	for value, want := range map[string]string{
		"4111 1111 1111 1234": "****1234", "12345678": "****5678", "1234567": "****", "": "****",
		"a.b@example.com": "****ecom", "пароль-секрет": "****крет", "--------": "****",
	} {
		if got := masked(value); got != want {
			t.Errorf("masked(%q) = %q, want %q", value, got, want)
		}
	}
}

// replacing is rules in which some findings become a text.
type replacing struct{ rules }

func (replacing) Replacement(policy.Direction, string, string) string { return "[gone]" }

// Each action leaves what it says, once: what it left is not found again.
func TestWhatActionsLeave(t *testing.T) {
	const card, ssn = "4111 1111 1111 1111", "460-89-9847"
	hash := func(typ, value string) string { return "<" + typ + ":0123456789ab>" }
	for action, want := range map[policy.Action]string{
		policy.Redact:       "card <CREDIT_CARD>, ssn <US_SSN>; password=<SECRET>",
		policy.Mask:         "card ****1111, ssn ****9847; password=****qX7t",
		policy.Hash:         "card <CREDIT_CARD:0123456789ab>, ssn <US_SSN:0123456789ab>; password=<SECRET:0123456789ab>",
		policy.Replace:      "card [gone], ssn [gone]; password=[gone]",
		policy.Pseudonymize: "card <CREDIT_CARD_x>, ssn <US_SSN_x>; password=<SECRET_x>",
		policy.Keep:         "card " + card + ", ssn " + ssn + "; password=u7Rk2mPz9qX7t",
		policy.Ignore:       "card " + card + ", ssn " + ssn + "; password=u7Rk2mPz9qX7t",
	} {
		rules := replacing{rules{"CREDIT_CARD": action, "US_SSN": action, "SECRET": action}}
		name := func(typ scan.Type, _ string) string { return "<" + string(typ) + "_x>" }
		text := "card " + card + ", ssn " + ssn + "; password=u7Rk2mPz9qX7t"
		s := newSanitizer(shared(), rules).Hashing(hash)
		doc := parse(t, `{"messages":[{"role":"user","content":"`+text+`"}]}`)
		r := s.Document(doc, policy.Input, name)
		got := doc.Root.Get("messages").Elems[0].Get("content").Text()
		if got != want || len(r.Blocked) > 0 {
			t.Errorf("%s: %q, blocked by %v", action, got, r.Blocked)
		}
		if n := len(r.Counts); n != 3 && action != policy.Ignore || n != 0 && action == policy.Ignore {
			t.Errorf("%s: counted %v", action, r.Counts)
		}
		st := s.Stream(policy.Output, name)
		var streamed strings.Builder
		for i := range len(text) {
			streamed.WriteString(st.Write(text[i : i+1]))
		}
		if streamed.WriteString(st.Close()); streamed.String() != want {
			t.Errorf("%s, streamed: %q", action, streamed.String())
		}
	}
	// Without a key there is no hash.
	doc := parse(t, `{"messages":[{"role":"user","content":"`+card+`"}]}`)
	newSanitizer(shared(), rules{"CREDIT_CARD": policy.Hash}).Document(doc, policy.Input, nil)
	if got := doc.Root.Get("messages").Elems[0].Get("content").Text(); got != "<CREDIT_CARD>" {
		t.Errorf("without a key: %q", got)
	}
}
