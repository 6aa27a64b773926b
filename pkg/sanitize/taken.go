package sanitize

import (
	"strconv"

	"sluice/pkg/chat"
)

// taken keeps the names of one object unique while some are changed. It remembers how far it
// counted, for objects with a hundred thousand names that all become the same.
type taken struct {
	taken map[string]bool
	last  map[string]int
}

func namesOf(v *chat.Value) *taken {
	n := &taken{taken: make(map[string]bool, len(v.Members)), last: map[string]int{}}
	for i := range v.Members {
		n.taken[v.Members[i].Name] = true
	}
	return n
}

// rename gives up the name from and returns to, with a number behind it if that is taken.
func (n *taken) rename(from, to string) string {
	delete(n.taken, from)
	try := to
	for i := max(n.last[to], 1); n.taken[try]; {
		i++
		try = to + "_" + strconv.Itoa(i)
		n.last[to] = i
	}
	n.taken[try] = true
	return try
}
