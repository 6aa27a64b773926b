package secret

import "sluice/pkg/scan/rule"

func mercadopago() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "mercadopago-access-token", About: "Mercado Pago access token",
			Prefixes: []string{"APP_USR-", "TEST-"}, Body: `[0-9]{15,17}-[0-9]{6}-[0-9a-f]{32}(?:__[A-Z]{2}_[A-Z]{2}__)?-[0-9]{6,12}`,
			Left:    wordBytes,
			Match:   []string{"MERCADOPAGO_ACCESS_TOKEN=«APP_USR-12345678901234567-890123-5c6d7e8f90a1b2c3d4e5f60718293a4b-678901»", "Authorization: Bearer «APP_USR-12345678901234567-890123-5c6d7e8f90a1b2c3d4e5f60718293a4b-678901»"},
			NoMatch: []string{"APP_USR-", "APP_USR-your-key-here", "APP_USR-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "APP_USR-12345678901234567-890"},
		}.detector(),
	}
}
