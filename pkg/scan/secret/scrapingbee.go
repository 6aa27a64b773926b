package secret

import "sluice/pkg/scan/rule"

func scrapingBee() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "scrapingbee-api-key", About: "ScrapingBee API key",
			Words: []string{"scrapingbee"}, Value: `[A-Z0-9]{80}`,
			Match:   []string{"SCRAPINGBEE_KEY=«4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789RJ8Y4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789RJ8Y»", `"scrapingbeeToken": "«4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789RJ8Y4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789RJ8Y»"`},
			NoMatch: []string{"SCRAPINGBEE_KEY=your_key_here", "scrapingbee 4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789RJ8Y4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789RJ8Y", "scrapingbee_version: 4EXAMP", "SCRAPINGBEE_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
