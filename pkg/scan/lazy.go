package scan

import (
	"regexp"
	"regexp/syntax"
	"sync"
)

// lazyRegexp compiles its expression when it is asked for it first: most detectors
// are never woken, and together they take longer to compile than all else.
type lazyRegexp struct {
	once sync.Once
	expr string
	made *regexp.Regexp
}

// anchored is an expression, which is known to parse there, at the start of a text.
func anchored(expr string) *lazyRegexp { return &lazyRegexp{expr: anchor(expr)} }

func anchor(expr string) string { return "^(?:" + expr + ")" }

// nearBounds is the length in bytes below which no expression is so deep (1,000
// levels) or so large that it parses alone and not behind an anchor.
const nearBounds = 900

// parsesAnchored tells of an expression that parses whether it does at the start of
// a text: what is compiled when it is asked for must not fail then.
func parsesAnchored(expr string) error {
	if len(expr) < nearBounds {
		return nil
	}
	_, err := syntax.Parse(anchor(expr), syntax.Perl)
	return err
}

func (l *lazyRegexp) get() *regexp.Regexp {
	l.once.Do(func() { l.made = regexp.MustCompile(l.expr) })
	return l.made
}
