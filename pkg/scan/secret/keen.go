package secret

import "sluice/pkg/scan/rule"

func keen() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "keen-key",
			About: "Keen.io key",
			Words: []string{"keen_", "keen.io", "keenio", "keen-"},
			Value: `[a-f0-9]{64,128}|[A-F0-9]{64}`,
			Match: []string{
				"KEEN_WRITE_KEY=«47D99CF0D22F990847864590A551E8C6116B63B4DB7F21AD4CD0E3D5CA22CF09»",
			},
			NoMatch: []string{
				"keen: 7A620A12BC96358988D1A8A33144DBA751B6315AF90729F071191D35D516641E",
				"KEEN_WRITE_KEY=${KEEN_WRITE_KEY}",
			},
		}.detector(),
	}
}
