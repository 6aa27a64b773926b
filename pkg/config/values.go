package config

import (
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// Duration is a time.Duration written like 30s.
type Duration time.Duration

// UnmarshalYAML reads it. Its error has the place of the value.
func (d *Duration) UnmarshalYAML(n ast.Node) error {
	text, ok := scalar(n)
	v, err := time.ParseDuration(text)
	switch {
	case !ok || err != nil:
		return fault(n, "write a duration like 30s, 2m or 1h")
	case v <= 0:
		return fault(n, "the duration must be more than zero")
	}
	*d = Duration(v)
	return nil
}

// String is the duration as it is written in the file, without units of zero.
func (d Duration) String() string {
	text := time.Duration(d).String()
	if t, ok := strings.CutSuffix(text, "m0s"); ok {
		text = t + "m"
	}
	if t, ok := strings.CutSuffix(text, "h0m"); ok {
		text = t + "h"
	}
	return text
}

// Size is a number of bytes written like 4MiB.
type Size int64

// String is the size as it is written in the file, in the largest unit that fits.
func (s Size) String() string {
	for _, u := range []struct {
		name  string
		bytes Size
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}} {
		if s != 0 && s%u.bytes == 0 {
			return strconv.FormatInt(int64(s/u.bytes), 10) + u.name
		}
	}
	return strconv.FormatInt(int64(s), 10)
}

// UnmarshalYAML reads it. Its error has the place of the value.
func (s *Size) UnmarshalYAML(n ast.Node) error {
	text, ok := scalar(n)
	unit := int64(1)
	for suffix, u := range map[string]int64{"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30} {
		if t, found := strings.CutSuffix(text, suffix); found {
			text, unit = strings.TrimSpace(t), u
		}
	}
	v, err := strconv.ParseInt(text, 10, 64)
	if !ok || err != nil || v <= 0 || v > (1<<40)/unit {
		return fault(n, "write a size like 512KiB or 4MiB")
	}
	*s = Size(v * unit)
	return nil
}

// scalar is the text of a value that is no list and no mapping.
func scalar(n ast.Node) (string, bool) {
	v, ok := n.(ast.ScalarNode)
	if !ok {
		return "", false
	}
	if s, ok := v.(*ast.StringNode); ok {
		return strings.TrimSpace(s.Value), true
	}
	return strings.TrimSpace(v.GetToken().Value), true
}

func fault(n ast.Node, message string) error {
	return &yaml.SyntaxError{Message: message, Token: n.GetToken()}
}
