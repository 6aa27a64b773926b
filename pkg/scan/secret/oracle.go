package secret

import "sluice/pkg/scan/rule"

func oracle() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "oracle-oci-secret-key", About: "Oracle Cloud customer secret key",
			Words: []string{"oci_secret", "oci_auth", "oci_customer_secret", "oracle_secret"}, Value: `[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{44}`,
			Match:   []string{"OCI_SECRET=«4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678=»", `"oci_secretToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678=»"`},
			NoMatch: []string{"OCI_SECRET=your_key_here", "oci_secret 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678=", "oci_secret_version: 4eXamp", "OCI_SECRET=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
