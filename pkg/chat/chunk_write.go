package chat

import (
	"strconv"
	"strings"
)

// Strand names one text of a stream: a field of a choice, by its place.
type Strand struct {
	Choice int
	Field  string // content, reasoning_content, reasoning or refusal
}

// ChunkHead is what stands on every chunk of a stream, and how the stream is spoken.
type ChunkHead struct {
	ID      string
	Model   string
	Created int64 // Unix time in seconds
	Voice   Voice
}

func (h ChunkHead) chunks(dst []byte, choice int) chunks {
	return chunks{dst: dst, voice: h.Voice, index: int64(choice), head: []Member{
		{"id", NewString(h.ID)}, {"created", NewNumber(strconv.FormatInt(h.Created, 10))}, {"model", NewString(h.Model)},
	}}
}

// AppendRole appends the event that begins a choice.
func AppendRole(dst []byte, head ChunkHead, choice int) []byte {
	w := head.chunks(dst, choice)
	w.delta(NewObject(Member{"role", NewString("assistant")}, Member{"content", NewString("")}), nil, nil)
	return w.dst
}

// Tokens names the log-probabilities that a strand's text is spelled by: those of its
// choice's refusal, or of its content, which may have tokens of reasoning too.
func (s Strand) Tokens() Strand {
	if s.Field != "refusal" {
		s.Field = "content"
	}
	return s
}

// AppendDelta appends the events that add text to a strand, and tokens, log-probabilities
// of what has been said then, with the last of them.
func AppendDelta(dst []byte, head ChunkHead, to Strand, text string, tokens []Value) []byte {
	w := head.chunks(dst, to.Choice)
	var logprobs *Value
	if len(tokens) > 0 {
		all := NewObject(Member{"content", Value{}}, Member{"refusal", Value{}})
		all.Set(to.Tokens().Field, NewArray(tokens...))
		logprobs = &all
	}
	if text == "" {
		w.delta(NewObject(), logprobs, nil)
	}
	w.text(to.Field, text, logprobs)
	return w.dst
}

// AppendFiltered ends a stream whose text was blocked: each of its choices finishes with
// content_filter, then usage where it was asked for, as of an engine that tells none, and
// the end. Clients take it for the end of an answer that was withheld from there on.
func AppendFiltered(dst []byte, head ChunkHead, choices []int, includeUsage bool) []byte {
	reason := NewString(CodeContentFilter)
	for _, choice := range choices {
		w := head.chunks(dst, choice)
		w.delta(NewObject(), nil, &reason)
		dst = w.dst
	}
	if includeUsage {
		w := head.chunks(dst, 0)
		w.usage = true
		w.event(NewArray(), Usage{}.value())
		dst = w.dst
	}
	return head.Voice.Done(dst)
}

// AppendRest appends what is left of a finished completion for a client that has
// the given texts already, under the chunks' own head: their rest, tool calls, the
// reasons to finish, usage where it was asked for, and the end. Of log-probabilities
// it has as many as tokens says, by what Strand.Tokens names. Where a text
// that was sent is no beginning of the completion's it returns false: no end may be
// put to such a stream.
func (c *Completion) AppendRest(dst []byte, head ChunkHead, sent map[Strand]string, tokens map[Strand]int, includeUsage bool) ([]byte, bool) {
	rest := &Completion{c.Doc.Clone()}
	begun := map[int]bool{}
	for strand, text := range sent {
		message := rest.choice(strand.Choice).Get("message")
		v := message.Get(strand.Field)
		if v != nil && v.Kind == Array { // parts are told as one text
			*v = NewString(contentText(v))
		}
		if v == nil || v.Kind != String || !strings.HasPrefix(v.Str, text) {
			if text != "" {
				return nil, false
			}
			continue
		}
		v.Str = v.Str[len(text):]
		begun[strand.Choice] = begun[strand.Choice] || text != ""
	}
	for i := range rest.choices() {
		rest.dropTokens(i, tokens)
	}
	rest.SetID(head.ID)
	rest.Doc.Root.Set("created", NewNumber(strconv.FormatInt(head.Created, 10)))
	return rest.appendStream(dst, head.Voice, includeUsage, begun), true
}

// dropTokens takes the log-probabilities away that were sent; null is what is left of none.
func (c *Completion) dropTokens(choice int, sent map[Strand]int) {
	logprobs := c.choice(choice).Get("logprobs")
	left := 0
	for _, field := range [...]string{"content", "refusal"} {
		if list := logprobs.Get(field); list != nil {
			list.Elems = list.Elems[min(sent[Strand{choice, field}], len(list.Elems)):]
			left += len(list.Elems)
		}
	}
	if left == 0 {
		c.DropLogprobs(choice)
	}
}
