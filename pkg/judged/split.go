package judged

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// shingle is the words in a piece that two texts may share.
const shingle = 4

// Groups names the group of each text: the given one, or else that of the texts that
// share at least half of the smaller one's pieces of four words, and everything reached
// so, by the first one's text. given is as long as texts; "" is none.
func Groups(texts, given []string) []string {
	parent := make([]int, len(texts))
	for i := range parent {
		parent[i] = i
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	size := make([]int, len(texts))
	holders := map[string][]int{}
	for i, text := range texts {
		shared := map[int]int{}
		mine := shingles(text)
		size[i] = len(mine)
		for s := range mine {
			for _, j := range holders[s] {
				shared[j]++
			}
			holders[s] = append(holders[s], i)
		}
		for j, n := range shared {
			if 2*n >= min(size[i], size[j]) {
				a, b := find(i), find(j)
				parent[max(a, b)] = min(a, b)
			}
		}
	}
	out := make([]string, len(texts))
	for i := range texts {
		first := find(i)
		switch {
		case given[i] != "":
			out[i] = given[i]
		case given[first] != "":
			out[i] = given[first]
		default:
			sum := sha256.Sum256([]byte(strings.Join(Words(texts[first]), " ")))
			out[i] = fmt.Sprintf("text/%x", sum[:8])
		}
	}
	return out
}

// Words are the words of a text, in lower case.
func Words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func shingles(text string) map[string]bool {
	words := Words(text)
	set := map[string]bool{}
	for i := 0; i+shingle <= len(words); i++ {
		set[strings.Join(words[i:i+shingle], " ")] = true
	}
	if len(words) < shingle {
		set[strings.Join(words, " ")] = true
	}
	return set
}

// Fold is the number of a group's part, of n.
func Fold(group string, n uint64, salt string) uint64 {
	sum := sha256.Sum256([]byte(salt + group))
	return binary.BigEndian.Uint64(sum[:]) % n
}

// placeholder is how the moderation set hides names.
var placeholder = regexp.MustCompile(`<+[A-Za-z_]+>+`)

// Unmarked is a text of the moderation set without the marks that hide names: they say
// where a text comes from, not what it is.
func Unmarked(text string) string { return placeholder.ReplaceAllString(text, " ") }
