package secret

import "sluice/pkg/scan/rule"

func eraser() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "eraser-token",
			About: "Eraser API token",
			Words: []string{"eraser_token", "eraser_api", "eraser_key", "eraser.io", "eraserio"},
			Value: `[A-Za-z0-9]{20}`,
			Match: []string{
				"ERASER_TOKEN=«EfeBKBWBu46jha6EvXlU»",
				"eraser_api_key: «K2Esgq3VN9MW1ainDvCn»",
			},
			NoMatch: []string{
				"eraser: 787eOKjPdluj7yXsS021",
				"ERASER_TOKEN=${ERASER_TOKEN}",
				"ERASER_TOKEN=internationalization",
			},
		}.detector(),
	}
}
