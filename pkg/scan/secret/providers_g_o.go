package secret

import (
	"slices"

	"sluice/pkg/scan/rule"
)

// providersGtoO are the families of providers of that part of the alphabet.
func providersGtoO() []rule.Detector {
	return slices.Concat[[]rule.Detector](npm())
}
