package secret

import "sluice/pkg/scan/rule"

func bombbomb() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "bombbomb-key",
			About: "BombBomb API key",
			Words: []string{"bombbomb"},
			Value: `[A-Za-z0-9+/]{84,512}={0,2}`,
			Match: []string{
				"BOMBBOMB_API_KEY=«K2eg958PWC7SZOgkz6L0pkCEQmRtvtQCVN7kKli8g6AvIcXvwdQLsnKkmOnIpa0rNxQDQAWIuUuZTnNCuJoK=»",
				`"bombbombApiKey": "«kcig3YsosVTBeEQBt0vmenSVpi5lCRrGRF7afsPmcJxcWFqjLQb0k9k9Qgdec8P7c0mJW4ss5whqxK7f1Mq9=»"`,
				"my bombbomb secret «aCGaG9UP5PhIiMGG2k8hGxC3tY6W8agiYay6IkEVe4skSgWLVXNfv25ywAiI5SVMQ33c3yKQKPmOCGSDE5dY==»",
			},
			NoMatch: []string{
				"value: K2eg958PWC7SZOgkz6L0pkCEQmRtvtQCVN7kKli8g6AvIcXvwdQLsnKkmOnIpa0rNxQDQAWIuUuZTnNCuJoK=",
				"BOMBBOMB_API_KEY=${BOMBBOMB_API_KEY}",
				"bombbomb api key is in the vault",
				"bombbomb_version: kcig3Y.2",
			},
		}.detector(),
	}
}
