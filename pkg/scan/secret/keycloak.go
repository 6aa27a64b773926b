package secret

import "sluice/pkg/scan/rule"

func keycloak() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "keycloak-client-secret",
			About: "Keycloak client secret",
			Words: []string{"keycloak"},
			Value: `[A-Za-z0-9]{32}|` + uuidForm,
			Match: []string{
				"KEYCLOAK_API_KEY=«68oyl4qAZJR3JyTOAUpd13lqL9iNOEGu»",
				`"keycloakApiKey": "«TPcsdvTG3H25Ss1SM3NdyN2PMp8Jd2ga»"`,
				"my keycloak secret «HqmbHwQbuewHugaEPXoET59kl52qDCmQ»",
			},
			NoMatch: []string{
				"value: 68oyl4qAZJR3JyTOAUpd13lqL9iNOEGu",
				"KEYCLOAK_API_KEY=${KEYCLOAK_API_KEY}",
				"keycloak api key is in the vault",
				"keycloak_version: TPcsdv.2",
			},
		}.detector(),
	}
}
