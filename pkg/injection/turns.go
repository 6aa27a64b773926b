package injection

import "strings"

// turns collects the lines of a text that look like turns of a conversation.
type turns struct {
	human, assistant place // the first of each
	instruction      place // "### Instruction:", which people write without malice
	reported         bool
}

type place struct{ start, end int }

func (p place) found() bool { return p.end > 0 }

// line looks at a line that begins at at.
func (t *turns) line(in *inspection, at int) {
	text := in.text
	start := at
	hashes := 0
	for at < len(text) && (text[at] == '#' || text[at] == '*' || text[at] == ' ') && at-start < 8 {
		if text[at] == '#' {
			hashes++
		}
		at++
	}
	name, end := speaker(text, at)
	if end == 0 {
		return
	}
	own := place{start, end}
	switch name {
	case "system", "developer":
		if hashes > 1 || in.from == Untrusted && commands(text[end:min(len(text), end+96)]) {
			in.add(start, end)
		}
	case "instruction":
		if hashes > 1 {
			t.instruction = own
		}
	case "response":
		if hashes > 1 && t.instruction.found() {
			in.add(t.instruction.start, t.instruction.end)
			in.add(start, end)
		}
	case "human", "user":
		t.pair(in, own, hashes, &t.human, &t.assistant)
	case "assistant":
		t.pair(in, own, hashes, &t.assistant, &t.human)
	}
}

// pair reports two turns that answer one another. In the caller's own words
// they must stand after empty lines, as a template writes them: people paste
// conversations.
func (t *turns) pair(in *inspection, own place, hashes int, mine, other *place) {
	switch {
	case hashes > 1:
		in.add(own.start, own.end)
	case in.from == User && !strings.HasSuffix(strings.TrimRight(in.text[max(0, own.start-8):own.start], " "), "\n\n"):
	case other.found() && !t.reported:
		in.add(other.start, other.end)
		in.add(own.start, own.end)
		t.reported = true
	case !mine.found():
		*mine = own
	}
}

// speaker reads the name of a turn and the colon after it.
func speaker(text string, at int) (name string, end int) {
	for _, name := range [...]string{"system", "developer", "instruction", "response", "human", "user", "assistant"} {
		rest := text[at:]
		if len(rest) <= len(name) || !strings.EqualFold(rest[:len(name)], name) {
			continue
		}
		end := at + len(name)
		for end < len(text) && (text[end] == '*' || text[end] == ' ') && end-at < len(name)+4 {
			end++
		}
		if end < len(text) && text[end] == ':' {
			return name, end + 1
		}
	}
	return "", 0
}

// commands says whether what follows a speaker's name gives orders.
func commands(text string) bool {
	text = strings.ToLower(strings.TrimLeft(text, " \n\t"))
	for _, word := range []string{"you are", "you must", "you will", "you should", "ignore ", "disregard", "override", "new instruction", "from now", "forget ",
		"the user ", "do not ", "call ", "always ", "never ", "obey", "your task", "your new"} {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	return false
}

// tags reports what closes a part of a prompt that was not opened in this
// text, and a part that gives orders as the system would.
func (t *turns) tags(in *inspection) {
	names := []string{"system", "system_prompt"}
	if in.from == Untrusted {
		names = append(names, "instructions", "prompt", "tool_result", "tool_response", "function_results", "untrusted", "tool_output")
	}
	text := in.text
	if strings.IndexByte(text, '<') < 0 {
		return
	}
	open := make([]int, len(names))
	for at := strings.IndexByte(text, '<'); at >= 0 && at < len(text); {
		n, closes, end := tagOf(text, at, names)
		switch {
		case n >= 0 && !closes:
			open[n]++
			if n < 2 && commands(text[end:min(len(text), end+96)]) {
				in.add(at, end)
			}
		case n >= 0 && open[n] > 0:
			open[n]--
		case n >= 0 && !quotedAlone(text, at, end):
			in.add(at, end)
		}
		next := strings.IndexByte(text[at+1:], '<')
		if next < 0 {
			return
		}
		at += 1 + next
	}
}

// tagOf returns which of names the tag at at has, -1 for none of them.
func tagOf(text string, at int, names []string) (n int, closes bool, end int) {
	from := at + 1
	if from < len(text) && text[from] == '/' {
		closes, from = true, from+1
	}
	to := strings.IndexByte(text[from:min(len(text), from+24)], '>')
	if to < 0 {
		return -1, false, 0
	}
	name := strings.ToLower(strings.TrimSpace(text[from : from+to]))
	for i, known := range names {
		if name == known {
			return i, closes, from + to + 1
		}
	}
	return -1, false, 0
}
