package scan

import (
	"slices"

	"sluice/pkg/scan/personal"
	"sluice/pkg/scan/rule"
	"sluice/pkg/scan/secret"
)

// Builtin returns the built-in detectors.
func Builtin() []rule.Detector {
	return slices.Concat(secret.Detectors(), personal.Detectors())
}
