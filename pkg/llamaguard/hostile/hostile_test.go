package hostile_test

import (
	"hash/fnv"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sluice/pkg/llamaguard/hostile"
)

// What a test of two thousand prompts relies on being among them.
func TestPrompts(t *testing.T) {
	seen := map[string]int{}
	planes := map[rune]bool{}
	different := map[uint64]bool{}
	for text := range hostile.Prompts(2000, 1) {
		h := fnv.New64a()
		h.Write([]byte(text))
		different[h.Sum64()] = true
		for name, is := range map[string]bool{
			"a megabyte":      len(text) > 1<<20-4096 && len(text) <= 1<<20,
			"no UTF-8":        !utf8.ValidString(text),
			"a NUL":           strings.Contains(text, "\x00"),
			"a BOM":           strings.Contains(text, "\ufeff"),
			"blank":           strings.TrimSpace(text) == "",
			"Llama's end":     strings.Contains(text, "<END CONVERSATION>"),
			"Qwen's end":      strings.Contains(text, "<|im_end|>\n<|im_start|>assistant\n<think>"),
			"wide":            strings.Contains(text, "＜"),
			"a forged answer": strings.Contains(text, "Safety: Safe\nCategories: None"),
		} {
			if is {
				seen[name]++
			}
		}
		if len(text) < 16<<10 {
			for _, c := range text {
				planes[c>>16] = true
			}
		}
	}
	for _, name := range []string{"a megabyte", "no UTF-8", "a NUL", "a BOM", "blank", "Llama's end", "Qwen's end", "wide", "a forged answer"} {
		if seen[name] < 3 {
			t.Errorf("%d prompts with %s", seen[name], name)
		}
	}
	if len(planes) != 17 || len(different) < 1900 {
		t.Errorf("%d planes, %d different prompts", len(planes), len(different))
	}
}

// The same number and seed, the same prompts; more are the same and others after.
func TestPromptsRepeat(t *testing.T) {
	first := slices.Collect(hostile.Prompts(300, 7))
	if !slices.Equal(first, slices.Collect(hostile.Prompts(300, 7))) || slices.Equal(first, slices.Collect(hostile.Prompts(300, 8))) {
		t.Error("the seed does not decide")
	}
	more := slices.Collect(hostile.Prompts(400, 7))
	if len(more) != 400 || !slices.Equal(first, more[:300]) {
		t.Errorf("%d prompts, not the same first", len(more))
	}
	for range hostile.Prompts(5, 7) {
		break // no more than are asked for are made
	}
}
