package sanitize

import (
	"strings"

	"sluice/pkg/chat"
	"sluice/pkg/policy"
	"sluice/pkg/scan"
)

// Stream sanitizes one text of a completion, such as the content of one choice, while it comes
// in pieces. What it releases is never taken back, and holds nothing that Document would replace
// in a completion of that one text, but for what scan.Stream and the next lines say.
//
// It holds back what may still become a finding: of prose a word or less, never more than
// scan.MaxHeld bytes in each of its rounds (see Document), counted without JSON escapes. A text
// that is one JSON object or array is held until it is whole, and then treated as Document does,
// since names decide there what is a secret; over MaxDocument bytes it is treated as plain text,
// and what only its structure tells is not seen. Texts of one completion are not joined with
// each other: Document on the whole completion does that.
//
// One goroutine may use a Stream at a time.
type Stream struct {
	run    run
	passes []*pass
	json   *jsonText // nil once the text is known to be none
	closed bool
}

// MaxDocument is how many bytes of a text that may be JSON are held back, see Stream.
const MaxDocument = 32 << 10

// Stream starts a text. pseudonym is as in Document.
func (s *Sanitizer) Stream(dir policy.Direction, pseudonym func(typ scan.Type, value string) string) *Stream {
	st := &Stream{run: run{Sanitizer: s, dir: dir, pseudonym: pseudonym, counts: map[countKey]int{}}, json: &jsonText{}}
	st.passes = []*pass{newPass(s.set, ""), newPass(s.set, "")}
	return st
}

// Write takes the next piece and returns what may be passed on, often of earlier pieces.
func (s *Stream) Write(piece string) string {
	if s.closed || piece == "" || len(s.run.result.Blocked) > 0 {
		return ""
	}
	if s.json != nil {
		if s.json.write(piece) && s.json.Len() <= MaxDocument {
			return ""
		}
		piece, s.json = s.json.String(), nil
	}
	return s.write(piece, false)
}

// Close says that the text has ended, and returns the rest of it. A second call returns "".
func (s *Stream) Close() string {
	if s.closed || len(s.run.result.Blocked) > 0 {
		return ""
	}
	s.closed = true
	if s.json == nil {
		return s.write("", true)
	}
	text := s.json.String()
	if (&walk{nodes: chat.DefaultNodes}).parse(text, 0) == nil {
		return s.write(text, true)
	}
	return s.document(text)
}

// write sends a piece through the rounds. The second one always runs: what the first has replaced
// can make a finding of what stands before it. Each later one begins where the one before it has
// replaced something for the first time.
func (s *Stream) write(piece string, final bool) string {
	for round := 0; round < len(s.passes); round++ {
		p := s.passes[round]
		s.run.first = round == 0
		before := p.context()
		out, replaced := p.write(&s.run, piece, final)
		if len(s.run.result.Blocked) > 0 {
			return ""
		}
		if replaced {
			s.run.result.Redacted = true
			if round == maxRounds {
				s.run.block(RuleUnstable)
				return ""
			}
			if round+1 == len(s.passes) {
				s.passes = append(s.passes, newPass(s.run.set, before))
			}
		}
		piece = out
	}
	return piece
}

// document treats a text that is JSON.
func (s *Stream) document(text string) string {
	doc := &chat.Document{Root: &chat.Value{}}
	*doc.Root = chat.NewObject(chat.Member{Name: "choices", Value: chat.NewArray(chat.NewObject(
		chat.Member{Name: "message", Value: chat.NewObject(chat.Member{Name: "content", Value: chat.NewString(text)})}))})
	r := s.run.Document(doc, s.run.dir, s.run.pseudonym)
	s.run.result = r
	for _, c := range r.Counts {
		s.run.counts[countKey{c.Type, c.Rule, c.Action}] += c.Count
	}
	if len(r.Blocked) > 0 {
		return ""
	}
	return doc.Root.Get("choices").Elems[0].Get("message").Get("content").Text()
}

// Held returns how many bytes are held back.
func (s *Stream) Held() int {
	if s.json != nil {
		return s.json.Len()
	}
	n := 0
	for _, p := range s.passes {
		n += len(p.text) - p.released
	}
	return n
}

// Blocked has the rules found so far that block the text, sorted. From the first one on nothing
// is released.
func (s *Stream) Blocked() []string { return s.result().Blocked }

// Counts has what was found so far, as Result.Counts.
func (s *Stream) Counts() []Count { return s.result().Counts }

// Redacted says that something was replaced so far, pseudonyms included.
func (s *Stream) Redacted() bool { return s.run.result.Redacted }

// Restore maps the pseudonyms made so far to what they stand for; nil without any.
func (s *Stream) Restore() map[string]string { return s.run.result.Restore }

func (s *Stream) result() Result {
	r := s.run
	r.result.Counts = nil
	return r.finish()
}

// jsonText gathers a text while it may be a JSON object or array.
type jsonText struct {
	strings.Builder
	jsonPrefix
}

// write reports whether the text may still be one.
func (j *jsonText) write(piece string) bool {
	j.WriteString(piece)
	for i := range len(piece) {
		if !j.next(piece[i]) {
			return false
		}
	}
	return true
}
