package secret

import (
	"slices"

	"sluice/pkg/scan/rule"
)

// providersAtoL are the families of providers of that part of the alphabet.
func providersAtoL() []rule.Detector {
	return slices.Concat(datadog())
}
