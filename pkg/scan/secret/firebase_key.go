package secret

import "sluice/pkg/scan/rule"

// firebaseServerKey is the key of the older Cloud Messaging interface.
func firebaseServerKey() rule.Detector {
	const tail = "EXAMPLEexample0123456789-EXAMPLEexample0123456789_EXAMPLEexample0123456789-EXAMPLEexample0123456789_EXAMPLEexample0123456789EXAMPLE0123"
	return rule.Detector{
		Rule: "firebase-messaging-server-key", Type: rule.Secret, Score: 0.98, About: "Firebase Cloud Messaging server key", Validator: "the mark at its place, entropy", Joins: true,
		Literals: []string{":APA91b"}, Before: 11,
		Pattern: `AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{130,140}`,
		Check:   rule.Random(0, 3.5, 0.98), Revision: 1,
		Hold:    rule.Hold{Back: rule.BackRun(rule.Bytes("A-Za-z0-9_:-"), 18), Most: 18},
		Match:   []string{"Authorization: key=«AAAAexample:APA91b" + tail + "»"},
		NoMatch: []string{":APA91b", "AAAAexample:APA91bshort", "dEv1ceT0ken:APA91b" + tail},
	}
}
