package devmodel

import (
	"math"
	"regexp"
	"strings"
)

// qwenOpens is how a rendered Qwen3Guard prompt begins.
const qwenOpens = "<|im_start|>user\n# Task:\n"

// qwenMarks are the words by which it is judged, such as UNSAFE-Q1; MAYBE is what the model calls controversial.
var qwenMarks = regexp.MustCompile(`\b(UNSAFE|MAYBE)-Q([1-9])\b`)

// qwenVerdict is what sluice-dev/guard thinks of a turn, in Qwen3Guard's words.
type qwenVerdict struct {
	verdict
	answer bool // an answer was judged: whether it refuses is told too
}

// judgeQwen judges the last turn of a rendered Qwen3Guard prompt: a mark of Q9, jailbreaks, counts in a query only.
func judgeQwen(prompt string) qwenVerdict {
	v := qwenVerdict{answer: strings.Contains(prompt, "\n<BEGIN REFUSAL POLICY>\n")}
	turn := lastTurn(prompt, "\nUSER: ", "\nASSISTANT: ")
	if turn == "" {
		v.lost = true
		return v
	}
	if v.answer {
		turn = strings.ReplaceAll(turn, "-Q9", "")
	}
	v.verdict = judgeBy(qwenMarks, "Q", turn)
	return v
}

// tokens are its answer cut as Qwen's vocabulary might.
func (v qwenVerdict) tokens() []scoredToken {
	if v.lost {
		return v.verdict.tokens()
	}
	word, other, p := " Safe", " Unsafe", 1-v.unsafe
	named := " None"
	if len(v.categories) > 0 {
		word, other, p = " Unsafe", " Safe", v.unsafe
		if v.unsafe < 0.9 {
			word = " Controversial"
		}
		var names []string
		for _, c := range v.categories {
			names = append(names, qwenName(c))
		}
		named = " " + strings.Join(names, ", ")
	}
	tokens := append(plain([]string{"Safety", ":"}), scoredToken{
		text: word, logprob: math.Log(p), other: other, otherLogprob: math.Log(1 - p),
	})
	tokens = append(tokens, plain([]string{"\n", "Categories", ":"})...)
	tokens = append(tokens, plain(pieces(named))...)
	if v.answer {
		tokens = append(tokens, plain([]string{"\n", "Ref", "usal", ":", " No"})...)
	}
	return tokens
}

// qwenName is the name that the model has for a category.
func qwenName(code string) string {
	return map[string]string{
		"Q1": "Violent", "Q2": "Non-violent Illegal Acts", "Q3": "Sexual Content or Sexual Acts", "Q4": "PII", "Q5": "Suicide & Self-Harm",
		"Q6": "Unethical Acts", "Q7": "Politically Sensitive Topics", "Q8": "Copyright Violation", "Q9": "Jailbreak",
	}[code]
}
