package devmodel

import (
	"strconv"
	"strings"
	"time"
)

// kind is what a name of the family makes the model do.
type kind int

const (
	unknown kind = iota
	fixed
	echo
	tool
	leak
	slow
	fail
	hang
	cut
	say
	long
	guard
)

const (
	maxSlow = 10 * time.Minute // the longest wait that a name may ask for
	maxLong = 200000           // the most words
)

// behaviour is a parsed model name.
type behaviour struct {
	kind   kind
	delay  time.Duration // of slow
	status int           // of fail
	words  int           // of long
}

// parse reads a model name. A name that means nothing gives the kind unknown.
func parse(model string) behaviour {
	if model == Name {
		return behaviour{kind: fixed}
	}
	sub, ok := strings.CutPrefix(model, Name+"/")
	if !ok {
		return behaviour{}
	}
	switch sub {
	case "echo":
		return behaviour{kind: echo}
	case "tool":
		return behaviour{kind: tool}
	case "leak":
		return behaviour{kind: leak}
	case "hang":
		return behaviour{kind: hang}
	case "cut":
		return behaviour{kind: cut}
	case "say":
		return behaviour{kind: say}
	case "guard":
		return behaviour{kind: guard}
	}
	if n, ok := number(sub, "long-"); ok && n >= 1 && n <= maxLong {
		return behaviour{kind: long, words: n}
	}
	if n, ok := number(sub, "slow-"); ok && n <= int(maxSlow/time.Millisecond) {
		return behaviour{kind: slow, delay: time.Duration(n) * time.Millisecond}
	}
	if n, ok := number(sub, "error-"); ok && n >= 400 && n <= 599 {
		return behaviour{kind: fail, status: n}
	}
	return behaviour{}
}

// number reads the plain decimal of at most six digits that follows prefix.
func number(s, prefix string) (int, bool) {
	digits, ok := strings.CutPrefix(s, prefix)
	if !ok || len(digits) > 6 {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, 10, 32)
	return int(n), err == nil
}

// Models lists the names to show, sorted; slow-250, error-500 and long-1000 stand for their families.
func Models() []string {
	return []string{
		Name,
		Name + "/cut",
		Name + "/echo",
		Name + "/error-500",
		Name + "/guard",
		Name + "/hang",
		Name + "/leak",
		Name + "/long-1000",
		Name + "/say",
		Name + "/slow-250",
		Name + "/tool",
	}
}

// Serves reports whether the name means something here: the plain name, a behaviour, slow-MS with at most 600000
// milliseconds, error-STATUS from 400 to 599, or long-WORDS from 1 to 200000.
func Serves(model string) bool { return parse(model).kind != unknown }
