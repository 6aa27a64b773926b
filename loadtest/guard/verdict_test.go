package guard

import (
	"math"
	"regexp"
	"strings"
	"time"
)

// scored is a token as the guard models here say it, with the two that matter.
type scored struct {
	text         string
	logprob      float64
	other        string // the other candidate in its place; "" is none
	otherLogprob float64
}

// reply is what a guard model does with one prompt.
type reply struct {
	status   int // 0: 200
	text     string
	tokens   []scored
	unscored bool // without log-probabilities
	delay    time.Duration
	hang     bool // no answer until the caller goes away
	reset    bool // the connection is reset
	cut      bool // and after half of the body
	page     bool // a web page in place of JSON
	failure  bool // status 200 and an error inside
}

// marks are the words by which the good guard judges: UNSAFE-S1 is 0.98, MAYBE-S1 0.55.
var marks = regexp.MustCompile(`\b(UNSAFE|MAYBE)-(S1?[0-9])\b`)

// lastTurn is the text that a rendered prompt asks about, and whose it is.
func lastTurn(prompt string) (role, text string) {
	end := strings.LastIndex(prompt, "\n<END CONVERSATION>")
	if end < 0 {
		return "", ""
	}
	prompt = prompt[:end]
	user, agent := strings.LastIndex(prompt, "\nUser: "), strings.LastIndex(prompt, "\nAgent: ")
	if user < 0 && agent < 0 {
		return "", ""
	}
	if user > agent {
		return "User", prompt[user:]
	}
	return "Agent", prompt[agent:]
}

// good judges as a guard model does.
func good(prompt string) reply {
	_, text := lastTurn(prompt)
	p, codes := 0.02, []string{}
	for _, m := range marks.FindAllStringSubmatch(text, -1) {
		p = max(p, map[string]float64{"UNSAFE": 0.98, "MAYBE": 0.55}[m[1]])
		if !strings.Contains(strings.Join(codes, ",")+",", m[2]+",") {
			codes = append(codes, m[2])
		}
	}
	if len(codes) == 0 {
		return verdict("\n\nsafe", "safe", 1-p, "unsafe", p)
	}
	return verdict("\n\nunsafe\n"+strings.Join(codes, ","), "unsafe", p, "safe", 1-p)
}

// verdict is an answer whose first word has this probability, and the other one that.
func verdict(text, word string, p float64, other string, q float64) reply {
	r := reply{text: text, tokens: []scored{{text: "\n\n"}, {text: word, logprob: math.Log(p), other: other, otherLogprob: math.Log(q)}}}
	if _, rest, ok := strings.Cut(text, word); ok && rest != "" {
		r.tokens = append(r.tokens, scored{text: rest, logprob: -0.01})
	}
	return r
}

// saying is an answer of these words, each as likely as can be.
func saying(text string) reply {
	r := reply{text: text}
	for word := range strings.SplitAfterSeq(text, " ") {
		r.tokens = append(r.tokens, scored{text: word, logprob: -0.01})
	}
	return r
}

// fault is one way to be no guard.
type fault struct {
	name   string
	kind   string // of the error on the page
	closed bool   // nobody listens
	answer func(prompt string) reply
}

// reply is what a prompt gets. Where nobody listens some connections are still open.
func (f *fault) reply(prompt string) reply {
	if f.closed {
		return reply{reset: true}
	}
	return f.answer(prompt)
}

const slowAnswer = 1500 * time.Millisecond // longer than the backend's timeout

// faults are all ways. Each begins where the guard was good.
func faults() []fault {
	as := func(r reply) func(string) reply { return func(string) reply { return r } }
	change := func(f func(*reply)) func(string) reply {
		return func(prompt string) reply { r := good(prompt); f(&r); return r }
	}
	return []fault{
		{"garbled", "garbled", false, as(saying("I am sorry, but as a helpful assistant I may not say."))},
		{"empty", "empty", false, as(reply{})},
		{"blank", "empty", false, as(reply{text: "\n\n", tokens: []scored{{text: "\n\n", logprob: -0.01}}})},
		{"slow", "engine_timeout", false, change(func(r *reply) { r.delay = slowAnswer })},
		{"hanging", "engine_timeout", false, as(reply{hang: true})},
		{"safe, and unsafe by score", "contradictory", false, as(verdict("safe", "safe", 0.1, "unsafe", 0.9))},
		{"unsafe, and safe by score", "contradictory", false, as(verdict("unsafe\nS1", "unsafe", 0.1, "safe", 0.9))},
		{"safe with a category", "contradictory", false, as(verdict("safe\nS1", "safe", 0.9, "unsafe", 0.1))},
		{"both verdicts", "contradictory", false, as(verdict("safe\nunsafe\nS1", "safe", 0.9, "unsafe", 0.1))},
		{"an unknown category", "unknown_category", false, as(verdict("unsafe\nS15", "unsafe", 0.9, "safe", 0.1))},
		{"without log-probabilities", "scores_missing", false, change(func(r *reply) { r.unscored = true })},
		{"certain beyond measure", "engine_protocol", false, as(verdict("safe", "safe", 7, "unsafe", 0.1))},
		{"probabilities over one", "scores_invalid", false, as(verdict("safe", "safe", 0.9, "unsafe", 0.8))},
		{"an enormous answer", "engine_too_large", false, as(reply{text: strings.Repeat("safe ", 400_000), tokens: []scored{{text: "safe", logprob: -0.01}}})},
		{"a long answer", "garbled", false, as(saying("safe" + strings.Repeat("ly", 60_000)))},
		{"nobody listens", "engine_unavailable", true, nil},
		{"reset", "engine_unavailable", false, as(reply{reset: true})},
		{"cut", "engine_protocol", false, change(func(r *reply) { r.cut = true })},
		{"status 500", "engine_unavailable", false, as(reply{status: 500, text: "safe"})},
		{"a web page", "engine_protocol", false, change(func(r *reply) { r.page = true })},
		{"an error with status 200", "engine_protocol", false, change(func(r *reply) { r.failure = true })},
	}
}
