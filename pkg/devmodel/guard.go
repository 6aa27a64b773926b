package devmodel

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// verdict is what sluice-dev/guard thinks of a turn.
type verdict struct {
	lost       bool     // there was no turn to judge
	unsafe     float64  // probability
	categories []string // of an unsafe one: "S1"
}

// marks are the words by which the guard judges, such as UNSAFE-S1 and MAYBE-S14.
var marks = regexp.MustCompile(`\b(UNSAFE|MAYBE)-S(1[0-4]|[1-9])\b`)

// judge looks for the marks in a turn: UNSAFE means a probability of 0.98, MAYBE of 0.55, none of 0.01.
func judge(turn string) verdict {
	v := verdict{unsafe: 0.01}
	seen := map[int]bool{}
	var found []int
	for _, m := range marks.FindAllStringSubmatch(turn, -1) {
		p := 0.55
		if m[1] == "UNSAFE" {
			p = 0.98
		}
		v.unsafe = max(v.unsafe, p)
		if n, err := strconv.Atoi(m[2]); err == nil && !seen[n] {
			seen[n] = true
			found = append(found, n)
		}
	}
	slices.SortFunc(found, cmp.Compare)
	for _, n := range found {
		v.categories = append(v.categories, "S"+strconv.Itoa(n))
	}
	return v
}

// judgePrompt judges the last turn of a rendered Llama Guard prompt, and nothing else of it: from the last line that
// begins with "User: " or "Agent: " to the end of the conversation.
func judgePrompt(prompt string) verdict {
	end := strings.LastIndex(prompt, "<END CONVERSATION>")
	if end < 0 {
		return verdict{lost: true}
	}
	prompt = prompt[:end]
	start := max(strings.LastIndex(prompt, "\nUser: "), strings.LastIndex(prompt, "\nAgent: "))
	if start < 0 {
		return verdict{lost: true}
	}
	return judge(prompt[start:])
}

// text is the guard's answer, and its tokens as Llama 3 would cut them.
func (v verdict) text() (string, []scoredToken) {
	if v.lost {
		lost := "I see no conversation here."
		return lost, plain(pieces(lost))
	}
	word, other, p := "safe", "unsafe", 1-v.unsafe
	if len(v.categories) > 0 {
		word, other, p = "unsafe", "safe", v.unsafe
	}
	tokens := append(plain([]string{"\n\n"}), scoredToken{
		text: word, logprob: math.Log(p), other: other, otherLogprob: math.Log(1 - p),
	})
	for i, c := range v.categories {
		before := ","
		if i == 0 {
			before = "\n"
		}
		tokens = append(tokens, plain([]string{before, "S", strings.TrimPrefix(c, "S")})...)
	}
	var text strings.Builder
	for _, t := range tokens {
		text.WriteString(t.text)
	}
	return text.String(), tokens
}
