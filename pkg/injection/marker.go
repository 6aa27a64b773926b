package injection

import (
	"strings"
	"unicode/utf8"

	"sluice/pkg/injection/internal/fold"
)

// marker is what stands between an opening sign and its closing one, folded:
// lower case, without blanks and invisible characters.
type marker struct {
	text       string
	start, end int // end is 0 where no closing sign was found
	buf        [48]byte
	n          int
	blanks     bool // there were blanks
	exact      bool // nothing was folded but the case
}

// maxMarker is how many bytes a marker may have, disguise included.
const maxMarker = 256

// readMarker reads from a < or [ to the sign that closes it.
func readMarker(text string, start int) (m marker) {
	m = marker{text: text, start: start, exact: true}
	open := byte(0)
	for at := start; at < len(text) && at-start < maxMarker; {
		c, size := rune(text[at]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(text[at:])
			switch {
			case fold.Hides(c):
				m.exact = false
				at += size
				continue
			case c == 0x2581:
				c = '_'
			case c >= 0xFF01 && c <= 0xFF5E:
				c -= 0xFF01 - '!'
			case c >= 0xE0020 && c <= 0xE007E:
				c -= 0xE0000
			case c == '｜' || c == '│' || c == '∣' || c == '❘' || c == 'ǀ':
				c = '|'
			default:
				s, _ := fold.Rune(c)
				if s == "" {
					return m
				}
				c = rune(s[0])
			}
			m.exact = false
		}
		at += size
		switch {
		case c == ' ' || c == '\t':
			m.blanks = true
			continue
		case c == '\n' || m.n == len(m.buf):
			return m
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		m.buf[m.n] = byte(c)
		m.n++
		if open == 0 {
			open = byte(c)
			continue
		}
		if c == rune(open) && m.n > 2 {
			return m // another one begins
		}
		if open == '<' && c == '>' && !(m.n > 1 && m.buf[1] == '<' && m.buf[m.n-2] != '>') || open == '[' && c == ']' {
			m.end = at
			return m
		}
	}
	return m
}

// known returns the end of a marker that a model may take for one, 0 for
// everything else.
func (m *marker) known(from Source) int {
	if m.end == 0 || m.n < 4 {
		return 0
	}
	s := m.buf[:m.n]
	switch {
	case string(s) == "[system]":
		return m.ifKnown(strings.HasPrefix(m.text[m.end:], "(#"))
	case s[0] == '[':
		return m.ifKnown(bracketed(string(s[1:m.n-1])) && m.upper())
	case s[1] == '|' && s[m.n-2] == '|' && m.n > 5:
		name := string(s[2 : m.n-2])
		return m.ifKnown(piped(name) && (!m.blanks || strings.Contains(name, "_")))
	case s[1] == '<':
		name := strings.TrimPrefix(string(s[2:m.n-2]), "/")
		return m.ifKnown(name == "sys" || name == "system" || name == "user" || name == "inst")
	case m.blanks:
		return 0
	}
	switch string(s) {
	case "<start_of_turn>", "<end_of_turn>", "<bos>", "<eos>", "<|system>", "<|user>", "<|assistant>", "<system|>":
		return m.end
	case "<tool_call>", "<tool_response>", "<function_results>", "<function_calls>", "<tool_result>", "<system_prompt>":
		return m.ifKnown(from == Untrusted)
	}
	return 0
}

func (m *marker) ifKnown(known bool) int {
	if known {
		return m.end
	}
	return 0
}

// upper says whether a marker that programs write otherwise, as an index, is
// in capitals or disguised, and does not follow a name.
func (m *marker) upper() bool {
	if !m.exact || strings.HasPrefix(m.text[m.start:], "[/") {
		return true
	}
	if m.start > 0 {
		if c := m.text[m.start-1]; c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ')' || c == ']' {
			return false
		}
	}
	inner := m.text[m.start:m.end]
	return inner == strings.ToUpper(inner)
}

func bracketed(name string) bool {
	switch strings.TrimPrefix(name, "/") {
	case "inst", "system_prompt", "tool_calls", "tool_results", "available_tools", "tool_content":
		return true
	}
	return false
}

// piped says whether <|name|> is a special token of a known model family.
func piped(name string) bool {
	switch strings.TrimPrefix(name, "/") {
	case "im_start", "im_end", "im_sep", "start_header_id", "end_header_id", "header_start", "header_end", "eot_id", "eom_id", "eot", "eom",
		"begin_of_text", "end_of_text", "endoftext", "startoftext", "endofprompt", "begin_of_sentence", "end_of_sentence", "begin_of_system",
		"system", "user", "assistant", "end", "tool", "tools", "python_tag", "finetune_right_pad_id", "step_id", "message", "channel", "start",
		"return", "call", "constrain", "start_of_role", "end_of_role", "start_of_turn", "end_of_turn", "end_of_turn_token", "start_of_turn_token",
		"system_token", "user_token", "chatbot_token", "observation", "prompter", "human", "bot", "tool_call", "tool_response", "tool_outputs_begin",
		"fim_prefix", "fim_middle", "fim_suffix", "pad", "sep", "bos", "eos", "image", "vision_start", "vision_end", "tool_calls_begin", "tool_call_begin":
		return true
	}
	return strings.HasPrefix(name, "reserved_special_token_") || strings.HasPrefix(name, "placeholder")
}
