package evaluate

import (
	"crypto/sha256"
	"fmt"
)

// SplitVersion names the rule of HalfOf. The rule was frozen before any detector
// was tuned on the sets; another rule is another version, and figures of two
// versions are not to be compared.
const SplitVersion = 1

// Half is a part of a set.
type Half string

// The halves: everybody may tune on Dev; Test is looked at as figures only.
const (
	All  Half = "all"
	Dev  Half = "dev"
	Test Half = "test"
)

// HalfOf is the half that a group belongs to, whole: no provider of secrets and
// no template of sentences is in both. Version 1: the first byte of the SHA-256
// of the group's name, even for Dev, odd for Test. The name is the provider as
// the set spells it (the second part of a rule's id), or the template's number in
// decimal.
func HalfOf(group string) Half {
	if sha256.Sum256([]byte(group))[0]%2 == 0 {
		return Dev
	}
	return Test
}

// Has says whether the half has this group.
func (h Half) Has(group string) bool { return h == All || h == HalfOf(group) }

// ParseHalf reads the name of a half.
func ParseHalf(name string) (Half, error) {
	switch h := Half(name); h {
	case All, Dev, Test:
		return h, nil
	}
	return "", fmt.Errorf("a split is dev, test or all")
}
