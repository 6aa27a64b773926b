package secret

import "sluice/pkg/scan/rule"

func confluent() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "confluent-cloud-secret",
			About:    "Confluent Cloud API secret with its prefix",
			Prefixes: []string{"cflt"},
			Body:     `[A-Za-z0-9+/]{60}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"CONFLUENT_TOKEN=«cfltvaz6QlkGaPoX1TT1xew4SZjSYBWojjouH23gWpJqPwLf0Azfml3wNhrWhSSZ»",
				"Authorization: Bearer «cflt3JfQhmVHSKayCw6uJa1PqRxz2kat4WQa5a8fhdnQMibI33xD7b7Evlspm2zK»",
			},
			NoMatch: []string{
				"cflt",
				"cfltvaz6QlkGaPoX1TT1xew4",
				"cfltxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with cflt and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "confluent-api-secret",
			About: "Confluent Cloud API secret",
			Words: []string{"confluent", "ccloud", "sasl.jaas", "sasl_password", "sasl.password"},
			Value: `[A-Za-z0-9+/]{64}`,
			Match: []string{
				"CONFLUENT_API_KEY=«Ey9bBBNw3Y0q2INAHZte63VeVAchXuNpaDqsBkeS06NC6CtXWnMyVXj2Bl3sQnU4»",
				`"confluentApiKey": "«fbdWYnd0k4Q4t7d1U5Od5Kb596XAfyyGpkW49XGWINE7BNMf2Oo5543vyQYuwMdl»"`,
				"my confluent secret «O8WSvbRuXHCel4xdzfTEo1U0lQWohSKXPfqwLkqJ05HoeK0Mt84IA3hhu4nNCCbq»",
			},
			NoMatch: []string{
				"value: Ey9bBBNw3Y0q2INAHZte63VeVAchXuNpaDqsBkeS06NC6CtXWnMyVXj2Bl3sQnU4",
				"CONFLUENT_API_KEY=${CONFLUENT_API_KEY}",
				"confluent api key is in the vault",
				"confluent_version: fbdWYn.2",
			},
		}.detector(),
	}
}
