package guard

import (
	"unicode/utf8"

	"sluice/pkg/chat"
	"sluice/pkg/injection"
	"sluice/pkg/llamaguard"
)

// piece is a text to be judged, with what was said before it.
type piece struct {
	source injection.Source
	role   llamaguard.Role
	text   string
	before []llamaguard.Turn
	quiet  bool // no turn of the conversation: not judged for hazards
}

// What stands before a judged text is cut to contextBytes, from its end. A long
// text is judged in segments of segmentBytes that overlap: a model that is given
// more than it can hold would judge a part of it.
const (
	contextBytes = 8 << 10
	segmentBytes = 8 << 10
	overlapBytes = 1 << 10
)

// promptPieces are all texts of a request. Every turn is judged, not the last
// alone: the history, the assistant's turns and the system's too, is what the
// caller says that it was.
func promptPieces(doc *chat.Document) []piece {
	var out []piece
	var said []llamaguard.Turn
	for _, d := range injection.Documents(doc) {
		p := piece{source: d.Source, role: llamaguard.User, text: d.Text, quiet: d.Message < 0, before: tail(said)}
		if d.Role == "assistant" {
			p.role = llamaguard.Agent
		}
		out = append(out, p)
		if !p.quiet {
			said = append(said, llamaguard.Turn{Role: p.role, Text: p.text})
		}
	}
	return out
}

// completionPieces are what the choices of a completion say, each after the
// prompt: text, reasoning, refusal and the arguments of calls.
func completionPieces(doc *chat.Document, prompt []piece) []piece {
	var said []llamaguard.Turn
	for _, p := range prompt {
		if !p.quiet {
			said = append(said, llamaguard.Turn{Role: p.role, Text: p.text})
		}
	}
	before := tail(said)
	var out []piece
	for _, text := range chat.Said(doc) {
		out = append(out, piece{source: injection.Completion, role: llamaguard.Agent, text: text, before: before})
	}
	return out
}

// systemTexts are what a completion must not repeat.
func systemTexts(prompt []piece) []string {
	var out []string
	for _, p := range prompt {
		if p.source == injection.System {
			out = append(out, p.text)
		}
	}
	return out
}

// tail is the end of a conversation, cut to contextBytes: whole turns, and of the
// earliest its end.
func tail(said []llamaguard.Turn) []llamaguard.Turn {
	room := contextBytes
	for i := len(said) - 1; i >= 0; i-- {
		if len(said[i].Text) < room {
			room -= len(said[i].Text)
			continue
		}
		cut := said[i].Text[len(said[i].Text)-room:]
		for len(cut) > 0 && !utf8.RuneStart(cut[0]) {
			cut = cut[1:]
		}
		out := append([]llamaguard.Turn{{Role: said[i].Role, Text: cut}}, said[i+1:]...)
		if cut == "" {
			out = out[1:]
		}
		return out
	}
	return said[:len(said):len(said)]
}

// segments cuts a text for judging, at bounds of runes.
func segments(text string) []string {
	if len(text) <= segmentBytes {
		return []string{text}
	}
	var out []string
	for start := 0; ; {
		end := min(len(text), start+segmentBytes)
		for end < len(text) && !utf8.RuneStart(text[end]) {
			end--
		}
		out = append(out, text[start:end])
		if end == len(text) {
			return out
		}
		for start = end - overlapBytes; !utf8.RuneStart(text[start]); start-- {
		}
	}
}
