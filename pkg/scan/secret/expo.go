package secret

import "sluice/pkg/scan/rule"

func expo() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "expo-token",
			About: "Expo access token",
			Words: []string{"expo_token", "expo_access", "expo-token"},
			Value: `[A-Za-z0-9_-]{40}`,
			Match: []string{
				"EXPO_TOKEN_API_KEY=«NCVg4akrfZm4q4BmIN0aILZNXQ0Tc0DMDVJAqTFt»",
				`"expo_token": "«Bzc29xs2X2oVfCUlMLGQmTaZohgKEfSXLISqg1P6»"`,
				"my expo_token secret «v5ga6e4bwpJzqAW54UoUdvHGsAy1Kd2cIDYYlpaD»",
			},
			NoMatch: []string{
				"value: NCVg4akrfZm4q4BmIN0aILZNXQ0Tc0DMDVJAqTFt",
				"EXPO_TOKEN_API_KEY=${EXPO_TOKEN_API_KEY}",
				"expo_token api key is in the vault",
				"expo_token_version: Bzc29x.2",
			},
		}.detector(),
	}
}
