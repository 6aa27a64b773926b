package secret

import "sluice/pkg/scan/rule"

func autopilot() []rule.Detector {
	return []rule.Detector{
		keyed{
			Rule:  "autopilot-key",
			About: "Autopilot API key",
			Name:  "autopilot",
			Value: `[a-z0-9]{32,33}`,
			Match: []string{
				"AUTOPILOT_KEY=«5ojlpo864tdsg0jbjogubiwbjsqbcn6a»",
				`"autopilot_token": "«ahl83wpvdvul1vf95mk9cl4sz92yzvl9v»"`,
				"autopilot secret «p3n4tadc3gsf3yeefutsbf2g2omnh7wz»",
			},
			NoMatch: []string{
				"autopilot: 5ojlpo864tdsg0jbjogubiwbjsqbcn6a",
				"AUTOPILOT_KEY=${AUTOPILOT_KEY}",
				"the autopilot key is in the vault",
				"autopilot_key=your-autopilot-key-here",
			},
		}.detector(),
	}
}
