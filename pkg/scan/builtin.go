package scan

import "slices"

// Builtin returns the built-in detectors, one provider family after another.
func Builtin() []Detector {
	return slices.Concat(
		aws(), gcp(), azure(), github(), gitlab(), slack(), stripe(), openAI(), anthropic(), natsCreds(), sluice(),
		jwt(), pem(), connectionURLs(), connectionStrings(), keyValues(), httpAuth(),
		email(), phone(), card(), iban(), ssn(), ipv4(), ipv6(),
	)
}
