package secret

import (
	"slices"

	"sluice/pkg/scan/rule"
)

// providersPtoZ are the families of providers of that part of the alphabet.
func providersPtoZ() []rule.Detector {
	return slices.Concat[[]rule.Detector]()
}
