package secret

import "sluice/pkg/scan/rule"

func centralstationcrm() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "centralstationcrm-key",
			About: "CentralStationCRM API key",
			Words: []string{"centralstationcrm"},
			Value: `[a-z0-9]{30}`,
			Match: []string{
				"CENTRALSTATIONCRM_API_KEY=«in5vmg12ijy4qaqzt99nzfhl93utt8»",
				`"centralstationcrmApiKey": "«ftkyoesypepe05aaf91jwamwcpbgzc»"`,
				"my centralstationcrm secret «p3p9qnxw99eeslz5c9bu48asdxf34k»",
			},
			NoMatch: []string{
				"value: in5vmg12ijy4qaqzt99nzfhl93utt8",
				"CENTRALSTATIONCRM_API_KEY=${CENTRALSTATIONCRM_API_KEY}",
				"centralstationcrm api key is in the vault",
				"centralstationcrm_version: ftkyoe.2",
			},
		}.detector(),
	}
}
