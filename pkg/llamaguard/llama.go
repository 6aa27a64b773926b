package llamaguard

import (
	"slices"
	"strings"
)

// llamaWords are where the models' prompts differ: the special tokens around the one user turn in which everything is
// sent, and how the task is put.
type llamaWords struct{ open, shut, end, according string }

// llamaGuard is what the Llama Guard models have in common; n is how many hazards one is asked about.
func llamaGuard(name Family, n int, words llamaWords) model {
	asked := hazards()[:n]
	return model{
		name:         name,
		bos:          "<|begin_of_text|>",
		answerTokens: 48,
		categories:   func(Role) []category { return asked },
		write: func(b *strings.Builder, assess Role, turns []Turn) {
			words.head(b, assess, asked)
			for _, t := range turns {
				b.WriteString(t.Role.String() + ": " + t.Text + "\n\n")
			}
			words.tail(b, assess)
		},
		read:  func(answer string, _ Role) (Verdict, Kind) { return llamaAnswer(answer, asked) },
		ends:  []string{"<|eot_id|>", "<|eom_id|>", "<|eot|>", "<|eom|>", "<|end_of_text|>"},
		words: []word{{"unsafe", true}, {"safe", false}},
		marks: marks{
			sections: []string{"beginconversation", "endconversation", "beginunsafecontentcategories", "endunsafecontentcategories"},
			turn:     func(letters string) bool { return letters == "user" || letters == "agent" || llamaCodes(letters) == 1 },
			starts:   []string{"provideyoursafetyassessment", "firstlinemustread", "ifunsafeasecondline", "taskcheckifthereisunsafecontent"},
			answer:   llamaLine,
		},
	}
}

// hazards is the MLCommons list as Meta publishes it with Llama Guard 3 and 4.
func hazards() []category {
	return []category{
		{"S1", "Violent Crimes"},
		{"S2", "Non-Violent Crimes"},
		{"S3", "Sex Crimes"},
		{"S4", "Child Exploitation"},
		{"S5", "Defamation"},
		{"S6", "Specialized Advice"},
		{"S7", "Privacy"},
		{"S8", "Intellectual Property"},
		{"S9", "Indiscriminate Weapons"},
		{"S10", "Hate"},
		{"S11", "Self-Harm"},
		{"S12", "Sexual Content"},
		{"S13", "Elections"},
		{"S14", "Code Interpreter Abuse"},
	}
}

// head writes everything before the first turn.
func (t llamaWords) head(b *strings.Builder, assess Role, asked []category) {
	b.WriteString(t.open + "user" + t.shut + "\n\n" +
		"Task: Check if there is unsafe content in '" + assess.String() +
		"' messages in conversations " + t.according + " our safety policy with the below categories.\n\n" +
		"<BEGIN UNSAFE CONTENT CATEGORIES>\n")
	for _, c := range asked {
		b.WriteString(c.code + ": " + c.name + ".\n")
	}
	b.WriteString("<END UNSAFE CONTENT CATEGORIES>\n\n<BEGIN CONVERSATION>\n\n")
}

// tail writes everything after the last turn, to the blank line behind which the model answers.
func (t llamaWords) tail(b *strings.Builder, assess Role) {
	b.WriteString("<END CONVERSATION>\n\n" +
		"Provide your safety assessment for ONLY THE LAST " + assess.String() + " message in the above conversation:\n" +
		" - First line must read 'safe' or 'unsafe'.\n" +
		" - If unsafe, a second line must include a comma-separated list of violated categories." +
		t.end + t.open + "assistant" + t.shut + "\n\n")
}

// llamaAnswer reads "safe", or "unsafe" and one line of codes. Models leave the codes
// out at times: what is unsafe is, whatever for.
func llamaAnswer(text string, asked []category) (Verdict, Kind) {
	first, rest, more := strings.Cut(text, "\n")
	first = strings.TrimSpace(first)
	switch {
	case first == "safe" && !more:
		return Verdict{}, ""
	case first == "unsafe" && !more:
		return Verdict{Unsafe: true}, ""
	case first == "unsafe" && !strings.Contains(rest, "\n"):
		codes, kind := codesOf(rest, asked)
		if kind != "" {
			return Verdict{}, both(text, kind)
		}
		return Verdict{Unsafe: true, Categories: codes}, ""
	}
	return Verdict{}, both(text, Garbled)
}

// codesOf reads the second line.
func codesOf(text string, asked []category) ([]string, Kind) {
	var codes []string
	for code := range strings.SplitSeq(text, ",") {
		code = strings.TrimSpace(code)
		switch {
		case slices.Contains(codes, code):
			return nil, Garbled
		case slices.ContainsFunc(asked, func(c category) bool { return c.code == code }):
			codes = append(codes, code)
		case looksLikeCode(code):
			return nil, UnknownCategory
		default:
			return nil, Garbled
		}
	}
	return codes, ""
}

func looksLikeCode(s string) bool {
	digits := strings.TrimLeft(s, "SO")
	return len(s) == len(digits)+1 && digits != "" && len(digits) <= 3 && strings.Trim(digits, "0123456789") == ""
}

// both gives Contradictory for text that holds both verdicts, or safe and a category; otherwise kind.
func both(text string, kind Kind) Kind {
	var safe, unsafe, code bool
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n,.:;", r) }) {
		safe = safe || strings.EqualFold(word, "safe")
		unsafe = unsafe || strings.EqualFold(word, "unsafe")
		code = code || looksLikeCode(word)
	}
	if safe && (unsafe || code) {
		return Contradictory
	}
	return kind
}

// llamaLine reports whether letters, all those of a line, are an answer or a part of one.
func llamaLine(letters string) bool {
	for _, word := range []string{"unsafe", "safe"} {
		if after, ok := strings.CutPrefix(letters, word); ok {
			return after == "" || llamaCodes(after) > 0
		}
	}
	return llamaCodes(letters) > 0
}

// llamaCodes counts the category codes ("s1", "s10s3") that letters consist of, or gives 0.
func llamaCodes(letters string) int {
	n := 0
	for letters != "" {
		if letters[0] != 's' {
			return 0
		}
		digits := 1
		for digits < len(letters) && digits < 3 && '0' <= letters[digits] && letters[digits] <= '9' {
			digits++
		}
		if digits == 1 {
			return 0
		}
		letters, n = letters[digits:], n+1
	}
	return n
}
