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
func judge(turn string) verdict { return judgeBy(marks, "S", turn) }

// judgeBy looks for marks whose categories begin with this letter.
func judgeBy(marks *regexp.Regexp, letter, turn string) verdict {
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
		v.categories = append(v.categories, letter+strconv.Itoa(n))
	}
	return v
}

// guardPrompt judges the last turn of a rendered prompt of Llama Guard or Qwen3Guard, and nothing else of it, and
// answers as that model does.
func guardPrompt(prompt string) (string, []scoredToken) {
	var tokens []scoredToken
	if strings.HasPrefix(prompt, qwenOpens) {
		tokens = judgeQwen(prompt).tokens()
	} else {
		tokens = judgePrompt(prompt).tokens()
	}
	return textOf(tokens), tokens
}

// judgePrompt judges the last turn of a rendered Llama Guard prompt: from the last line that begins with "User: " or
// "Agent: " to the end of the conversation.
func judgePrompt(prompt string) verdict {
	turn := lastTurn(prompt, "\nUser: ", "\nAgent: ")
	if turn == "" {
		return verdict{lost: true}
	}
	return judge(turn)
}

// lastTurn is the conversation of a guard's prompt from the last place on at which one of these begins, or "".
func lastTurn(prompt string, begins ...string) string {
	end := strings.LastIndex(prompt, "<END CONVERSATION>")
	start := -1
	for _, b := range begins {
		start = max(start, strings.LastIndex(prompt[:max(end, 0)], b))
	}
	if start < 0 {
		return ""
	}
	return prompt[start:end]
}

// tokens are the guard's answer as Llama 3 would cut it.
func (v verdict) tokens() []scoredToken {
	if v.lost {
		return plain(pieces("I see no conversation here."))
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
	return tokens
}

func textOf(tokens []scoredToken) string {
	var text strings.Builder
	for _, t := range tokens {
		text.WriteString(t.text)
	}
	return text.String()
}
