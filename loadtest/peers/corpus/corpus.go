// Package corpus makes the texts that scanners are compared on: chat prompts
// and source files, from the texts of the Go installation and from lines of
// logs and settings made here, with made-up secrets planted at a stated rate.
// The same seed and the same Go release give the same bytes.
//
// It is no set for precision or recall: what stands in Go's own texts is
// nobody's secret, but nobody has labelled it either.
package corpus

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// Text is one text with what was planted in it.
type Text struct {
	Text    string
	Planted []Planted
}

// Planted is a secret at bytes Start to End of a text.
type Planted struct {
	Kind       string // gitleaks' id of the rule for it
	Must       bool   // its form is fixed, so that every scanner must find it
	Start, End int
}

// Corpus is a list of texts of one size.
type Corpus struct {
	Name  string
	About string
	Size  int // bytes of a text
	Texts []Text
}

// Bytes is the length of all texts.
func (c Corpus) Bytes() int { return c.Size * len(c.Texts) }

// Planted counts the secrets in all texts.
func (c Corpus) Planted() int {
	n := 0
	for _, t := range c.Texts {
		n += len(t.Planted)
	}
	return n
}

// Chat makes n prompts of 2 KB, one in ten of which has a secret.
func Chat(s *Source, n int, seed uint64) Corpus {
	c := Corpus{
		Name: "chat", Size: 2 << 10,
		About: "prompts of 2 KB: a question, then prose (45 %), Go code (30 %), lines of a log (15 %) or settings (10 %); one in ten has a planted secret",
	}
	r := rand.New(rand.NewPCG(seed, 1))
	for i := range n {
		secrets := 0
		if i%10 == 9 {
			secrets = 1
		}
		c.Texts = append(c.Texts, c.text(r, secrets, func() string {
			switch k := r.IntN(100); {
			case k < 45:
				return pick(r, s.Prose)
			case k < 75:
				return pick(r, s.Code)
			case k < 90:
				return logLines(r, 4+r.IntN(8))
			default:
				return settings(r, 4+r.IntN(8))
			}
		}))
	}
	return c
}

// Files makes n texts of 128 KB of code and settings, each with four secrets.
func Files(s *Source, n int, seed uint64) Corpus {
	c := Corpus{
		Name: "files", Size: 128 << 10,
		About: "texts of 128 KB: Go code (70 %), settings (20 %), lines of a log and prose (10 %); each has four planted secrets",
	}
	r := rand.New(rand.NewPCG(seed, 2))
	for range n {
		c.Texts = append(c.Texts, c.text(r, 4, func() string {
			switch k := r.IntN(100); {
			case k < 70:
				return pick(r, s.Code)
			case k < 90:
				return settings(r, 10+r.IntN(20))
			case k < 95:
				return logLines(r, 10+r.IntN(20))
			default:
				return pick(r, s.Prose)
			}
		}))
	}
	return c
}

var questions = []string{
	"Please review the text below and tell me what is unclear.", "Why does this fail? It worked yesterday.",
	"Summarise this for a colleague who was away.", "Can you rewrite this so that it is shorter?",
	"What is wrong here, and how would you test it?", "Explain the following step by step.",
}

// text joins pieces until it has the corpus' size. Secrets stand between
// pieces, at places spread over the text.
func (c Corpus) text(r *rand.Rand, secrets int, piece func() string) Text {
	var b strings.Builder
	var out Text
	b.WriteString(questions[r.IntN(len(questions))] + "\n\n")
	for b.Len() < c.Size {
		if n := len(out.Planted); n < secrets && b.Len() >= c.Size*n/secrets {
			line, p := plant(r, b.Len())
			if b.Len()+len(line) <= c.Size {
				b.WriteString(line)
				out.Planted = append(out.Planted, p)
			}
		}
		text := piece()
		if len(out.Planted) < secrets { // leave room for what is still to be planted
			text = cut(text, c.Size/(2*secrets)-200)
		}
		b.WriteString(text + "\n\n")
	}
	out.Text = pad(cut(b.String(), c.Size), c.Size)
	return out
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// cut shortens text to at most n bytes, at a rune.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

func pad(text string, n int) string { return text + strings.Repeat("\n", n-len(text)) }
