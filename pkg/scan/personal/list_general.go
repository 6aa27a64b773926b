package personal

import (
	"slices"

	"sluice/pkg/scan/rule"
)

// Open returns the detectors of what is personal only beside a person and stands
// in most texts: addresses of pages, dates, ages, nationalities and religions (URL,
// DATE_TIME, AGE, NRP). They are for sets of which a policy asks for these types;
// Detectors does not have them.
func Open() []rule.Detector {
	return slices.Concat(webAddress(), dates(), ages(), groups())
}

// general returns the detectors of what is the same in all countries, and
// those of the United States, Canada, the United Kingdom and Australia.
func general() []rule.Detector {
	return slices.Concat(email(), phone(), card(), iban(), ssn(), ipv4(), ipv6(), unitedStates(), labels(), crypto(), vin(), macAddress(), coordinatePairs(), dateOfBirth(), canada(), australia(), unitedKingdom())
}
