package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
)

// heldOut is the share of groups kept for the figures: one in heldOut.
const heldOut = 4

// shingle is the words in a piece that two texts may share.
const shingle = 4

// group gives each row the name of its group: its source's template, or else the rows that share at least half of
// the smaller one's pieces of four words, and everything reached so, by the first one's text.
func group(rows []row) {
	parent := make([]int, len(rows))
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
	size := make([]int, len(rows))
	holders := map[string][]int{}
	for i, r := range rows {
		shared := map[int]int{}
		mine := shingles(r.text)
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
	for i := range rows {
		if rows[i].group == "" {
			first := rows[find(i)]
			sum := sha256.Sum256([]byte(strings.Join(plainWords(first.text), " ")))
			rows[i].group = fmt.Sprintf("text/%x", sum[:8])
			if first.group != "" {
				rows[i].group = first.group
			}
		}
	}
}

func plainWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func shingles(text string) map[string]bool {
	words := plainWords(text)
	set := map[string]bool{}
	for i := 0; i+shingle <= len(words); i++ {
		set[strings.Join(words[i:i+shingle], " ")] = true
	}
	if len(words) < shingle {
		set[strings.Join(words, " ")] = true
	}
	return set
}

// fold gives the number of a group's part, of n.
func fold(group string, n uint64, salt string) uint64 {
	sum := sha256.Sum256([]byte(salt + group))
	return binary.BigEndian.Uint64(sum[:]) % n
}

// split parts rows into those to train on and those held out.
func split(rows []row) (train, test []row) {
	for _, r := range rows {
		if fold(r.group, heldOut, "hazard 1 ") == 0 {
			test = append(test, r)
		} else {
			train = append(train, r)
		}
	}
	return train, test
}
