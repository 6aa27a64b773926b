package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const base = "version: \"1\"\ninput: {default: flag}\noutput: {default: flag}\n"

func parse(t *testing.T, doc string) *Policy {
	t.Helper()
	p, err := Parse("p.yaml", []byte(doc), known())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDefaultSections(t *testing.T) {
	p, err := Load("", known())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []Direction{Input, Output} {
		for c, want := range map[string]Threshold{
			"S1": {0.5, Block}, "S14": {0.5, Block}, "S6": {0.5, Flag}, "S13": {0.5, Flag}, "": {0.5, Block}, "S15": {0, Block},
		} {
			if got := p.Guard(d, c); got != want {
				t.Errorf("%s %q: %v, want %v", d, c, got, want)
			}
		}
	}
	if got := p.Guard("sideways", "S6"); got != (Threshold{0, Block}) {
		t.Errorf("sideways: %v", got)
	}
	for _, rule := range []string{"injection-canary", "injection-system-disclosure"} {
		if p.Action(Input, "INJECTION", rule) != Flag || p.Action(Output, "INJECTION", rule) != Block {
			t.Errorf("%s: input %s, output %s", rule, p.Action(Input, "INJECTION", rule), p.Action(Output, "INJECTION", rule))
		}
	}
	if p.GuardOnError() != Hold || p.FlagLevel() != "medium" || p.StreamBuffer() || p.StreamWindow() != 400 || len(p.Canaries()) != 0 {
		t.Errorf("on error %s, level %s, buffer %v, window %d, canaries %d",
			p.GuardOnError(), p.FlagLevel(), p.StreamBuffer(), p.StreamWindow(), len(p.Canaries()))
	}
	if p.Admission("acme") != (Limit{}) || p.LaneWeight("interactive") != 4 || p.LaneWeight("batch") != 1 || p.LaneWeight("fast") != 1 {
		t.Errorf("limit %v, weights %d, %d", p.Admission("acme"), p.LaneWeight("interactive"), p.LaneWeight("batch"))
	}
	if string(p.Text()) != string(Default()) {
		t.Error("the text is not the document")
	}
}

func TestContent(t *testing.T) {
	for doc, want := range map[string]Content{
		"":                                    {PartBytes: defaultPart},
		"content: {images: flag}":             {Images: true, PartBytes: defaultPart},
		"content: {audio: flag, files: flag}": {Audio: true, Files: true, PartBytes: defaultPart},
		"content: {image_links: flag}":        {ImageLinks: true, PartBytes: defaultPart},
		"content: {images: refuse, part_bytes: 1024}": {PartBytes: 1024},
	} {
		if got := parse(t, base+doc+"\n").Content(); got != want {
			t.Errorf("%q: %+v, want %+v", doc, got, want)
		}
	}
	p := parse(t, base+"tenants: {acme: {content: {audio: flag}}, other: {output: {default: allow}}}\ncontent: {images: flag}\n")
	if a, o := p.For("acme").Content(), p.For("other").Content(); a != (Content{Images: true, Audio: true, PartBytes: defaultPart}) || o != p.Content() {
		t.Errorf("acme has %+v, another %+v", a, o)
	}
	if p, err := Load("", known()); err != nil || p.Content() != (Content{PartBytes: defaultPart}) {
		t.Errorf("the built-in document lets more than text by: %v", err)
	}
}

// What is left out is as the strictest reading has it.
func TestMissingSections(t *testing.T) {
	p := parse(t, base)
	for _, c := range known().Categories {
		if p.Guard(Input, c) != (Threshold{0.5, Block}) || p.Guard(Output, c) != (Threshold{0.5, Block}) {
			t.Errorf("%s: %v", c, p.Guard(Input, c))
		}
	}
	if p.GuardOnError() != Hold || p.FlagLevel() != "medium" || p.StreamBuffer() || p.StreamWindow() != 400 || p.LaneWeight("interactive") != 4 {
		t.Error("the defaults are others")
	}
	if !slices.Equal(p.RequiredChecks(), defaultChecks()) {
		t.Errorf("required %v", p.RequiredChecks())
	}
}

func TestSections(t *testing.T) {
	p := parse(t, base+`
guard:
  on_error: except
  input:
    default: {threshold: 0.7}
    categories: {S1: {threshold: 1, action: flag}, S2: {action: allow}, S3: {threshold: 0}}
injection: {canaries: ["cnry-0001", "made up marker"]}
flags: {level: critical}
stream: {mode: buffer, window: 64}
admission:
  default: {rate: 0.5}
  tenants: {acme: {in_flight: 3}, metered: {tokens: 60000, calls: 4}, slow: {calls: 1}, big_one: {rate: 2.5, burst: 7}}
  lanes: {batch: {weight: 9}}
`)
	for c, want := range map[string]Threshold{"S1": {1, Flag}, "S2": {0.7, Allow}, "S3": {0, Block}, "S4": {0.7, Block}} {
		if got := p.Guard(Input, c); got != want {
			t.Errorf("%s: %v, want %v", c, got, want)
		}
		if got := p.Guard(Output, c); got != (Threshold{0.5, Block}) {
			t.Errorf("output %s: %v", c, got)
		}
	}
	if p.GuardOnError() != Except || p.FlagLevel() != "critical" || !p.StreamBuffer() || p.StreamWindow() != 64 {
		t.Error("on_error, level, mode or window")
	}
	if !slices.Equal(p.Canaries(), []string{"cnry-0001", "made up marker"}) {
		t.Error("canaries")
	}
	for tenant, want := range map[string]Limit{
		"acme": {InFlight: 3, Limited: true}, "metered": {Tokens: 60000, Calls: 4, Limited: true}, "slow": {Calls: 1},
		"big_one": {Rate: 2.5, Burst: 7, Limited: true}, "other": {Rate: 0.5, Burst: 1, Limited: true},
	} {
		if got := p.Admission(tenant); got != want {
			t.Errorf("%s: %v, want %v", tenant, got, want)
		}
	}
	if p.LaneWeight("batch") != 9 || p.LaneWeight("interactive") != 4 {
		t.Error("weights")
	}
}

// What is judged is not rewritten, whatever a default says.
func TestDefaultOfWhatIsJudged(t *testing.T) {
	for act, want := range map[Action]Action{Block: Block, Redact: Block, Pseudonymize: Block, Flag: Flag, Allow: Allow} {
		p := parse(t, fmt.Sprintf("version: x\ninput: {default: %s}\noutput: {default: %s}\n", act, act))
		if got := p.Action(Output, "INJECTION", "injection-canary"); got != want {
			t.Errorf("default %s: %s, want %s", act, got, want)
		}
		if got := p.Action(Output, "SECRET", "pem-private-key"); got != act {
			t.Errorf("default %s: SECRET %s", act, got)
		}
	}
}

func TestMistakesInSections(t *testing.T) {
	many := strings.Repeat("x", 8)
	tests := []struct{ name, add, want string }{
		{"category", "guard: {input: {categories: {S15: {action: block}}}}", `p.yaml:4:30: guard.input.categories: unknown name "S15"; did you mean S1?`},
		{"action", "guard: {output: {default: {action: blok}}}", `p.yaml:4:36: guard.output.default.action: unknown name "blok"; did you mean block?`},
		{"redact a hazard", "guard: {output: {default: {action: redact}}}", "p.yaml:4:36: guard.output.default.action: redact rewrites text, and this text is only judged; use allow, block, flag"},
		{"threshold over 1", "guard: {input: {default: {threshold: 1.01}}}", "p.yaml:4:38: guard.input.default.threshold must be from 0 to 1"},
		{"threshold under 0", "guard: {input: {default: {threshold: -1}}}", "p.yaml:4:38: guard.input.default.threshold must be from 0 to 1"},
		{"threshold a text", "guard: {input: {default: {threshold: \"0.5\"}}}", "p.yaml:4:38: guard.input.default.threshold must be a number from 0 to 1, without quotes"},
		{"threshold no number", "guard: {input: {default: {threshold: .nan}}}", "p.yaml:4:38: guard.input.default.threshold must be a number from 0 to 1, without quotes"},
		{"threshold a list", "guard: {input: {default: {threshold: [0.5]}}}", "p.yaml:4:38: guard.input.default.threshold must be a number from 0 to 1, without quotes"},
		{"on_error", "guard: {on_error: pass}", `p.yaml:4:19: guard.on_error: unknown name "pass"; use block, except, hold`},
		{"guard field", "guard: {inputs: {}}", `p.yaml:4:9: guard: unknown name "inputs"; did you mean input?`},
		{"threshold alone", "guard: {input: {categories: {S1: 0.5}}}", "p.yaml:4:34: guard.input.categories.S1 must be a mapping of names to values"},
		{"category by both names", "guard: {input: {categories: {S1: {action: flag}, Violent Crimes: {action: flag}}}}", `p.yaml:4:50: guard.input.categories: "Violent Crimes" is S1, which is given already`},
		{"category by another name", "guard: {input: {categories: {Violent Crime: {action: flag}}}}", `p.yaml:4:30: guard.input.categories: unknown name "Violent Crime"; did you mean Violent Crimes?`},
		{"threshold of a tenant", "tenants: {a: {guard: {input: {default: {threshold: 2}}}}}", "p.yaml:4:52: tenants.a.guard.input.default.threshold must be from 0 to 1"},
		{"shadow's field", "guard: {shadow: {on_error: hold}}", `p.yaml:4:18: guard.shadow: unknown name "on_error"; use input, output`},
		{"canaries", "injection: {canaries: cnry-0001}", "p.yaml:4:23: injection.canaries must be a list of texts"},
		{"short canary", "injection: {canaries: [cnry-01]}", "p.yaml:4:24: a canary must have 8 to 128 bytes"},
		{"long canary", "injection: {canaries: [" + strings.Repeat("x", 129) + "]}", "p.yaml:4:24: a canary must have 8 to 128 bytes"},
		{"canary a number", "injection: {canaries: [123456789]}", "p.yaml:4:24: a canary must be a text; put it in quotes"},
		{"canary of spaces", "injection: {canaries: [\"         \"]}", "p.yaml:4:24: a canary must have no control characters, and no spaces at its ends"},
		{"canary with a line break", "injection: {canaries: [\"made\\nup marker\"]}", "p.yaml:4:24: a canary must have no control characters, and no spaces at its ends"},
		{"canary twice", "injection: {canaries: [" + many + ", " + many + "]}", "p.yaml:4:34: this canary is given twice"},
		{"many canaries", "injection: {canaries: [" + strings.Repeat(many+", ", 64) + many + "]}", "p.yaml:4:23: injection.canaries has more than 64 entries"},
		{"level", "flags: {level: meduim}", `p.yaml:4:16: flags.level: unknown name "meduim"; did you mean medium?`},
		{"mode", "stream: {mode: live}", `p.yaml:4:16: stream.mode: unknown name "live"; use buffer, window`},
		{"small window", "stream: {window: 63}", "p.yaml:4:18: stream.window must be from 64 to 4096"},
		{"window with a fraction", "stream: {window: 100.5}", "p.yaml:4:18: stream.window must be a whole number from 64 to 4096"},
		{"images blocked", "content: {images: block}", `p.yaml:4:19: content.images: unknown name "block"; use flag, refuse`},
		{"no kind of content", "content: {image: flag}", `p.yaml:4:11: content: unknown name "image"; did you mean images?`},
		{"small part", "content: {part_bytes: 1}", "p.yaml:4:23: content.part_bytes must be from 1024 to 6.291456e+06"},
		{"rate 0", "admission: {default: {rate: 0}}", "p.yaml:4:29: admission.default.rate is 0, which would refuse everything; for no limit leave it out"},
		{"rate 0.0", "admission: {tenants: {acme: {rate: 0.0}}}", "p.yaml:4:36: admission.tenants.acme.rate is 0, which would refuse everything; for no limit leave it out"},
		{"in_flight 0", "admission: {default: {in_flight: 0}}", "p.yaml:4:34: admission.default.in_flight is 0, which would refuse everything; for no limit leave it out"},
		{"rate under 0", "admission: {default: {rate: -1}}", "p.yaml:4:29: admission.default.rate must be from 0.001 to 1e+06"},
		{"burst alone", "admission: {default: {burst: 3}}", "p.yaml:4:30: admission.default.burst means nothing without a rate"},
		{"burst with a fraction", "admission: {default: {rate: 1, burst: 1.5}}", "p.yaml:4:39: admission.default.burst must be a whole number from 1 to 1000000"},
		{"tokens 0", "admission: {default: {tokens: 0}}", "p.yaml:4:31: admission.default.tokens is 0, which would refuse everything; for no limit leave it out"},
		{"calls", "admission: {default: {calls: -1}}", "p.yaml:4:30: admission.default.calls must be from 1 to 1e+06"},
		{"limit", "admission: {default: {inflight: 3}}", `p.yaml:4:23: admission.default: unknown name "inflight"; did you mean in_flight?`},
		{"tenant", "admission: {tenants: {a.b: {rate: 1}}}", "p.yaml:4:23: admission.tenants: a tenant's name has 1 to 64 characters of A-Z, a-z, 0-9, _ and -"},
		{"merged tenants", "admission: {tenants: {<<: {a: {rate: 1}}}}", "p.yaml:4:23: admission.tenants has a key that is not a plain name"},
		{"tenant twice", "admission: {tenants: {a: {rate: 1}, a: {rate: 2}}}", `p.yaml:4:37: mapping key "a" already defined at [4:23]`},
		{"lane", "admission: {lanes: {bach: {weight: 1}}}", `p.yaml:4:21: admission.lanes: unknown name "bach"; did you mean batch?`},
		{"weight 0", "admission: {lanes: {batch: {weight: 0}}}", "p.yaml:4:37: admission.lanes.batch.weight must be from 1 to 100"},
		{"no weight", "admission: {lanes: {batch: {}}}", "p.yaml:4:28: admission.lanes.batch.weight is missing"},
		{"huge number", "stream: {window: 99999999999999999999999999}", "p.yaml:4:18: stream.window must be a whole number from 64 to 4096"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("p.yaml", []byte(base+tt.add+"\n"), known())
			if err == nil {
				t.Fatalf("accepted; want %s", tt.want)
			}
			if err.Error() != tt.want {
				t.Errorf("\n got %s\nwant %s", err, tt.want)
			}
		})
	}
}

func TestRewritingWhatIsJudged(t *testing.T) {
	const why = " rewrites text, and this text is only judged; use allow, block, flag"
	for _, tt := range []struct{ direction, want string }{
		{"{default: flag, types: {INJECTION: redact}}", "p.yaml:2:43: input.types.INJECTION: redact" + why},
		{"{default: flag, rules: {injection-canary: pseudonymize}}", "p.yaml:2:50: input.rules.injection-canary: pseudonymize" + why},
		{"{default: flag, rules: {injection-cannary: block}}", `p.yaml:2:32: input.rules: unknown name "injection-cannary"; did you mean injection-canary?`},
		{"{default: flag, types: {INJECTIONS: block}}", `p.yaml:2:32: input.types: unknown name "INJECTIONS"; did you mean INJECTION?`},
	} {
		_, err := Parse("p.yaml", []byte("version: x\ninput: "+tt.direction+"\noutput: {default: flag}\n"), known())
		if err == nil || err.Error() != tt.want {
			t.Errorf("\n got %v\nwant %s", err, tt.want)
		}
	}
}

// Of several mistakes the first in reading order of names is told, every time.
func TestSameMistakeEachTime(t *testing.T) {
	doc := []byte("version: x\ninput: {default: flag, types: {SECRET: a, IBAN_CODE: b, US_SSN: c, EMAIL_ADDRESS: d}}\noutput: {default: flag}\n")
	_, first := Parse("p", doc, known())
	for range 20 {
		if _, err := Parse("p", doc, known()); err == nil || err.Error() != first.Error() {
			t.Fatalf("%v, then %v", first, err)
		}
	}
}

func BenchmarkParseDefault(b *testing.B) {
	for b.Loop() {
		if _, err := Parse("p", Default(), known()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkQuestions(b *testing.B) {
	p, err := Load("", known())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		p.Action(Input, "SECRET", "pem-private-key")
		p.Guard(Output, "S14")
		p.Admission("acme")
	}
}
