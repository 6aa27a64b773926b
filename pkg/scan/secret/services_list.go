package secret

import (
	"slices"

	"sluice/pkg/scan/rule"
)

// providersByName are services that nothing but their name tells.
func providersByName() []rule.Detector {
	known := slices.Concat(
		knownServices(), platforms(), wordServices(), brandServices(),
		aiServices(), mailServices(), payServices(), cryptoServices(),
		financeServices(), geoServices(), crmServicesA(), crmServicesB(),
		devServicesA(), devServicesB(), secServices(), contentServicesA(),
		contentServicesB(), workServicesA(), workServicesB(),
	)
	return append(known, accountHalves(known)...)
}

// services makes a detector of each.
func services(all []service) []rule.Detector {
	out := make([]rule.Detector, len(all))
	for i, s := range all {
		out[i] = s.detector()
	}
	return out
}
