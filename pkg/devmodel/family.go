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
)

// maxSlow bounds the wait that a name may ask for.
const maxSlow = 10 * time.Minute

// behaviour is a parsed model name.
type behaviour struct {
	kind   kind
	delay  time.Duration // of slow
	status int           // of fail
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

// Models lists the names to show, sorted; slow-250 and error-500 stand for their families.
func Models() []string {
	return []string{
		Name,
		Name + "/cut",
		Name + "/echo",
		Name + "/error-500",
		Name + "/hang",
		Name + "/leak",
		Name + "/slow-250",
		Name + "/tool",
	}
}

// Serves reports whether the name means something here: the plain name, a behaviour, slow-MS with at most 600000
// milliseconds, or error-STATUS from 400 to 599.
func Serves(model string) bool { return parse(model).kind != unknown }
