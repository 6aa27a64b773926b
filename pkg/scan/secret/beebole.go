package secret

import "sluice/pkg/scan/rule"

func beebole() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "beebole-token",
			About: "Beebole API token",
			Words: []string{"beebole"},
			Value: `[A-Za-z0-9]{40,44}`,
			Match: []string{
				"BEEBOLE_API_KEY=«tgwgoLJtmrNZL525wZMaMJ18YtRp4NjvT8V3xdaF7pPD»",
				`"beeboleApiKey": "«bka27sv1HGiJpXPQluDzuklB6P6zTSDQqgrZv2Ue»"`,
				"my beebole secret «lz1mqR7H5tUTe741VcsNFBJiAu1FZbDXdecmycjsJOr»",
			},
			NoMatch: []string{
				"value: tgwgoLJtmrNZL525wZMaMJ18YtRp4NjvT8V3xdaF7pPD",
				"BEEBOLE_API_KEY=${BEEBOLE_API_KEY}",
				"beebole api key is in the vault",
				"beebole_version: bka27s.2",
			},
		}.detector(),
	}
}
