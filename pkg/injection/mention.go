package injection

import "strings"

// mentioned says whether a phrase is talked about rather than said: it stands
// in quotation marks of its own, inside a sentence. In text that is not the
// caller's a quotation is also a way to carry an instruction, so there the
// sentence must be one about such phrases.
func mentioned(text string, start, end int, from Source) bool {
	before, closing := openingQuote(text[:start])
	if closing == "" {
		return false
	}
	rest := text[end:min(len(text), end+24)]
	at := strings.Index(rest, closing)
	if at < 0 || strings.ContainsAny(rest[:at], "\n") {
		return false
	}
	after := text[end+at+len(closing) : min(len(text), end+at+len(closing)+40)]
	before = strings.TrimRight(before[max(0, len(before)-60):], " ")
	if before == "" || strings.IndexByte(":{[(,=>\\\n", before[len(before)-1]) >= 0 {
		return false // a value in JSON, an argument, a line of its own
	}
	if from == User {
		return true
	}
	around := strings.ToLower(before + " | " + after)
	for _, word := range []string{"injection", "attack", "jailbreak", "phrase", "such as", "for example", "like", "e.g.", "the words"} {
		if strings.Contains(around, word) {
			return true
		}
	}
	return false
}

// openingQuote returns what stands before an opening quotation mark at the end
// of text, and the mark that closes it, "" where there is none.
func openingQuote(text string) (before, closing string) {
	for _, q := range [...][2]string{{`"`, `"`}, {"'", "'"}, {"`", "`"}, {"“", "”"}, {"„", "“"}, {"‘", "’"}, {"«", "»"}, {"« ", " »"}} {
		if b, ok := strings.CutSuffix(text, q[0]); ok {
			return b, q[1]
		}
	}
	return text, ""
}
