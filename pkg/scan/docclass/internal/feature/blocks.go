// Package feature turns text into the hashed features of package docclass, block by block: what the classifier reads
// and what its trainer reads is the same code. It judges nothing.
package feature

import "strings"

// A block is some lines of text. Windows are runs of blocks.
const (
	Narrow = 2 // blocks in a narrow window, some 600 bytes
	Wide   = 8 // blocks in a wide window, some 2.5 KB and no more than MostBytes each

	blockBytes = 256 // a block ends at the first line end from here on
	paragraph  = 128 // or at a blank line from here on
	MostBytes  = 512 // and without one here
)

// Block is a piece of text with what the classifier reads of it.
type Block struct {
	Start, End int      // bytes of the text
	Lines      int      // that are not blank
	Features   []uint32 // each once, less than Buckets; valid only until the next block
}

// Next reads the block of text that starts at at, which is less than len(text). It looks at no more than MostBytes
// bytes, and allocates nothing once s has been used.
func (s *Scratch) Next(text string, at int) Block {
	s.clear()
	end := blockEnd(text, at)
	s.read(text[at:end])
	return Block{Start: at, End: end, Lines: s.lines, Features: s.features}
}

// blockEnd is where the block that starts at at ends: always after at, and never within a letter.
func blockEnd(text string, at int) int {
	most := min(len(text), at+MostBytes)
	for next := at; next < most; {
		i := strings.IndexByte(text[next:most], '\n')
		if i < 0 {
			break
		}
		blank := strings.TrimSpace(text[next:next+i]) == ""
		next += i + 1
		if next-at >= blockBytes || blank && next-at >= paragraph {
			return next
		}
	}
	if most == len(text) {
		return most
	}
	if i := strings.LastIndexByte(text[at+blockBytes:most], '\n'); i >= 0 {
		return at + blockBytes + i + 1
	}
	if i := strings.LastIndexAny(text[at+blockBytes:most], " \t"); i >= 0 {
		return at + blockBytes + i + 1
	}
	for most > at+blockBytes && text[most]&0xc0 == 0x80 {
		most--
	}
	return most
}
