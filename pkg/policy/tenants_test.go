package policy

import "testing"

const withTenants = `version: "1"
input:
  default: flag
  types: {SECRET: redact, EMAIL_ADDRESS: pseudonymize}
  rules: {pem-private-key: block}
output: {default: flag, types: {IP_ADDRESS: {replace: "[an address]"}}}
tenants:
  acme:
    input:
      types: {SECRET: block, US_SSN: mask}
      rules: {email-address: {replace: "[mail]"}}
    output: {default: allow}
  quiet:
    input: {types: {IP_ADDRESS: ignore}}
`

// What a tenant's section says goes before what is said for all, type before
// another's rule; what it leaves out is as for all.
func TestTenants(t *testing.T) {
	p, err := Parse("p.yaml", []byte(withTenants), known())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		tenant    string
		d         Direction
		typ, rule string
		want      Action
		with      string
	}{
		{"other", Input, "SECRET", "any", Redact, ""},
		{"other", Input, "SECRET", "pem-private-key", Block, ""},
		{"other", Input, "US_SSN", "us-ssn", Flag, ""},
		{"other", Output, "IP_ADDRESS", "ip-address", Replace, "[an address]"},
		{"acme", Input, "SECRET", "any", Block, ""},
		{"acme", Input, "US_SSN", "us-ssn", Mask, ""},
		{"acme", Input, "EMAIL_ADDRESS", "email-address", Replace, "[mail]"},
		{"acme", Input, "EMAIL_ADDRESS", "other", Pseudonymize, ""},
		{"acme", Input, "CREDIT_CARD", "card", Flag, ""},
		{"acme", Output, "CREDIT_CARD", "card", Allow, ""},
		{"acme", Output, "IP_ADDRESS", "ip-address", Replace, "[an address]"},
		{"acme", Input, Unscannable, "bomb", Block, ""},
		{"acme", Output, Unscannable, "bomb", Block, ""},
		{"quiet", Input, "IP_ADDRESS", "ip-address", Ignore, ""},
		{"quiet", Input, "SECRET", "any", Redact, ""},
	} {
		own := p.For(tt.tenant)
		if got := own.Action(tt.d, tt.typ, tt.rule); got != tt.want {
			t.Errorf("%s %s %s %s: %s, want %s", tt.tenant, tt.d, tt.typ, tt.rule, got, tt.want)
		}
		if got := own.Replacement(tt.d, tt.typ, tt.rule); got != tt.with {
			t.Errorf("%s %s %s %s: replaced by %q, want %q", tt.tenant, tt.d, tt.typ, tt.rule, got, tt.with)
		}
		if own.Digest() != p.Digest() || own.Version() != p.Version() {
			t.Errorf("%s: another document", tt.tenant)
		}
	}
	if p.Asks(Input, "US_SSN") || !p.For("acme").Asks(Input, "US_SSN") || p.For("quiet").Asks(Input, "IP_ADDRESS") {
		t.Error("what is asked for is not what is named")
	}
}

// The order of strictness has every action once, and an unknown one is the strictest.
func TestStrictness(t *testing.T) {
	seen := map[int]Action{}
	for _, name := range actionNames() {
		a := Action(name)
		if other, ok := seen[a.Strictness()]; ok {
			t.Errorf("%s is as strict as %s", a, other)
		}
		seen[a.Strictness()] = a
	}
	if Action("zzz").Strictness() != Block.Strictness() || Flag.Rewrites() || !Mask.Rewrites() || !Action("").Rewrites() {
		t.Error("an unknown action is not the strictest, or what rewrites is wrong")
	}
}
