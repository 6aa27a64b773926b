package rules

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

// Bounds of what would take a parser long, or deep.
const (
	maxNesting = 8       // brackets and braces of values in each other
	maxDots    = 32      // in a line, outside of strings
	maxSize    = 20_000  // steps of one expression, with its repetitions written out
	maxSizes   = 250_000 // of all
)

// shallow looks at a document before it is parsed: package toml goes down one
// call for each bracket and each part of a key.
func shallow(doc string) error {
	depth, dots, line := 0, 0, 1
	for i := 0; i < len(doc); i++ {
		switch c := doc[i]; c {
		case '\n':
			line, dots = line+1, 0
		case '.':
			dots++
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		case '#':
			if n := strings.IndexByte(doc[i:], '\n'); n >= 0 {
				i += n - 1
			} else {
				i = len(doc)
			}
		case '"', '\'':
			end := endOfString(doc, i)
			line += strings.Count(doc[i:end], "\n")
			i = end - 1
		}
		if depth > maxNesting || dots > maxDots {
			return fmt.Errorf("line %d: values or keys are nested too deeply: write plain tables", line)
		}
	}
	return nil
}

// endOfString returns where the string ends whose quote is at i: a short one with
// its line at the latest.
func endOfString(doc string, i int) int {
	quote := doc[i : i+1]
	long := strings.Repeat(quote, 3)
	stop := quote
	if strings.HasPrefix(doc[i:], long) {
		stop = long
	}
	for j := i + len(stop); j < len(doc); j++ {
		switch {
		case doc[j] == '\\' && quote == `"`:
			j++
		case doc[j] == '\n' && stop == quote:
			return j
		case strings.HasPrefix(doc[j:], stop):
			return j + len(stop)
		}
	}
	return len(doc)
}

// sizeOf counts what an expression has with its repetitions written out.
func sizeOf(re *syntax.Regexp) int {
	n := 1
	if re.Op == syntax.OpLiteral {
		n = len(re.Rune)
	}
	for _, sub := range re.Sub {
		n = min(n+sizeOf(sub), unbounded)
	}
	if re.Op == syntax.OpRepeat {
		n = min(n*max(re.Min, re.Max, 1), unbounded)
	}
	return n
}

// small refuses an expression that would be large when it is compiled.
func (f *File) small(tree *syntax.Regexp) error {
	size := sizeOf(tree)
	if size > maxSize {
		return errTooLarge
	}
	if f.size += size; f.size > maxSizes {
		return errors.New("the expressions of the document together are too large: split it")
	}
	return nil
}

// compile is for the expressions of allowlists.
func (f *File) compile(expr string) (*regexp.Regexp, error) {
	if len(expr) > MaxPattern {
		return nil, errTooLarge
	}
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil, errors.New("a regex is not RE2: correct it")
	}
	if err := f.small(tree); err != nil {
		return nil, err
	}
	re, err := regexp.Compile(expr)
	if err != nil {
		return nil, errTooLarge
	}
	return re, nil
}
