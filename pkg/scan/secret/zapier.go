package secret

import "sluice/pkg/scan/rule"

func zapier() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "zapier-webhook", About: "Zapier catch hook",
			Prefixes: []string{"hooks.zapier.com/hooks/catch/"}, Body: `[0-9]{3,12}/[a-z0-9]{5,12}`,
			Bits:    2,
			Match:   []string{"https://«hooks.zapier.com/hooks/catch/123/ampl0»", `url = "https://«hooks.zapier.com/hooks/catch/123/ampl0»"`},
			NoMatch: []string{"hooks.zapier.com/hooks/catch/", "hooks.zapier.com/hooks/catch/your-key-here", "hooks.zapier.com/hooks/catch/xxxxxxxxx", "hooks.zapier.com/hooks/catch/123"},
		}.detector(),
	}
}
