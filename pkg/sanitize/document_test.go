package sanitize

import (
	"fmt"
	"strings"
	"testing"

	"sluice/pkg/chat"
	"sluice/pkg/policy"
	policynames "sluice/pkg/policy/names"
	"sluice/pkg/scan"
)

// Made-up values, put together so that nothing takes them for real ones.
const (
	awsKey  = "AKIA" + "IOSFODNN7EXAMPLE"
	ghToken = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"
	card    = "4111" + "1111" + "1111" + "1111"
	iban    = "DE89" + "370400440532013000"
	email   = "ann.smith@" + "acme-widgets.com"
)

func newTestSanitizer(t testing.TB) *Sanitizer {
	t.Helper()
	p, err := policy.Load("", policynames.Known(shared()))
	if err != nil {
		t.Fatal(err)
	}
	return New(shared(), p)
}

// joinsCards lets card numbers span neighbours too, whatever the built-in rule says.
type joinsCards struct{ *scan.Set }

func (j joinsCards) Joins(rule string) bool { return rule == "credit-card" || j.Set.Joins(rule) }

// pseudonym numbers are taken from the value, so that the same gives the same.
func pseudonym(typ scan.Type, value string) string {
	return fmt.Sprintf("<%s_%dx%d>", typ, len(value), strings.Count(value, "a"))
}

func parse(t testing.TB, text string) *chat.Document {
	t.Helper()
	doc, err := chat.Parse([]byte(text), chat.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func counts(r Result) string {
	var all []string
	for _, c := range r.Counts {
		all = append(all, fmt.Sprintf("%s %s %d", c.Type, c.Action, c.Count))
	}
	return strings.Join(all, ", ")
}

func TestDocument(t *testing.T) {
	s := newTestSanitizer(t)
	s.set = joinsCards{shared()}
	const user = `{"model":"m","messages":[{"role":"user","content":%s}]}`
	tests := []struct {
		name, in, want, counts string
	}{
		{"clean", fmt.Sprintf(user, `"What is 2+2?"`), fmt.Sprintf(user, `"What is 2+2?"`), ""},
		{"content", fmt.Sprintf(user, `"My key is `+awsKey+`."`), fmt.Sprintf(user, `"My key is <SECRET>."`), "SECRET redact 1"},
		{"escaped", fmt.Sprintf(user, `"My key is \u0041KIA`+awsKey[4:]+`."`), fmt.Sprintf(user, `"My key is <SECRET>."`), "SECRET redact 1"},
		{"e-mail", fmt.Sprintf(user, `"Write to `+email+`!"`), fmt.Sprintf(user, `"Write to `+pseudonym("EMAIL_ADDRESS", email)+`!"`), "EMAIL_ADDRESS pseudonymize 1"},
		{"two", fmt.Sprintf(user, `"`+awsKey+` and `+card+`"`), fmt.Sprintf(user, `"<SECRET> and <CREDIT_CARD>"`), "CREDIT_CARD redact 1, SECRET redact 1"},
		{"split over parts", fmt.Sprintf(user, `[{"type":"text","text":"key AKIAIOSF"},{"type":"text","text":"ODNN7EXAMPLE here"}]`),
			fmt.Sprintf(user, `[{"type":"text","text":"key <SECRET>"},{"type":"text","text":" here"}]`), "SECRET redact 1"},
		{"split over parts, glued on both sides", fmt.Sprintf(user, `[{"type":"text","text":"keys"},{"type":"text","text":"AKIAIOSF"},{"type":"text","text":"ODNN7EXAMPLE"},{"type":"text","text":"please"}]`),
			fmt.Sprintf(user, `[{"type":"text","text":"keys"},{"type":"text","text":"<SECRET>"},{"type":"text","text":""},{"type":"text","text":"please"}]`), "SECRET redact 1"},
		{"split over messages", `{"model":"m","messages":[{"role":"user","content":"AKIAIOSF"},{"role":"assistant","content":"ODNN7EXAMPLE"},{"role":"user","content":"go"}]}`,
			`{"model":"m","messages":[{"role":"user","content":"<SECRET>"},{"role":"assistant","content":""},{"role":"user","content":"go"}]}`, "SECRET redact 1"},
		{"card split over parts", fmt.Sprintf(user, `[{"type":"text","text":"4111 1111"},{"type":"text","text":" 1111 1111"}]`),
			fmt.Sprintf(user, `[{"type":"text","text":"<CREDIT_CARD>"},{"type":"text","text":""}]`), "CREDIT_CARD redact 1"},
		{"whole key, then another message", `{"model":"m","messages":[{"role":"user","content":"` + ghToken + `"},{"role":"assistant","content":"Thanks a lot"}]}`,
			`{"model":"m","messages":[{"role":"user","content":"<SECRET>"},{"role":"assistant","content":"Thanks a lot"}]}`, "SECRET redact 1"},
		{"model", `{"model":"` + awsKey + `","messages":[]}`, `{"model":"<SECRET>","messages":[]}`, "SECRET redact 1"},
		{"user", `{"user":"` + email + `"}`, `{"user":"` + pseudonym("EMAIL_ADDRESS", email) + `"}`, "EMAIL_ADDRESS pseudonymize 1"},
		{"name", `{"messages":[{"role":"user","name":"` + awsKey + `","content":"x"}]}`, `{"messages":[{"role":"user","name":"<SECRET>","content":"x"}]}`, "SECRET redact 1"},
		{"unknown role", `{"messages":[{"role":"` + awsKey + `"}]}`, `{"messages":[{"role":"<SECRET>"}]}`, "SECRET redact 1"},
		{"metadata", `{"metadata":{"a":"` + awsKey + `"}}`, `{"metadata":{"a":"<SECRET>"}}`, "SECRET redact 1"},
		{"metadata name", `{"metadata":{"` + awsKey + `":"a","<SECRET>":"b"}}`, `{"metadata":{"<SECRET>_2":"a","<SECRET>":"b"}}`, "SECRET redact 1"},
		{"split over name and value", `{"metadata":{"AKIAIOSF":"ODNN7EXAMPLE"}}`, `{"metadata":{"<SECRET>":""}}`, "SECRET redact 1"},
		{"split over names", `{"metadata":{"AKIAIOSF":"x","ODNN7EXAMPLE":"y"}}`, `{"metadata":{"<SECRET>":"x","":"y"}}`, "SECRET redact 1"},
		{"split over values", `{"metadata":{"a":"AKIAIOSF","b":"ODNN7EXAMPLE"}}`, `{"metadata":{"a":"<SECRET>","b":""}}`, "SECRET redact 1"},
		{"unknown field", `{"x":{"y":[["` + awsKey + `"]]}}`, `{"x":{"y":[["<SECRET>"]]}}`, "SECRET redact 1"},
		{"number", `{"x":{"n":` + card + `}}`, `{"x":{"n":"<CREDIT_CARD>"}}`, "CREDIT_CARD redact 1"},
		{"seed", `{"seed":` + card + `}`, `{"seed":"<CREDIT_CARD>"}`, "CREDIT_CARD redact 1"},
		{"numbers in an array", `{"x":[4111,1111,1111,1111]}`, `{"x":["<CREDIT_CARD>","","",""]}`, "CREDIT_CARD redact 1"},
		{"harmless numbers", `{"x":[0.4111111111111111,1e9,17],"created":1700000000}`, `{"x":[0.4111111111111111,1e9,17],"created":1700000000}`, ""},
		{"bytes", `{"x":[` + spell(awsKey) + `]}`, `{"x":["<SECRET>"]}`, "SECRET redact 1"},
		{"password by its name", `{"metadata":{"password":"hunter2abc"}}`, `{"metadata":{"password":"<SECRET>"}}`, "SECRET redact 1"},
		{"password in a list", `{"metadata":{"passwords":["hunter2abc"]}}`, `{"metadata":{"passwords":["<SECRET>"]}}`, "SECRET redact 1"},
		{"password that needs its quotes", `{"x":{"password":"Hunters!"}}`, `{"x":{"password":"<SECRET>"}}`, "SECRET redact 1"},
		{"password by a name beside it", `{"x":[{"name":"DB_PASSWORD","value":"hunter2abc"}]}`, `{"x":[{"name":"DB_PASSWORD","value":"<SECRET>"}]}`, "SECRET redact 1"},
		{"tool-call arguments", `{"messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"key\":\"\\u0041KIA` + awsKey[4:] + `\",\"n\":` + card + `}"}}]}]}`,
			`{"messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"key\":\"<SECRET>\",\"n\":\"<CREDIT_CARD>\"}"}}]}]}`, "CREDIT_CARD redact 1, SECRET redact 1"},
		{"password in arguments", `{"x":"{\"password\":\"hunter2abc\"}"}`, `{"x":"{\"password\":\"<SECRET>\"}"}`, "SECRET redact 1"},
		{"arguments in arguments", `{"x":"{\"a\":\"{\\\"b\\\":\\\"` + awsKey + `\\\"}\"}"}`, `{"x":"{\"a\":\"{\\\"b\\\":\\\"<SECRET>\\\"}\"}"}`, "SECRET redact 1"},
		{"arguments that are not JSON", `{"x":"{\"a\":1,\"a\":\"\\u0041KIA` + awsKey[4:] + `\"}"}`, `{"x":"{\"a\":1,\"a\":\"<SECRET>\"}"}`, "SECRET redact 1"},
		{"split over arguments", `{"x":"{\"a\":\"AKIAIOSF\",\"b\":\"ODNN7EXAMPLE\"}"}`, `{"x":"{\"a\":\"<SECRET>\",\"b\":\"\"}"}`, "SECRET redact 1"},
		{"clean arguments keep their form", `{"x":"{ \"a\" : 1.0 }"}`, `{"x":"{ \"a\" : 1.0 }"}`, ""},
		{"tool result", `{"messages":[{"role":"tool","tool_call_id":"c","content":"[{\"card\":\"` + card + `\"}]"}]}`,
			`{"messages":[{"role":"tool","tool_call_id":"c","content":"[{\"card\":\"<CREDIT_CARD>\"}]"}]}`, "CREDIT_CARD redact 1"},
		{"refusal and reasoning", `{"choices":[{"message":{"refusal":"` + awsKey + `","reasoning_content":"` + iban + `","reasoning":"x"}}]}`,
			`{"choices":[{"message":{"refusal":"<SECRET>","reasoning_content":"<IBAN_CODE>","reasoning":"x"}}]}`, "IBAN_CODE redact 1, SECRET redact 1"},
		{"placeholder already there", fmt.Sprintf(user, `"password: <SECRET>"`), fmt.Sprintf(user, `"password: <SECRET>"`), ""},
		{"flag stays", fmt.Sprintf(user, `"Ping 81.2.69.142 now"`), fmt.Sprintf(user, `"Ping 81.2.69.142 now"`), "IP_ADDRESS flag 1"},
		{"flag inside arguments counts once", `{"x":"{\"a\":\"81.2.69.142\"}"}`, `{"x":"{\"a\":\"81.2.69.142\"}"}`, "IP_ADDRESS flag 1"},
		{"flag beside a secret counts once", fmt.Sprintf(user, `"81.2.69.142 `+awsKey+`"`), fmt.Sprintf(user, `"81.2.69.142 <SECRET>"`), "IP_ADDRESS flag 1, SECRET redact 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := parse(t, tt.in)
			r := s.Document(doc, policy.Input, pseudonym)
			if got := string(doc.AppendJSON(nil)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if got := counts(r); got != tt.counts {
				t.Errorf("counts %q, want %q", got, tt.counts)
			}
			if r.Redacted != (tt.in != tt.want) || len(r.Blocked) > 0 {
				t.Errorf("redacted %v, blocked %v", r.Redacted, r.Blocked)
			}
		})
	}
}

// spell writes a text as the numbers of its bytes.
func spell(text string) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint([]byte(text)), " ", ","), "[]")
}
