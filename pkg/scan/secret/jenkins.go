package secret

import "sluice/pkg/scan/rule"

func jenkins() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "jenkins-token",
			About: "Jenkins API token or crumb",
			Words: []string{"jenkins"},
			Value: `(?:11[a-f0-9]{32}|[a-f0-9]{32})`,
			Match: []string{
				"JENKINS_API_KEY=«11e078220fb4499e4ed426461403711996»",
				`"jenkinsApiKey": "«6de2e078acd226f53afd05bdb44f46c5»"`,
				"my jenkins secret «e51b5e8947decb7eef040ec32cf61dc5»",
			},
			NoMatch: []string{
				"value: 11e078220fb4499e4ed426461403711996",
				"JENKINS_API_KEY=${JENKINS_API_KEY}",
				"jenkins api key is in the vault",
				"jenkins_version: 6de2e0.2",
			},
		}.detector(),
	}
}
