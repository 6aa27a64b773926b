package secret

import (
	"slices"

	"sluice/pkg/scan/rule"
)

// providersAtoF are the families of providers of that part of the alphabet.
func providersAtoF() []rule.Detector {
	return slices.Concat[[]rule.Detector](datadog())
}
