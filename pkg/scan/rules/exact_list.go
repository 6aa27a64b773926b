package rules

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of exact-data match. A value is known by its words: letters and digits,
// in small letters; what stands between two words is not part of it.
const (
	MaxList   = 32 << 20  // bytes of one list of digests
	MaxValues = 1_000_000 // in one list
	MaxWords  = 8         // of a value
	MaxValue  = 128       // bytes of a value's words
	MinValue  = 5         // shorter ones stand in any text
	saltSize  = 16
)

const (
	listHead   = "sluice-exact-1"
	digestSize = 16
	tagSize    = 3
	tagBits    = 8 * tagSize
)

// ReadColumn returns a column of a CSV document with a line of headings:
// the one with this heading (letters of any case), or this number, from 1.
func ReadColumn(r io.Reader, column string) ([]string, error) {
	c := csv.NewReader(r)
	head, err := c.Read()
	if err != nil {
		return nil, errors.New("reading the CSV: it has no line of headings: check the file")
	}
	at := slices.IndexFunc(head, func(h string) bool {
		return strings.EqualFold(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")), column)
	})
	if n, err := strconv.Atoi(column); at < 0 && err == nil && n > 0 && n <= len(head) {
		at = n - 1
	}
	if at < 0 {
		return nil, fmt.Errorf("reading the CSV: no column has the heading %q: name one of its headings, or give the column's number", column)
	}
	var values []string
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return values, nil
		}
		if err != nil {
			line, _ := c.FieldPos(0)
			return nil, fmt.Errorf("reading the CSV: the record near line %d has other columns than the headings, or open quotes: correct it", line)
		}
		if len(values) == MaxValues {
			return nil, fmt.Errorf("reading the CSV: more than %d records: split it", MaxValues)
		}
		values = append(values, row[at])
	}
}

// DigestList makes the list for [[exact]] of values: for each one HMAC-SHA-256
// with the salt, cut to 16 bytes, and 24 bits of a faster keyed hash, sorted. It
// returns how many values were left out, because they are shorter than MinValue,
// longer than MaxValue or of more words than MaxWords; doubles count once.
//
// The list does not say what is in it, but who has it can ask whether a value
// is: keep a list of values that can be guessed one by one, such as phone
// numbers, as secret as the values. salt has 16 random bytes, and is in the list.
func DigestList(values []string, salt []byte) (list []byte, left int, err error) {
	if len(salt) != saltSize {
		return nil, 0, fmt.Errorf("digesting values: the salt has %d bytes: give %d random ones", len(salt), saltSize)
	}
	if len(values) > MaxValues {
		return nil, 0, fmt.Errorf("digesting values: more than %d: split the list", MaxValues)
	}
	k := newListKey(salt)
	var words [MaxWords]bool
	var starts [256]bool
	lines := make([]string, 0, len(values))
	for _, v := range values {
		normal, n := normalize(v)
		if n == 0 {
			left++
			continue
		}
		words[n-1] = true
		first, _ := utf8.DecodeRune(normal)
		for _, r := range []rune{first, unicode.ToUpper(first), unicode.ToTitle(first)} {
			starts[startOf(string(r)[0])] = true
		}
		t := k.tag(normal)
		record := append(k.digest(normal), byte(t>>16), byte(t>>8), byte(t))
		lines = append(lines, base64.RawURLEncoding.EncodeToString(record))
	}
	if len(lines) == 0 {
		return nil, left, fmt.Errorf("digesting values: none has %d to %d bytes and at most %d words: check the column", MinValue, MaxValue, MaxWords)
	}
	slices.Sort(lines)
	lines = slices.Compact(lines)
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s %x %x %x\n%s\n", listHead, salt, those(words[:]), those(starts[:]), strings.Join(lines, "\n"))
	return out.Bytes(), left, nil
}

// those returns which are set.
func those(on []bool) (out []byte) {
	for i, yes := range on {
		if yes {
			out = append(out, byte(i))
		}
	}
	return out
}

// exactList is a list of digests, ready to be asked.
type exactList struct {
	key    *listKey
	words  [MaxWords]bool // one less than how many words values have
	most   int            // words
	starts [256]bool      // what values begin with: see startOf

	tags    []uint64 // bits: the low bits of a tag
	mask    uint32
	digests map[[digestSize]byte]struct{}
}

// readList reads what DigestList wrote.
func readList(text string) (*exactList, error) {
	bad := errors.New("the list of digests is damaged: make it again")
	if len(text) > MaxList {
		return nil, fmt.Errorf("the list of digests has more than %d bytes: split it", MaxList)
	}
	head, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	part := strings.Fields(head)
	if len(part) != 4 || part[0] != listHead {
		return nil, bad
	}
	salt, err := hex.DecodeString(part[1])
	words, err2 := hex.DecodeString(part[2])
	starts, err3 := hex.DecodeString(part[3])
	if errors.Join(err, err2, err3) != nil || len(salt) != saltSize || len(words) == 0 || len(starts) == 0 {
		return nil, bad
	}
	size := 1 << 10
	for size < 32*strings.Count(rest, "\n") && size < 1<<tagBits {
		size *= 2
	}
	l := &exactList{key: newListKey(salt), digests: map[[digestSize]byte]struct{}{}, tags: make([]uint64, size/64), mask: uint32(size - 1)}
	for _, n := range words {
		if n >= MaxWords {
			return nil, bad
		}
		l.words[n], l.most = true, max(l.most, int(n)+1)
	}
	for _, c := range starts {
		l.starts[c] = true
	}
	for line := range strings.SplitSeq(rest, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		record, err := base64.RawURLEncoding.Strict().DecodeString(line)
		if err != nil || len(record) != digestSize+tagSize || len(l.digests) >= MaxValues {
			return nil, bad
		}
		l.digests[[digestSize]byte(record)] = struct{}{}
		t := (uint32(record[16])<<16 | uint32(record[17])<<8 | uint32(record[18])) & l.mask
		l.tags[t/64] |= 1 << (t % 64)
	}
	if len(l.digests) == 0 {
		return nil, bad
	}
	return l, nil
}

// listKey hashes normal values.
type listKey struct {
	salt []byte
	seed uint64
}

func newListKey(salt []byte) *listKey {
	k := &listKey{salt: salt}
	for i, b := range k.digest([]byte("tag")) {
		k.seed ^= uint64(b) << (8 * (i % 8))
	}
	return k
}

func (k *listKey) digest(normal []byte) []byte {
	mac := hmac.New(sha256.New, k.salt)
	mac.Write(normal)
	return mac.Sum(nil)[:digestSize]
}

// tag is a hash (FNV-1a, then mixed) that can be made byte by byte: see step.
func (k *listKey) tag(normal []byte) uint32 {
	h := k.seed
	for _, c := range normal {
		h = step(h, c)
	}
	return tagOf(h)
}

func step(h uint64, c byte) uint64 { return (h ^ uint64(c)) * 0x100000001b3 }

func tagOf(h uint64) uint32 {
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return uint32(h>>40) & (1<<tagBits - 1)
}
