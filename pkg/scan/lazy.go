package scan

import (
	"regexp"
	"sync"
)

// lazyRegexp compiles its expression when it is asked for it first: most detectors
// are never woken, and together they take longer to compile than all else.
type lazyRegexp struct {
	once sync.Once
	expr string
	made *regexp.Regexp
}

// anchored is an expression, which is known to parse, at the start of a text.
func anchored(expr string) *lazyRegexp { return &lazyRegexp{expr: "^(?:" + expr + ")"} }

func (l *lazyRegexp) get() *regexp.Regexp {
	l.once.Do(func() { l.made = regexp.MustCompile(l.expr) })
	return l.made
}
