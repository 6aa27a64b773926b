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
		text := hostile
		if f.BOS() == "" {
			text += hostileQwen
		}
		got, err := f.Render(Agent, []Turn{{User, text}, {Agent, text}})
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
		for _, c := range f.own(t).categories(User) {
			if Name(c.code) != c.name {
				t.Errorf("%s: %s is %q elsewhere", f, c.code, Name(c.code))
			}
		}
		if f.AnswerTokens() < 40 {
			t.Errorf("%s: %d tokens do not hold a verdict with all categories", f, f.AnswerTokens())
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
	if n := len(Family("qwen3guard-gen").Codes(Agent)); n != 8 || Family("nothing").Codes(User) != nil {
		t.Errorf("Qwen3Guard has %d codes for an answer", n)
	}
	for code, want := range map[string]string{"S1": "Violent Crimes", "S15": "", "Q9": "Jailbreak", "Q10": "", "": ""} {
		if got := Name(code); got != want {
			t.Errorf("%s is %q", code, got)
		}
	}
}

// own is what the family's file says.
func (f Family) own(t *testing.T) model {
	t.Helper()
	m, err := f.model()
	if err != nil {
		t.Fatal(err)
	}
	return m
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
