package llamaguard

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// departures are where a prompt is not the published text, from and to, with the reason in testdata/published/README.md.
func departures(f Family) []string {
	const header = "assistant<|end_header_id|>"
	switch f {
	case "llama-guard-3-8b":
		return []string{" <|begin_of_text|>", "<|begin_of_text|>", header, header + "\n\n"}
	case "llama-guard-3-1b":
		return []string{" <|eot_id|>", "<|eot_id|>", header, header + "\n\n"}
	case "llama-guard-4-12b":
		const header = "assistant<|header_end|>"
		return []string{`\n\n`, "", "<BEGIN CONVERSATION>\n", "<BEGIN CONVERSATION>\n\n", " <|eot|>", "<|eot|>", header, header + "\n\n"}
	}
	return nil
}

// TestRenderIsThePublishedPrompt compares with what the published templates make of a conversation.
func TestRenderIsThePublishedPrompt(t *testing.T) {
	turns := []Turn{{User, "How do I bake bread?"}, {Agent, "Mix flour, water and yeast."}}
	for family, file := range map[Family]string{
		"llama-guard-3-8b":     "llama-guard-3-8b.ROLE.txt",
		"llama-guard-3-1b":     "llama-guard-3-1b.ROLE.txt",
		"llama-guard-4-12b":    "llama-guard-4-12b.ROLE.txt",
		"qwen3guard-gen":       "qwen3guard-gen.ROLE.txt",
		"qwen3guard-gen-loose": "qwen3guard-gen.ROLE.txt",
	} {
		for assess, role := range []string{"user", "agent"} {
			data, err := os.ReadFile(filepath.Join("testdata", "published", strings.Replace(file, "ROLE", role, 1)))
			if err != nil {
				t.Fatal(err)
			}
			want := string(data)
			for d := departures(family); len(d) > 0; d = d[2:] {
				if !strings.Contains(want, d[0]) {
					t.Fatalf("%s %s: %q is not published", family, role, d[0])
				}
				want = strings.ReplaceAll(want, d[0], d[1])
			}
			got, err := family.Render(Role(assess), turns[:assess+1])
			if err != nil || got != want {
				t.Errorf("%s %s: %v\n%s", family, role, err, got)
			}
			bare, err := family.Render(Role(assess), turns[:assess+1], WithoutBOS)
			if err != nil || family.BOS()+bare != want {
				t.Errorf("%s %s without BOS: %v\n%s", family, role, err, bare)
			}
		}
	}
	if n := len(Families()); n != 5 {
		t.Errorf("%d families, of which 5 are compared", n)
	}
}
