package secret

import "sluice/pkg/scan/rule"

// deeplKey is the key of the free plan, which ends in :fx.
func deeplKey() rule.Detector {
	return rule.Detector{
		Rule: "deepl-free-key", Type: rule.Secret, Score: 0.95, About: "DeepL API key of the free plan", Validator: "the mark at its place, entropy", Joins: true,
		Literals: []string{":fx"}, Before: 36,
		Pattern: uuidForm + `:fx`, Right: wordByte,
		Check: rule.Random(0, 2.8, 0.95), Revision: 1,
		Hold:    rule.Hold{Back: rule.BackRun(rule.Bytes("a-fA-F0-9-:fx"), 39), Most: 39},
		Match:   []string{"DEEPL_AUTH_KEY=«1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809:fx»", "Authorization: DeepL-Auth-Key «1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809:fx»"},
		NoMatch: []string{":fx", "id:fx", "1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809", "00000000-0000-0000-0000-000000000000:fx", "1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809:fxyz"},
	}
}
