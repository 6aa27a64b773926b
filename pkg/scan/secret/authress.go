package secret

import "sluice/pkg/scan/rule"

func authress() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "authress-service-key",
			About:    "Authress service client access key",
			Prefixes: []string{"authress_", "scauth_"},
			Body:     `[A-Za-z0-9]{5,30}\.[A-Za-z0-9]{4,6}\.acc[_-][A-Za-z0-9-]{10,32}\.[A-Za-z0-9+/_=-]{30,120}`,
			Match: []string{
				"AUTHRESS_TOKEN=«authress_LExV8XCD.FH6B5.acc-FIyKvTcO0ND.wdQx4EufjIlym583CiKJ9t2EpxKT75»",
				"Authorization: Bearer «scauth_4vNfsPL.9bQJz.acc-dshV3nuMKhCP5y.jShECTLimOkHZ5CTHNBZ914vE5ai8Vj»",
			},
			NoMatch: []string{
				"authress_",
				"authress_LExV8XCD.FH6B5.acc-F",
				"scauth_xxxxxxxx.xxxxx.xxx-xxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with authress_ and is kept in the vault",
			},
		}.detector(),
	}
}
