package policy

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// known are the names of the tests, with the types that the default policy names.
func known() Known {
	types := strings.Fields(`SECRET CREDIT_CARD IBAN_CODE US_SSN EMAIL_ADDRESS PHONE_NUMBER IP_ADDRESS`)
	for line := range strings.SplitSeq(defaultDocument, "\n") {
		if m := typeLine.FindStringSubmatch(line); m != nil && m[1] != "INJECTION" && !slices.Contains(types, m[1]) {
			types = append(types, m[1])
		}
	}
	return Known{
		Types:  types,
		Rules:  []string{"pem-private-key", "email-address", "aws-access-key-id", "encoded-run-open"},
		Judged: []string{"INJECTION"},
		RuleTypes: map[string]string{
			"injection-canary": "INJECTION", "injection-exfil-link": "INJECTION", "injection-system-disclosure": "INJECTION",
		},
		Checks:        []string{"dlp_input", "dlp_output", "guard_input", "guard_output"},
		Categories:    []string{"S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13", "S14"},
		CategoryNames: map[string]string{"Violent Crimes": "S1", "Hate": "S10"},
	}
}

var typeLine = regexp.MustCompile(`^    ([A-Z][A-Z_]+): `)

func TestDefault(t *testing.T) {
	p, err := Load("", known())
	if err != nil {
		t.Fatal(err)
	}
	if p.Version() != "2026-11-5" || p.Deadline() != 120*time.Second || !slices.Equal(p.RequiredChecks(), []string{"dlp_input", "guard_input", "dlp_output", "guard_output"}) {
		t.Errorf("version %q, deadline %v, checks %v", p.Version(), p.Deadline(), p.RequiredChecks())
	}
	for _, d := range []Direction{Input, Output} {
		for typ, want := range map[string]Action{
			"SECRET": Redact, "CREDIT_CARD": Redact, "IBAN_CODE": Redact, "US_SSN": Redact,
			"EMAIL_ADDRESS": Pseudonymize, "PHONE_NUMBER": Pseudonymize, "IP_ADDRESS": Flag, "PERSON": Flag, "INJECTION": Flag,
		} {
			if got := p.Action(d, typ, "any"); got != want {
				t.Errorf("%s %s: %s, want %s", d, typ, got, want)
			}
		}
	}
	if d := p.Digest(); len(d) != len("sha256:")+64 || !strings.HasPrefix(d, "sha256:") {
		t.Errorf("digest %q", d)
	}
}

const small = `version: "1"
deadline: 30s
input:
  default: allow
  types: {SECRET: redact}
  rules: {pem-private-key: block}
output: {default: block}
`

func TestActionMostSpecificWins(t *testing.T) {
	p, err := Parse("p.yaml", []byte(small), known())
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		d         Direction
		typ, rule string
		want      Action
	}{
		{Input, "SECRET", "pem-private-key", Block},
		{Input, "SECRET", "aws-access-key-id", Redact},
		{Input, "IP_ADDRESS", "ipv4-address", Allow},
		{Output, "SECRET", "pem-private-key", Block},
		{"sideways", "IP_ADDRESS", "ipv4-address", Block},
	}
	for _, tt := range tests {
		if got := p.Action(tt.d, tt.typ, tt.rule); got != tt.want {
			t.Errorf("%s %s %s: %s, want %s", tt.d, tt.typ, tt.rule, got, tt.want)
		}
	}
	if p.Deadline() != 30*time.Second {
		t.Errorf("deadline %v", p.Deadline())
	}
}

func TestLoadReadsFilesWithinBounds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "policy.yaml")
	if err := os.WriteFile(path, []byte(small), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := Load(path, known())
	if err != nil {
		t.Fatal(err)
	}
	if q, _ := Parse("other", []byte(small), known()); p.Digest() != q.Digest() {
		t.Error("the digest is not of the bytes alone")
	}
	if q, _ := Parse("other", []byte(small+"# x\n"), known()); p.Digest() == q.Digest() {
		t.Error("other bytes, same digest")
	}
	if err := os.WriteFile(path, []byte(small+strings.Repeat("#", MaxBytes)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path, known()); err == nil || !strings.Contains(err.Error(), "larger than 65536 bytes") {
		t.Errorf("large file: %v", err)
	}
	if _, err := Load(path+".none", known()); err == nil || !strings.Contains(err.Error(), "reading policy") {
		t.Errorf("missing file: %v", err)
	}
}

func TestMistakesAreNamedWithTheirPlace(t *testing.T) {
	const ends = "\ninput: {default: flag}\noutput: {default: flag}\n"
	tests := []struct{ name, doc, want string }{
		{"empty", "", "p.yaml: the policy is empty; start from the default one"},
		{"comments only", "# nothing\n", "p.yaml: the policy is empty; start from the default one"},
		{"not YAML", "version: [1\n", "p.yaml:1:10: sequence end token ']' not found"},
		{"not UTF-8", "version: \xff\n", "p.yaml: the policy is not valid UTF-8"},
		{"two documents", "version: \"1\"" + ends + "---\nversion: \"2\"\n", "p.yaml: more than one YAML document; remove the lines with ---"},
		{"a list", "- version\n", "p.yaml:1:1: the policy must be a mapping of names to values"},
		{"unknown field", "version: \"1\"\ndedline: 1s" + ends, `p.yaml:2:1: the policy: unknown name "dedline"; did you mean deadline?`},
		{"far unknown field", "version: \"1\"\nzzz: 1s" + ends, `p.yaml:2:1: the policy: unknown name "zzz"; use admission, checks, content, deadline, flags, guard, injection, input, models, no_backend, output, stream, tenants, version`},
		{"duplicate field", "version: \"1\"\nversion: \"2\"" + ends, `p.yaml:2:1: mapping key "version" already defined at [1:1]`},
		{"duplicate type", "version: \"1\"\ninput:\n  default: flag\n  types:\n    SECRET: block\n    SECRET: allow\noutput: {default: flag}\n", `p.yaml:6:5: mapping key "SECRET" already defined at [5:5]`},
		{"duplicate in flow", "version: \"1\"\ninput: {default: flag, types: {SECRET: block, SECRET: allow}}\noutput: {default: flag}\n", `p.yaml:2:47: mapping key "SECRET" already defined at [2:32]`},
		{"no version", "deadline: 1s" + ends, "p.yaml:1:9: version is missing"},
		{"version a number", "version: 1" + ends, `p.yaml:1:10: version must be a text; put it in quotes, such as "2026-11-2"`},
		{"version with space", "version: a b" + ends, "p.yaml:1:10: version must be printable ASCII without spaces"},
		{"no input", "version: \"1\"\noutput: {default: flag}\n", "p.yaml:1:8: input is missing"},
		{"no default", "version: \"1\"\ninput: {types: {SECRET: block}}\noutput: {default: flag}\n", "p.yaml:2:8: input.default is missing; say what happens to findings that nothing names"},
		{"no value", "version: \"1\"\ndeadline:" + ends, `p.yaml:2:1: the policy: "deadline" has no value`},
		{"deadline without unit", "version: \"1\"\ndeadline: 120" + ends, "p.yaml:2:11: deadline must be a duration with a unit, such as 120s"},
		{"deadline nonsense", "version: \"1\"\ndeadline: soon" + ends, "p.yaml:2:11: deadline must be a duration with a unit, such as 120s"},
		{"deadline too short", "version: \"1\"\ndeadline: 10ms" + ends, "p.yaml:2:11: deadline must be between 1s and 1h0m0s"},
		{"deadline too long", "version: \"1\"\ndeadline: 61m" + ends, "p.yaml:2:11: deadline must be between 1s and 1h0m0s"},
		{"unknown check", "version: \"1\"\nchecks: {required: [dlp_inptu]}" + ends, `p.yaml:2:21: checks.required: unknown name "dlp_inptu"; did you mean dlp_input?`},
		{"check twice", "version: \"1\"\nchecks: {required: [dlp_input, dlp_input]}" + ends, `p.yaml:2:32: checks.required names "dlp_input" twice`},
		{"no checks", "version: \"1\"\nchecks: {required: []}" + ends, "p.yaml:2:20: checks.required is empty: every request would count as passed; name at least one check"},
		{"checks a name", "version: \"1\"\nchecks: {required: dlp_input}" + ends, "p.yaml:2:20: checks.required must be a list, such as [dlp_input, dlp_output]"},
		{"unknown no_backend", "version: \"1\"\nno_backend: pass" + ends, `p.yaml:2:13: no_backend: unknown name "pass"; use refuse`},
		{"unknown action", "version: \"1\"\ninput: {default: redacted}\noutput: {default: flag}\n", `p.yaml:2:18: input.default: unknown name "redacted"; did you mean redact?`},
		{"unknown type", "version: \"1\"\ninput: {default: flag}\noutput:\n  default: flag\n  types:\n    EMAIL_ADRESS: redact\n", `p.yaml:6:5: output.types: unknown name "EMAIL_ADRESS"; did you mean EMAIL_ADDRESS?`},
		{"type in lower case", "version: \"1\"\ninput: {default: flag, types: {secret: redact}}\noutput: {default: flag}\n", `p.yaml:2:32: input.types: unknown name "secret"; did you mean SECRET?`},
		{"unknown rule", "version: \"1\"\ninput: {default: flag, rules: {pem-privat-key: block}}\noutput: {default: flag}\n", `p.yaml:2:32: input.rules: unknown name "pem-privat-key"; did you mean pem-private-key?`},
		{"action of a type", "version: \"1\"\ninput: {default: flag, types: {SECRET: stop}}\noutput: {default: flag}\n", `p.yaml:2:40: input.types.SECRET: unknown name "stop"; use allow, block, flag, hash, ignore, keep, mask, pseudonymize, redact`},
		{"action a list", "version: \"1\"\ninput: {default: [flag]}\noutput: {default: flag}\n", "p.yaml:2:18: input.default must be a plain name; use allow, block, flag, hash, ignore, keep, mask, pseudonymize, redact"},
		{"direction a name", "version: \"1\"\ninput: flag\noutput: {default: flag}\n", "p.yaml:2:8: input must be a mapping of names to values"},
		{"anchor", "version: \"1\"\ninput: &a {default: flag}\noutput: *a\n", "p.yaml:2:8: input must be a mapping of names to values"},
		{"merge", "version: \"1\"\ninput:\n  <<: {default: flag}\noutput: {default: flag}\n", "p.yaml:3:3: input has a key that is not a plain name"},
		{"deep", "version: " + strings.Repeat("[", 1000), "p.yaml: the policy is nested deeper than 16"},
		{"deep lists", strings.Repeat("- ", 1000), "p.yaml: the policy is nested deeper than 16"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("p.yaml", []byte(tt.doc), known())
			if err == nil {
				t.Fatalf("accepted; want %s", tt.want)
			}
			if err.Error() != tt.want {
				t.Errorf("\n got %s\nwant %s", err, tt.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add(Default())
	f.Add([]byte("input: *a\n<<: [{"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		p, err := Parse("p", doc, known())
		if (p == nil) == (err == nil) {
			t.Fatal("neither a policy nor an error, or both")
		}
		if err == nil && p.Action(Input, "SECRET", "") == "" {
			t.Error("an accepted policy has no answer")
		}
	})
}
