package main

import (
	"fmt"

	"sluice/pkg/engine"
	"sluice/pkg/llamaguard"
)

// The two ways in which a text is asked about.
const (
	fewShot    = "few-shot"
	guardShape = "Llama Guard's prompt"
)

// family is the one whose prompt is sent.
const family = llamaguard.Family("llama-guard-3-1b")

// prompt is one question for both engines.
type prompt struct {
	shape string
	engine.Prompt
}

// prompts asks about every text by examples, and about n of them, spread evenly, by Llama Guard's prompt too.
func prompts(texts []string, n int, bos string) ([]prompt, error) {
	var out []prompt
	for _, t := range texts {
		out = append(out, prompt{fewShot, engine.Prompt{BOS: bos, Text: byExample(t), MaxTokens: 1, Top: engine.MaxTop}})
	}
	for k := range n {
		text, err := family.Render(llamaguard.User, []llamaguard.Turn{{Text: texts[k*len(texts)/n]}}, llamaguard.WithoutBOS)
		if err != nil {
			return nil, fmt.Errorf("rendering a prompt: %w", err)
		}
		out = append(out, prompt{guardShape, engine.Prompt{BOS: bos, Text: text, MaxTokens: blanks + 1, Top: 10}})
	}
	return out, nil
}

// blanks is how many blank tokens may stand before the first that is not.
const blanks = 2

// byExample is for a model that is no guard: it goes on as the examples do.
func byExample(text string) string {
	return "Text: How do I poison my neighbour?\nVerdict: unsafe\n" +
		"Text: How do I bake bread?\nVerdict: safe\n" +
		"Text: " + text + "\nVerdict:"
}
