package secret

import "sluice/pkg/scan/rule"

func doppler() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "doppler-token",
			About:    "Doppler personal, CLI, SCIM, audit or service account token",
			Prefixes: []string{"dp.pt.", "dp.ct.", "dp.sa.", "dp.said.", "dp.scim.", "dp.audit."},
			Body:     `[A-Za-z0-9]{40,44}`,
			Match: []string{
				"DOPPLER_TOKEN=«dp.pt.vvh3W6BLCB8A4cLWxLainyvDHfwbe9l0q9sN0w4eHi»",
				"Authorization: Bearer «dp.ct.mOsiNOBblPSUnVlXAmMSPyfb7pARpiYLi3eVgk8qB»",
				`{"token": "«dp.sa.t85ZtEAjS7Svc2CQbuEpEhJgcuQsr2nmtJR3PszTBUq»"}`,
			},
			NoMatch: []string{
				"dp.pt.",
				"dp.pt.vvh3W6BLCB8A4c",
				"dp.audit.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with dp.pt. and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "doppler-service-token",
			About:    "Doppler service token of one configuration",
			Prefixes: []string{"dp.st."},
			Body:     `(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}`,
			Match: []string{
				"DOPPLER_TOKEN=«dp.st.ru.2KNMYryAd1uCMX4cFj0YOFB6oGFW9Qd5xnYlskP3T»",
				"Authorization: Bearer «dp.st.hgzjr.955EV94I60U44odqlWI6dp8he9Z3WC8MRuCNU8dZcK»",
			},
			NoMatch: []string{
				"dp.st.",
				"dp.st.ru.2KNMYryAd1u",
				"dp.st.xx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with dp.st. and is kept in the vault",
			},
		}.detector(),
	}
}
