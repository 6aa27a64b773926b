package secret

import "sluice/pkg/scan/rule"

func kerberos() []rule.Detector {
	const hash = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
	return []rule.Detector{
		prefixed{
			Rule: "kerberos-ticket-hash", About: "Kerberos 5 ticket or reply as password crackers write it (AS-REP, TGS, pre-authentication)",
			Prefixes: []string{"$krb5asrep$", "$krb5tgs$", "$krb5pa$"},
			Body:     `[0-9]{1,2}\$[A-Za-z0-9@.$:*/_-]{64,1000}[A-Za-z0-9@.$:*/_-]{0,1000}[A-Za-z0-9@.$:*/_-]{0,1000}`,
			Match:    []string{"«$krb5asrep$23$ada@example.com:" + hash + "$" + hash + hash + hash + "»", "«$krb5tgs$23$*sql$EXAMPLE.COM$svc*$" + hash + "$" + hash + hash + "»"},
			NoMatch:  []string{"$krb5asrep$", "$krb5asrep$23$user", "$krb5tgs$23$*user$realm$spn*$..."},
		}.detector(),
	}
}
