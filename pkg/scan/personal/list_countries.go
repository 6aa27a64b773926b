package personal

import (
	"slices"

	"sluice/pkg/scan/rule"
)

// countries returns the detectors of the numbers of other countries.
func countries() []rule.Detector {
	return slices.Concat(
		germany(), spain(), finland(), india(), italy(), korea(), nigeria(), philippines(),
		poland(), sweden(), singapore(), thailand(), turkey(), southAfrica(),
	)
}
