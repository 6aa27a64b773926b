package dispatch

import (
	"slices"

	"sluice/pkg/chat"
	"sluice/pkg/policy"
	"sluice/pkg/sanitize"
)

// maxTokenNodes bounds the JSON values of all tokens of one stream.
const maxTokenNodes = maxNodes / 2

// lanes are the log-probabilities of a stream, on their way behind the text that they
// spell. The flow's goroutine owns them; nil are those that nobody asked for.
//
// A token leaves with the piece that its text ends in, or later. Nothing leaves any
// more of a choice whose tokens do not spell its text; nor of any choice, as in an
// answer that is not streamed, once something was replaced, or found in the tokens
// themselves; nor once there are more of them than bounds allow.
type lanes struct {
	clean *sanitize.Sanitizer
	all   map[strandKey]*lane // by choice, and content or refusal
	odd   map[int]bool        // choices whose tokens do not spell their text
	ended bool
	found []sanitize.Count // in tokens
	bytes int              // of all tokens, as JSON
	most  int
	nodes int
}

func newLanes(clean *sanitize.Sanitizer, most int) *lanes {
	return &lanes{clean: clean, all: map[strandKey]*lane{}, odd: map[int]bool{}, most: most}
}

// laneOf is where the tokens of a strand's text stand.
func laneOf(k strandKey) strandKey {
	if k.field != "refusal" {
		k.field = "content"
	}
	return k
}

func (l *lanes) lane(k strandKey) *lane {
	k = laneOf(k)
	one, ok := l.all[k]
	if !ok {
		row := func() *sanitize.Row { return l.clean.Row(policy.Output) }
		one = &lane{tokens: row(), others: row(), row: row}
		l.all[k] = one
	}
	return one
}

// silent says that nothing more of a choice's tokens is wanted.
func (l *lanes) silent(choice int) bool { return l == nil || l.ended || l.odd[choice] }

// end drops all that has not left.
func (l *lanes) end() {
	if l != nil {
		l.ended = true
	}
}

// take takes tokens of the engine. It returns the rules that block the answer for what
// they spell.
func (l *lanes) take(d chat.Delta) (blocked []string) {
	if l.silent(d.Choice) {
		return nil
	}
	one := l.lane(strandKey{d.Choice, d.Field})
	for _, t := range d.Tokens {
		l.bytes, l.nodes = l.bytes+len(t.JSON)+1, l.nodes+t.Values
		if l.bytes > l.most || l.nodes > maxTokenNodes {
			l.end()
			return nil
		}
		if !one.take(t) {
			l.odd[d.Choice] = true
			return nil
		}
		if blocked = l.look(one); l.ended {
			return blocked
		}
	}
	l.odd[d.Choice] = l.odd[d.Choice] || d.Odd
	return nil
}

// look ends the tokens where something was found in those of a lane.
func (l *lanes) look(one *lane) (blocked []string) {
	for _, r := range one.rows() {
		if r.Found() {
			if !l.ended { // several rows may find the same
				l.found = append(l.found, r.Counts()...)
			}
			l.end()
			blocked = append(blocked, r.Blocked()...)
		}
	}
	return blocked
}

// say tells what a strand says next, from a place in it.
func (l *lanes) say(k strandKey, from int, text string) {
	if !l.silent(k.choice) && !l.lane(k).say(stretch{k, from, from + len(text)}, text) {
		l.odd[k.choice] = true
	}
}

// leave are the tokens that may leave now that a strand of their lane has released so
// much, as JSON arrays that are each small enough for one part.
func (l *lanes) leave(k strandKey, released func(strandKey) int) [][]byte {
	if l.silent(k.choice) || l.all[laneOf(k)] == nil {
		return nil
	}
	return l.lane(k).leave(released)
}

// left says whether tokens of a choice have left.
func (l *lanes) left(choice int) bool {
	if l == nil {
		return false
	}
	for k, one := range l.all {
		if k.choice == choice && one.gone > 0 {
			return true
		}
	}
	return false
}

// close says that all was said. It returns the rules that block the answer for what the
// ends of its tokens spell.
func (l *lanes) close() (blocked []string) {
	if l == nil || l.ended {
		return nil
	}
	for _, one := range l.all {
		for _, r := range one.rows()[1:] {
			r.Close()
		}
		blocked = append(blocked, l.look(one)...)
	}
	slices.Sort(blocked)
	return slices.Compact(blocked)
}

// whole are the log-probabilities of a choice as its completion has them: null where
// they were dropped, or spell only a part of the text.
func (l *lanes) whole(choice int) chat.Value {
	var none chat.Value
	if l.silent(choice) {
		return none
	}
	out := chat.NewObject(chat.Member{Name: "content"}, chat.Member{Name: "refusal"})
	some := false
	for _, field := range []string{"content", "refusal"} {
		one := l.all[strandKey{choice, field}]
		if one == nil {
			continue
		}
		list, ok := one.whole()
		if !ok {
			return none
		}
		if len(list) == 0 {
			continue
		}
		doc, err := chat.Parse(list, chat.Limits{Bytes: len(list) + 1, Nodes: maxNodes})
		if err != nil {
			return none
		}
		out.Set(field, *doc.Root)
		some = true
	}
	if !some {
		return none
	}
	return out
}
