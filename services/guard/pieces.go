package guard

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/llamaguard"
)

// piece is a text to be judged, with what was said before it.
type piece struct {
	at     *exchange.Place // where its text begins; nil of one that is quiet
	source injection.Source
	role   llamaguard.Role
	text   string
	said   []llamaguard.Turn // all before it, shared with the other pieces
	quiet  bool              // not judged for hazards: a piece of all has it
	beside bool              // no turn of the conversation
	all    bool              // the texts of one message, or of one place beside them: not judged for injections, each of them is
}

// What stands before a judged text is cut to contextBytes, from its end, and to
// contextTurns. A long text is judged in segments of segmentBytes that overlap: a
// model that is given more than it can hold would judge a part of it.
const (
	contextBytes = 8 << 10
	contextTurns = 64 // far below what a guard's prompt can have
	segmentBytes = 8 << 10
	overlapBytes = 1 << 10
)

// promptPieces are all texts of a request. Every turn is judged, not the last
// alone: the history, the assistant's turns and the system's too, is what the
// caller says that it was. So is what stands beside the messages and the model
// reads: the definitions of tools, schemas, documents. The guard is asked once about
// a message, however many texts it has.
func promptPieces(doc *chat.Document) []piece {
	var out []piece
	var said []llamaguard.Turn
	texts := injection.Documents(doc)
	for start := 0; start < len(texts); {
		end := start + 1
		for end < len(texts) && texts[end].Message == texts[start].Message && texts[end].Role == texts[start].Role {
			end++
		}
		whole := piece{at: placeOf(texts[start]), role: llamaguard.User, source: texts[start].Source, text: texts[start].Text, beside: texts[start].Message < 0, said: said[:len(said):len(said)]}
		if texts[start].Role == "assistant" && !whole.beside {
			whole.role = llamaguard.Agent
		}
		plain := whole.text
		if end-start > 1 {
			for _, d := range texts[start:end] {
				out = append(out, piece{source: d.Source, text: d.Text, quiet: true})
			}
			whole.all = true
			whole.text, plain = joined(texts[start:end])
		}
		out = append(out, whole)
		if !whole.beside {
			said = append(said, llamaguard.Turn{Role: whole.role, Text: plain})
		}
		start = end
	}
	return out
}

// joined are texts of one place as one; plain is without what is there twice.
func joined(texts []injection.Piece) (all, plain string) {
	var a, p []string
	for _, d := range texts {
		a = append(a, d.Text)
		if !d.Glued {
			p = append(p, d.Text)
		}
	}
	return strings.Join(a, "\n"), strings.Join(p, "\n")
}

// completionPieces are what the choices of a completion say, each after the
// prompt: text, reasoning, refusal and the arguments of calls.
func completionPieces(doc *chat.Document, prompt []piece) []piece {
	var said []llamaguard.Turn
	for _, p := range prompt {
		if !p.quiet && !p.beside {
			said = append(said, llamaguard.Turn{Role: p.role, Text: p.text})
		}
	}
	var out []piece
	for i, text := range chat.Said(doc) {
		out = append(out, piece{at: &exchange.Place{Where: "texts[" + strconv.Itoa(i) + "]"}, source: injection.Completion, role: llamaguard.Agent, text: text, said: said})
	}
	return out
}

// systemTexts are what a completion must not repeat.
func systemTexts(prompt []piece) []string {
	var out []string
	for _, p := range prompt {
		if p.source == injection.System && !p.all {
			out = append(out, p.text)
		}
	}
	return out
}

// tail is the end of a conversation, cut to contextTurns and contextBytes: whole
// turns, and of the earliest its end.
func tail(said []llamaguard.Turn) []llamaguard.Turn {
	room := contextBytes
	said = said[max(0, len(said)-contextTurns):]
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

// segment is a part of a text, by its bytes.
type segment struct{ start, end int }

// segments cuts a text for judging.
func segments(text string) []segment { return cut(text, segmentBytes, overlapBytes) }

// cut cuts a text in segments of so many bytes that overlap, at bounds of runes.
func cut(text string, size, overlap int) []segment {
	if len(text) <= size {
		return []segment{{0, len(text)}}
	}
	var out []segment
	for start := 0; ; {
		end := min(len(text), start+size)
		for end < len(text) && !utf8.RuneStart(text[end]) {
			end--
		}
		out = append(out, segment{start, end})
		if end == len(text) {
			return out
		}
		for start = end - overlap; !utf8.RuneStart(text[start]); start-- {
		}
	}
}
