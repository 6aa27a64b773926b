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

// A tenant's thresholds go before everybody's: its category, everybody's category, its
// default, everybody's default. So do those that are only reported.
func TestGuardOfTenants(t *testing.T) {
	p, err := Parse("p.yaml", []byte(`version: "1"
input: {default: flag}
output: {default: flag}
tenants:
  acme:
    guard:
      on_error: block
      built_in: {block_from: 0.8}
      input: {default: {threshold: 0.2}, categories: {S6: {threshold: 0.3, action: block}, Hate: {action: allow}}}
      shadow: {input: {categories: {S6: {threshold: 0.1}}}}
  plain: {input: {default: allow}}
  shady:
    guard: {shadow: {output: {default: {action: allow}}}}
guard:
  input: {default: {threshold: 0.5, action: block}, categories: {S6: {threshold: 0.4, action: flag}, "Violent Crimes": {threshold: 0.9}, S10: {threshold: 0.7}}}
  shadow: {input: {categories: {S6: {action: block}, S2: {threshold: 0.8}}}}
`), known())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		tenant       string
		d            Direction
		category     string
		live, shadow Threshold
	}{
		{"other", Input, "S1", Threshold{0.9, Block}, Threshold{0.9, Block}},
		{"other", Input, "S2", Threshold{0.5, Block}, Threshold{0.8, Block}},
		{"other", Input, "S6", Threshold{0.4, Flag}, Threshold{0.4, Block}},
		{"other", Output, "S6", Threshold{0.5, Block}, Threshold{0.5, Block}},
		{"plain", Input, "S6", Threshold{0.4, Flag}, Threshold{0.4, Block}},
		{"acme", Input, "S1", Threshold{0.9, Block}, Threshold{0.9, Block}},
		{"acme", Input, "S2", Threshold{0.2, Block}, Threshold{0.8, Block}},
		{"acme", Input, "S6", Threshold{0.3, Block}, Threshold{0.1, Block}},
		{"acme", Input, "S10", Threshold{0.7, Allow}, Threshold{0.7, Block}},
		{"acme", Input, "", Threshold{0.2, Block}, Threshold{0.5, Block}},
		{"acme", Output, "S1", Threshold{0.5, Block}, Threshold{0.5, Block}},
		{"acme", Input, "S99", Threshold{0, Block}, Threshold{0, Block}},
		{"shady", Output, "S1", Threshold{0.5, Block}, Threshold{0.5, Allow}},
		{"shady", Input, "S2", Threshold{0.5, Block}, Threshold{0.8, Block}},
	} {
		own := p.For(tt.tenant)
		if got := own.Guard(tt.d, tt.category); got != tt.live {
			t.Errorf("%s %s %q: %v, want %v", tt.tenant, tt.d, tt.category, got, tt.live)
		}
		if got := own.Shadow().Guard(tt.d, tt.category); got != tt.shadow {
			t.Errorf("%s %s %q in the shadow: %v, want %v", tt.tenant, tt.d, tt.category, got, tt.shadow)
		}
	}
	acme := p.For("acme")
	if acme.GuardOnError() != BlockOnError || acme.BuiltInBlocksFrom() != 0.8 || p.GuardOnError() != Hold || p.For("plain").BuiltInBlocksFrom() != 0 {
		t.Error("on_error or block_from is another tenant's")
	}
	if acme.Shadow().Shadow() != nil || parse(t, base).Shadow() != nil {
		t.Error("a shadow where there is none")
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
