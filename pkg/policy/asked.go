package policy

import (
	"fmt"
	"slices"
	"strings"
)

// ParseAction reads the name of an action that needs nothing but its name.
func ParseAction(name string) (Action, error) {
	if !slices.Contains(actionNames(), name) {
		return "", fmt.Errorf("no action %q: use one of %s", name, strings.Join(actionNames(), ", "))
	}
	return Action(name), nil
}
