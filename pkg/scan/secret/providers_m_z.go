package secret

import (
	"slices"

	"sluice/pkg/scan/rule"
)

// providersMtoZ are the families of providers of that part of the alphabet.
func providersMtoZ() []rule.Detector {
	return slices.Concat(npm())
}
