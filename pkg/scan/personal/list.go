// Package personal has the detectors of personal data that has a form: numbers
// of people, accounts, cards and devices, addresses of mail and machines. One
// file is one country or kind, with what each rule must and must not match
// beside it. Names of people and places have no form: package names learns them.
//
// It scans nothing by itself: package scan compiles and runs the detectors.
package personal

import (
	"slices"

	"sluice/pkg/scan/rule"
)

// Detectors returns all detectors of personal data but those of Open.
func Detectors() []rule.Detector {
	return slices.Concat(general(), countries())
}
