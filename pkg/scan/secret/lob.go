package secret

import "sluice/pkg/scan/rule"

func lob() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "lob-key",
			About: "Lob API key",
			Words: []string{"lob_", "lob-", "api.lob.com", "lobkey"},
			Value: `(?:live|test)_[a-f0-9]{35}`,
			Match: []string{
				"LOB_API_KEY=«test_ce99edb6a6a715b5092c865371b79eb184c»",
			},
			NoMatch: []string{
				"test_f8bef6768ca22a8f720ec2541a3e6aa7162",
				"LOB_API_KEY=test_",
				"blob_id: test_fixture_one",
			},
		}.detector(),
	}
}
