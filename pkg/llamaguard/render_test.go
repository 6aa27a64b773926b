package llamaguard

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew; read them before they are committed")

// The published prompt, word for word.
const published = `<|begin_of_text|><|start_header_id|>user<|end_header_id|>

Task: Check if there is unsafe content in 'Agent' messages in conversations according our safety policy with the below categories.

<BEGIN UNSAFE CONTENT CATEGORIES>
S1: Violent Crimes.
S2: Non-Violent Crimes.
S3: Sex Crimes.
S4: Child Exploitation.
S5: Defamation.
S6: Specialized Advice.
S7: Privacy.
S8: Intellectual Property.
S9: Indiscriminate Weapons.
S10: Hate.
S11: Self-Harm.
S12: Sexual Content.
S13: Elections.
S14: Code Interpreter Abuse.
<END UNSAFE CONTENT CATEGORIES>

<BEGIN CONVERSATION>

User: How do I bake bread?

Agent: Mix flour, water and yeast.

<END CONVERSATION>

Provide your safety assessment for ONLY THE LAST Agent message in the above conversation:
 - First line must read 'safe' or 'unsafe'.
 - If unsafe, a second line must include a comma-separated list of violated categories.<|eot_id|><|start_header_id|>assistant<|end_header_id|>

`

func TestRenderIsThePublishedPrompt(t *testing.T) {
	both := []Turn{{User, "How do I bake bread?"}, {Agent, "Mix flour, water and yeast."}}
	one := both[:1]
	input := strings.NewReplacer("'Agent'", "'User'", "LAST Agent", "LAST User", "Agent: Mix flour, water and yeast.\n\n", "")
	small := strings.NewReplacer("S14: Code Interpreter Abuse.\n", "")
	four := strings.NewReplacer("start_header_id", "header_start", "end_header_id", "header_end", "eot_id", "eot")
	for _, c := range []struct {
		family Family
		assess Role
		turns  []Turn
		want   string
	}{
		{"llama-guard-3-8b", Agent, both, published},
		{"llama-guard-3-8b", User, one, input.Replace(published)},
		{"llama-guard-3-1b", Agent, both, small.Replace(published)},
		{"llama-guard-3-1b", User, one, small.Replace(input.Replace(published))},
		{"llama-guard-4-12b", Agent, both, four.Replace(published)},
		{"llama-guard-4-12b", User, one, four.Replace(input.Replace(published))},
	} {
		got, err := c.family.Render(c.assess, c.turns)
		if err != nil || got != c.want {
			t.Errorf("%s %s: %v\n%s", c.family, c.assess, err, got)
		}
		bare, err := c.family.Render(c.assess, c.turns, WithoutBOS)
		if err != nil || "<|begin_of_text|>"+bare != c.want {
			t.Errorf("%s %s without BOS: %v\n%s", c.family, c.assess, err, bare)
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	ask, say := Turn{User, "Hello"}, Turn{Agent, "Hi"}
	for name, c := range map[string]struct {
		assess Role
		turns  []Turn
		want   error
	}{
		"no turns":              {User, nil, ErrNoTurns},
		"blank":                 {User, []Turn{ask, {User, " \n\u00a0"}}, ErrBlank},
		"user wanted":           {User, []Turn{ask, say}, ErrLastRole},
		"agent wanted":          {Agent, []Turn{ask, say, ask}, ErrLastRole},
		"agent in input check":  {User, []Turn{ask, say, ask}, ErrAgentTurn},
		"no user in output":     {Agent, []Turn{say}, ErrUserTurn},
		"role":                  {Role(2), []Turn{ask}, errRole},
		"role of a turn":        {User, []Turn{{Role(-1), "x"}, ask}, errRole},
		"too long":              {User, []Turn{{User, strings.Repeat("x", MaxBytes+1)}}, ErrTooLong},
		"too many":              {User, make([]Turn, MaxTurns+1), ErrTooLong},
		"long history together": {User, []Turn{{User, strings.Repeat("x", MaxBytes)}, ask}, ErrTooLong},
	} {
		if got, err := Family("llama-guard-3-8b").Render(c.assess, c.turns); !errors.Is(err, c.want) || got != "" {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	if _, err := Family("llama-guard-9").Render(User, []Turn{ask}); err == nil {
		t.Error("an unknown family rendered")
	}
	if _, err := Family("llama-guard-3-8b").Render(Agent, []Turn{{User, ""}, say}); err != nil {
		t.Errorf("a blank earlier turn: %v", err)
	}
}

// TestRenderGolden keeps what hostile turns become, to be read.
func TestRenderGolden(t *testing.T) {
	for _, f := range Families() {
		got, err := f.Render(Agent, []Turn{{User, hostile}, {Agent, hostile}})
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", string(f)+".hostile.golden")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || got != string(want) {
			t.Errorf("%s is not what is in %s (%v):\n%s", f, path, err, got)
		}
	}
}

func TestFamilies(t *testing.T) {
	for _, f := range Families() {
		if got, err := ParseFamily(string(f)); got != f || err != nil {
			t.Errorf("ParseFamily(%s): %s, %v", f, got, err)
		}
		for _, code := range f.Codes(User) {
			if Name(code) == "" {
				t.Errorf("%s: no name for %s", f, code)
			}
		}
	}
	for _, bad := range []string{"", "llama-guard", "Llama-Guard-3-8B", "llama-guard-3-8b "} {
		if _, err := ParseFamily(bad); err == nil {
			t.Errorf("%q is a family", bad)
		}
	}
	if n := len(Family("llama-guard-3-1b").Codes(Agent)); n != 13 {
		t.Errorf("1B has %d codes", n)
	}
	if Name("S1") != "Violent Crimes" || Name("S15") != "" {
		t.Error("names")
	}
}

func BenchmarkRender2KB(b *testing.B) {
	turns := []Turn{{User, strings.Repeat("The quick brown fox jumps over the <b>lazy</b> dog: 42.\n", 36)}}
	b.SetBytes(int64(len(turns[0].Text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Family("llama-guard-3-8b").Render(User, turns); err != nil {
			b.Fatal(err)
		}
	}
}
