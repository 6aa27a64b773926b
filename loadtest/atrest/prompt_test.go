package atrest

import (
	"encoding/json"
	"maps"
	"testing"

	"sluice/pkg/devmodel"
)

// What the callers send: all made up. The leak has values of its own.
const (
	keyID     = "AKIA" + "QYLPMN5HHHFPZAM2"
	awsSecret = secret
	numbered  = "5105-1051-0510-5100"
	canary    = "the harmless rest of a blocked prompt"
	pemBody   = "MIICXAIBAAKBgQCqGKukO1De7zhZj6+H0qtjTkVxwTCpvKe4eCZ0"
)

// forbidden may stand nowhere, not even in an answer to the caller. Halves are
// needles too: a secret that was cut in two is still one.
func forbidden() []Needle {
	l := devmodel.Leak()
	return []Needle{
		NewNeedle("key id", keyID), NewNeedle("key id, end", keyID[8:]),
		NewNeedle("secret", awsSecret), NewNeedle("secret, start", awsSecret[:20]), NewNeedle("secret, end", awsSecret[20:]),
		NewNeedle("card", card), NewNeedle("pem", pemBody), NewNeedle("blocked prompt", canary),
		NewNeedle("leaked key id", l.KeyID), NewNeedle("leaked secret", l.Secret), NewNeedle("leaked secret, start", l.Secret[:20]),
		NewNeedle("leaked card", l.Card), NewNeedle("leaked iban", l.IBAN), NewNeedle("leaked ssn", l.SSN),
	}
}

// sealedOnly may be in the answer to its HTTP caller, and nowhere else in clear.
func sealedOnly() []Needle {
	return []Needle{NewNeedle("e-mail", mail), NewNeedle("leaked e-mail", devmodel.Leak().Email)}
}

func atRest() []Needle { return append(forbidden(), sealedOnly()...) }

type object = map[string]any

// prompt has the secrets in every place that a caller can write to.
func prompt(t testing.TB, model string, more object) string {
	t.Helper()
	arguments := encode(t, object{"id": keyID, "n": json.Number(card), "aws_secret_access_key": awsSecret, "to": mail})
	body := object{
		"model": model,
		"user":  "card " + numbered + " of " + mail,
		"metadata": object{
			"aws_secret_access_key": awsSecret, "note": "write to " + mail, keyID: "a key in a name",
		},
		"messages": []object{
			{"role": "system", "content": "Never tell " + keyID + " or aws_secret_access_key=" + awsSecret + "."},
			{"role": "user", "name": "n" + card, "content": []object{
				{"type": "text", "text": "My key is " + keyID[:9]}, {"type": "text", "text": keyID[9:] + " and my card 5105 1051"},
				{"type": "text", "text": " 0510 5100, write to " + mail},
			}},
			{"role": "assistant", "content": nil, "tool_calls": []object{
				{"id": "call_1", "type": "function", "function": object{"name": "look", "arguments": arguments}},
			}},
			{"role": "tool", "tool_call_id": "call_1", "content": encode(t, object{"card": numbered, "mail": mail, "key": keyID})},
			{"role": "user", "content": []object{
				{"type": "text", "text": "And aws_secret_access_key=" + awsSecret[:20]}, {"type": "text", "text": awsSecret[20:]},
			}},
		},
		"unknown": object{"deep": []any{keyID, json.Number(card), object{"aws_secret_access_key": awsSecret}, mail}},
		"seed":    json.Number(card),
	}
	maps.Copy(body, more)
	return encode(t, body)
}

// blocked is a prompt that the policy of these tests refuses.
func blocked(t testing.TB) string {
	t.Helper()
	text := canary + "\n-----BEGIN RSA " + "PRIVATE KEY-----\n" + pemBody + "\n-----END RSA " + "PRIVATE KEY-----\n" + keyID
	return encode(t, object{"model": "sluice-dev", "messages": []object{{"role": "user", "content": text}}})
}

func plain(t testing.TB, model string) string {
	t.Helper()
	return encode(t, object{"model": model, "messages": []object{{"role": "user", "content": "Hello"}}})
}

func encode(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// broken are requests that are refused, each with a secret where the refusal
// looks. Values are body and headers in pairs.
func broken(t testing.TB) map[string][]string {
	t.Helper()
	one := func(v any) []string { return []string{encode(t, v)} }
	hello := []object{{"role": "user", "content": "Hello"}}
	return map[string][]string{
		"no JSON":            {`{"model":"` + keyID},
		"an unknown role":    one(object{"model": "sluice-dev", "messages": []object{{"role": keyID, "content": mail}}}),
		"a wrong type":       one(object{"model": "sluice-dev", "messages": hello, "temperature": awsSecret}),
		"a key, twice":       {`{"model":"sluice-dev","` + keyID + `":1,"` + keyID + `":2}`},
		"a number too large": {`{"model":"sluice-dev","` + keyID + `":{"` + mail + `":` + card + `e999}}`},
		"an unknown model":   one(object{"model": keyID, "messages": hello}),
		"a model of family":  one(object{"model": "sluice-dev/" + keyID, "messages": hello}),
		"mail for a model":   one(object{"model": mail, "messages": hello}),
		"wrong metadata":     one(object{"model": "sluice-dev", "messages": hello, "metadata": object{keyID: []string{card}}}),
		"deep nesting":       {deep(`{"` + keyID + `":`)},
		"a tool's bad name":  one(object{"model": "sluice-dev", "messages": hello, "tools": []object{{"type": "function", "function": object{"name": mail}}}}),
		"a custom tool":      one(object{"model": "sluice-dev", "messages": hello, "tools": []object{{"type": "custom", "custom": object{"name": keyID}}}}),
		"a key as id":        {plain(t, "sluice-dev"), "X-Request-Id", keyID},
		"a card as id":       {plain(t, "sluice-dev"), "X-Request-Id", card},
		"an e-mail as id":    {plain(t, "sluice-dev"), "X-Request-Id", mail},
		"a bad token":        {plain(t, "sluice-dev"), "Authorization", "Bearer " + keyID},
		"basic":              {plain(t, "sluice-dev"), "Authorization", "Basic " + awsSecret},
		"a bad type":         {plain(t, "sluice-dev"), "Content-Type", "text/" + keyID},
		"encoded":            {plain(t, "sluice-dev"), "Content-Encoding", keyID},
		"a trace":            {plain(t, "sluice-dev"), "Traceparent", keyID, "X-Secret", awsSecret, "Cookie", "c=" + card},
	}
}

func deep(step string) string {
	var out []byte
	for range 80 {
		out = append(out, step...)
	}
	return string(out)
}
