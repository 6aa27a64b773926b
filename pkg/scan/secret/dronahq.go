package secret

import "sluice/pkg/scan/rule"

func dronahq() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "dronahq-key",
			About: "DronaHQ API key",
			Words: []string{"dronahq"},
			Value: `[A-Za-z0-9]{50}`,
			Match: []string{
				"DRONAHQ_API_KEY=«LOnD6CfjXeEauPis73mpgSUu8RCziefNOqfeXASYIprv1JSSQh»",
				`"dronahqApiKey": "«ped5S9JGLCNrZrUzZYGvaFjgOnHbfQdSriLgjydyDnstB8HiWC»"`,
				"my dronahq secret «ERJ7bRqduucyY8CaUSb9p3P9Mm30KuzyjqGarj1D9kMVCSZcYr»",
			},
			NoMatch: []string{
				"value: LOnD6CfjXeEauPis73mpgSUu8RCziefNOqfeXASYIprv1JSSQh",
				"DRONAHQ_API_KEY=${DRONAHQ_API_KEY}",
				"dronahq api key is in the vault",
				"dronahq_version: ped5S9.2",
			},
		}.detector(),
	}
}
