package guard

import (
	"cmp"
	"maps"
	"slices"

	"sluice/pkg/exchange"
)

// named are categories by their code, each as the worst turn has it.
type named map[string]exchange.Category

func (n named) add(c exchange.Category) {
	if was, ok := n[c.Code]; !ok || was.Less(c) {
		n[c.Code] = c
	}
}

func (n named) sorted() []exchange.Category {
	return slices.SortedFunc(maps.Values(n), func(a, b exchange.Category) int { return cmp.Compare(a.Code, b.Code) })
}
