package secret

import "sluice/pkg/scan/rule"

func ibm() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "ibm-cloud-key",
			About: "IBM Cloud IAM API key",
			Words: []string{"ibm", "watson", "bluemix", "softlayer"},
			Value: `[A-Za-z0-9_-]{44}`,
			Check: bothCases,
			Match: []string{
				"IBM_API_KEY=«NO7G2JMUW6xLn16Ce9JoZY7389c2sqEIOq8oS2roD2jn»",
				`"ibmApiKey": "«Wvv1XEZqp7rvTa11NLkn7x1fVdfDkahbHRvtWYZ14a6V»"`,
				"my ibm secret «yuL7uAJOctCFcGoMCgUBxMrMCHL3F7i2sIO2Gia1R8FM»",
			},
			NoMatch: []string{
				"value: NO7G2JMUW6xLn16Ce9JoZY7389c2sqEIOq8oS2roD2jn",
				"IBM_API_KEY=${IBM_API_KEY}",
				"ibm api key is in the vault",
				"ibm_version: Wvv1XE.2",
			},
		}.detector(),
	}
}
