package secret

import "sluice/pkg/scan/rule"

func ditto() []rule.Detector {
	return []rule.Detector{
		keyed{
			Rule:  "ditto-key",
			About: "Ditto API key",
			Name:  "ditto",
			Value: uuidForm + `\.[a-f0-9]{40}`,
			Match: []string{
				"DITTO_KEY=«C83acab9-24ac-2BD1-8FFE-2bc2A7F95FF7.9251639c913fc8f99814e69ad9f69a86a3f63c59»",
				`"ditto_token": "«1aBD7AF8-F104-95E6-93AC-42a9CdD1cd97.3662b569d37ca9ebf252c72087eaf73daec17a8b»"`,
				"ditto secret «0BF0Eb1d-d9C2-cEae-ca95-DcdF51C0bEBd.e3c1d5b9ca26d43918d477b63315959f292b75d4»",
			},
			NoMatch: []string{
				"ditto: C83acab9-24ac-2BD1-8FFE-2bc2A7F95FF7.9251639c913fc8f99814e69ad9f69a86a3f63c59",
				"DITTO_KEY=${DITTO_KEY}",
				"the ditto key is in the vault",
				"ditto_key=your-ditto-key-here",
			},
		}.detector(),
	}
}
