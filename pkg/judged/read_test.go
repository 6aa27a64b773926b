package judged

import (
	"reflect"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	for name, tt := range map[string]struct {
		line string
		want Row
	}{
		"safe":       {`{"text":"a","label":"safe"}`, Row{Text: "a", Source: "set"}},
		"unsafe":     {`{"text":"a","label":"unsafe","group":"g","prompt":"p"}`, Row{Text: "a", Prompt: "p", Label: true, Group: "g", Source: "set", Open: true}},
		"a number":   {`{"text":"a","label":1,"categories":["S1","S9"]}`, Row{Text: "a", Label: true, Source: "set", Categories: map[string]bool{"S1": true, "S9": true}}},
		"no code":    {`{"text":"a","label":true,"categories":[]}`, Row{Text: "a", Label: true, Source: "set", Categories: map[string]bool{}}},
		"moderation": {`{"text":"<Person> x","labels":{"S":0,"V":1,"H2":0}}`, Row{Text: "  x", Label: true, Source: "set", Open: true, Categories: map[string]bool{"S12": false, "S1": true, "S10": false}}},
		"minors":     {`{"text":"a","labels":{"S3":1}}`, Row{Text: "a", Label: true, Source: "set", Open: true, Categories: map[string]bool{"S12": true, "S4": true}}},
		"xstest":     {`{"text":"a","type":"contrast_real_group_nons_discr","label":"unsafe"}`, Row{Text: "a", Label: true, Group: "xstest/discr", Source: "set/unsafe", Open: true}},
		"attack":     {`{"text":"a","label":"indirect_injection","kind":"Clickbait"}`, Row{Text: "a", Label: true, Group: "bipia/Clickbait", Source: "set", Open: true}},
		"context":    {`{"label":"benign","task":"code","context":["a","b"],"question":"c"}`, Row{Text: "a\nb\nc", Source: "set/code"}},
		"jailbreak":  {`{"text":"a","label":"jailbreak"}`, Row{Text: "a", Label: true, Source: "set", Open: true}},
	} {
		rows, err := Read(strings.NewReader("\n"+tt.line+"\n"), "set")
		if err != nil || len(rows) != 1 || !reflect.DeepEqual(rows[0], tt.want) {
			t.Errorf("%s: %+v, %v; want %+v", name, rows, err, tt.want)
		}
	}
}

// A mistake is told by its row, and never by what stands there.
func TestMistakes(t *testing.T) {
	for name, line := range map[string]string{
		"no JSON":           `canary`,
		"no text":           `{"label":"safe"}`,
		"no label":          `{"text":"canary"}`,
		"another label":     `{"text":"x","label":"canary"}`,
		"safe with a code":  `{"text":"canary","label":"safe","categories":["S1"]}`,
		"another column":    `{"text":"canary","labels":{"ZZ":1}}`,
		"a word for a code": `{"text":"x","label":"unsafe","categories":["canary bird"]}`,
		"a text of a list":  `{"text":["canary"],"label":"safe"}`,
	} {
		_, err := Read(strings.NewReader(`{"text":"a","label":"safe"}`+"\n"+line), "set")
		if err == nil || !strings.Contains(err.Error(), "row 2") || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Read(strings.NewReader("\n"), "set"); err == nil {
		t.Error("a set without rows is taken")
	}
}

func TestGroups(t *testing.T) {
	got := Groups([]string{
		"The quick brown fox jumps over the lazy dog by the river", "the QUICK brown fox jumps over the lazy dog, by a river!",
		"Something else entirely", "given", "The quick brown fox jumps over",
	}, []string{"", "", "", "template", ""})
	if got[0] != got[1] || got[0] != got[4] || got[2] == got[0] || got[3] != "template" {
		t.Errorf("%v", got)
	}
	parts := map[uint64]bool{}
	for _, group := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		parts[Fold(group, 2, "salt ")] = true
	}
	if len(parts) != 2 || Fold("a", 1, "") != 0 {
		t.Errorf("groups are in %d of 2 parts", len(parts))
	}
}
