package secret

import (
	"sluice/pkg/scan/rule"
)

func kubernetes() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "kubeconfig-client-key", Type: rule.Secret, Score: 0.98, About: "client key in a kubeconfig file", Validator: "entropy",
			Literals: []string{"client-key-data", "clientKeyData"},
			Pattern:  `(?:client-key-data|clientKeyData)\\?"?[ \t]{0,4}:[ \t]{0,8}\\?"?([A-Za-z0-9+/]{64,1000}[A-Za-z0-9+/]{0,1000}[A-Za-z0-9+/]{0,1000}={0,2})`,
			Check:    rule.Random(0, 3.5, 0.98), Revision: 1,
			Match:   []string{"    client-key-data: «LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUVleGFtcGxlRVhBTVBMRWV4YW1wbGUwMTIzNDU2Nzg5Cg==»"},
			NoMatch: []string{"client-key-data: REDACTED", "client-key-data: DATA+OMITTED", "client-key-data: ${KEY}", "the client-key-data field"},
		},
		{
			Rule: "kubernetes-bootstrap-token", Type: rule.Secret, Score: 0.9, About: "kubeadm bootstrap token", Validator: "entropy, digits",
			Literals: []string{"--token", "token:"},
			Pattern:  `(?:--token|token:)[ \t=]{1,4}["']?([a-z0-9]{6}\.[a-z0-9]{16})`,
			Right:    rule.Bytes("A-Za-z0-9_."),
			Check:    checkBootstrap, Revision: 1,
			Match:   []string{"kubeadm join 192.0.2.1:6443 --token «h9kq2e.0123x56789abctef»", "token: «07401b.f395accd246ae52d»"},
			NoMatch: []string{"--token abcdef.short", "token: string.representation00x", "token: config.authenticationkey", "--token=xxxxxx.xxxxxxxxxxxxxxxx"},
		},
	}
}

func checkBootstrap(text string, m rule.Match) float64 {
	value := text[m.From:m.To]
	if rule.KindsOf(value[:6]).Digit == 0 || rule.KindsOf(value[7:]).Digit < 2 || rule.Entropy(value) < 3 {
		return 0
	}
	return 0.9
}
