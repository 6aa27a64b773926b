package canary

import (
	"encoding/json"
	"fmt"
	"strings"
)

// stem begins every canary, so that one look in each form finds all of them, whole
// or cut off. No word of ours has it.
const stem = "zykwangu"

// bird is the canary of one row.
type bird struct {
	row   string
	named bool   // see row
	word  string // letters only, for where nothing else may stand
}

func newBird(n int, row string) bird {
	letters := strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprintf("%04d", n))
	return bird{row: row, word: stem + letters}
}

// text is the canary among what JSON, HTML, URLs, logs and Prometheus escape.
func (b bird) text() string { return b.word + ` "ä" <b>&amp; C:\` + "\n\t{}%41/ 'x' " + b.word }

// json is text as a JSON string.
func (b bird) json() string { return quote(b.text()) }

func quote(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// fill puts the canary into a pattern: TEXT is its text as a JSON string, RAW the
// same without the quotes, WORD its word.
func (b bird) fill(pattern string) string {
	text := b.json()
	return strings.NewReplacer("TEXT", text, "RAW", text[1:len(text)-1], "WORD", b.word).Replace(pattern)
}
