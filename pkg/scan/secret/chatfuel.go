package secret

import "sluice/pkg/scan/rule"

func chatfuel() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "chatfuel-token",
			About: "Chatfuel API token",
			Words: []string{"chatfuel"},
			Value: `[A-Za-z0-9]{128}`,
			Match: []string{
				"CHATFUEL_API_KEY=«CKAg4R1HIWnJBuLpiTHhDhiFHaPTWhL2vPoYxXFzGaqjtvvGJ2jcr2D6oGItQ4joGafEyObgXuSI8jRpBcWFT2WNf1CBYZPjC2kEleOuT1r3JsrTPALg8dmDtURTzvyv»",
				`"chatfuelApiKey": "«LBpDH9paSbjYCy7wWsX43l6vkjePCjA5rVcegnDwfHiRKrctLItYjRTB7aAFidcky1ozwDrxCK7laW5qE65jH6s5Gchyt1CnTEOGTAu8PpSBIZvnhPXSh7InG7DOB8US»"`,
				"my chatfuel secret «LJtC8WvUr606JeoHFc4ixv5ALOd5QUq0SCk1kyKhGTUWgcZwLpJGCzvoGUX1Wx0GXGyeoup4vGTKhNaSkUwMTkSJPBfWMXF09RMvi4IDjwXHoE3FenwPOki4YJqLMFL3»",
			},
			NoMatch: []string{
				"value: CKAg4R1HIWnJBuLpiTHhDhiFHaPTWhL2vPoYxXFzGaqjtvvGJ2jcr2D6oGItQ4joGafEyObgXuSI8jRpBcWFT2WNf1CBYZPjC2kEleOuT1r3JsrTPALg8dmDtURTzvyv",
				"CHATFUEL_API_KEY=${CHATFUEL_API_KEY}",
				"chatfuel api key is in the vault",
				"chatfuel_version: LBpDH9.2",
			},
		}.detector(),
	}
}
