package secret

import "sluice/pkg/scan/rule"

// azureAccessKey is the key in a connection string of SignalR, Web PubSub or
// Communication Services.
func azureAccessKey() rule.Detector {
	return rule.Detector{
		Rule: "azure-service-access-key", Type: rule.Secret, Score: 0.95, About: "access key of Azure SignalR, Web PubSub or Communication Services", Validator: "entropy", Joins: true, Fold: true,
		Literals: []string{";accesskey="},
		Pattern:  rule.CI(";accesskey=") + `([A-Za-z0-9+/]{43,86}={1,2})`,
		Check:    rule.Random(0, 3.5, 0.95), Revision: 1,
		Match: []string{
			"Endpoint=https://demo.service.signalr.net;AccessKey=«EXAMPLEexample/0123456789+EXAMPLEexample012=»;Version=1.0;",
			"endpoint=https://demo.communication.azure.com/;accesskey=«EXAMPLEexample/0123456789+EXAMPLEexample0123456789/EXAMPLEexample+0123456789EXAMPLEexa==»",
		},
		NoMatch: []string{";AccessKey=<key>;Version=1.0;", ";accesskey=short=", ";AccessKey=" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="},
	}
}
