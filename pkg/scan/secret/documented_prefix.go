package secret

import "sluice/pkg/scan/rule"

// documentedPrefixes are tokens of services that have one form each.
func documentedPrefixes() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "retool-token", About: "Retool access token", Prefixes: []string{"retool_01"}, Body: `[0-9a-zA-Z]{24}`, Left: wordBytes, Right: wordBytes,
			Match: []string{"«retool_010DAQ02KCN84VZDOBLU4JSE32»"}, NoMatch: []string{"retool_01", "retool_01_queries", "retool_012024"},
		}.detector(),
		prefixed{
			Rule: "dbt-cloud-token", About: "dbt Cloud token of a user or a service", Prefixes: []string{"dbtc_", "dbtu_"}, Body: `[A-Za-z0-9_-]{30,60}`, Left: wordBytes, Check: digits, Validator: "digits",
			Match: []string{"DBT_TOKEN=«dbtc_Lc4w8saPGJ-u0C4bbX4fBd0yqEf1D_3TssQHFNOP»"}, NoMatch: []string{"dbtc_", "dbtu_some-words-that-are-joined-by-dashes-here", "dbtc_short1"},
		}.detector(),
		prefixed{
			Rule: "pagerduty-oauth-token", About: "PagerDuty OAuth token", Prefixes: []string{"pdus+_", "pdeu+_"}, Body: `[A-Za-z0-9]{8}_[0-9a-f-]{36}`, Left: wordBytes,
			Match: []string{"token «pdus+_0XBPWQQX_29ed24ff-c02d-444b-ab95-28fb0f1e9a63»"}, NoMatch: []string{"pdus+_", "pdus+_0XBPWQQX"},
		}.detector(),
		prefixed{
			Rule: "convex-deploy-key", About: "Convex deploy key", Prefixes: []string{"prod:", "dev:", "preview:"}, Body: `[a-z]{2,20}-[a-z]{2,20}-[0-9]{1,4}\|[A-Za-z0-9+/=]{40,400}`, Left: wordBytes,
			Match: []string{"CONVEX_DEPLOY_KEY=«prod:happy-cat-123|2b09d1069067d095a1ed8e2bff1b0fc9748a8e9af48d10ca11faa2933169»"}, NoMatch: []string{"prod:happy-cat-123", "dev: run it", "prod:db-main-1|short"},
		}.detector(),
		prefixed{
			Rule: "ebay-user-token", About: "eBay user or application token", Prefixes: []string{"v^1.1#i^1#"}, Body: `[A-Za-z0-9^#+/=]{40,1000}`, Left: wordBytes,
			Match: []string{"Authorization: Bearer «v^1.1#i^1#r^0#p^3#f^0#I^3#t^H4sIAAAAAAAAAOVYXWwUVRTu9s9UqKWhhEZkO0ksmd07»"}, NoMatch: []string{"v^1.1#i^1#", "v^1.1#i^1#r^0"},
		}.detector(),
		prefixed{
			Rule: "monzo-client-secret", About: "Monzo confidential client's secret", Prefixes: []string{"mnzconf.", "mnzpub."}, Body: `[A-Za-z0-9_+/=.-]{30,200}`, Left: wordBytes, Check: digits, Validator: "digits",
			Match: []string{"secret=«mnzconf.Etldhc1KL-VGLMP-308r5qvj7MOnZf1uUuBrD8EM»"}, NoMatch: []string{"mnzconf.", "mnzconf.json", "mnzpub.short1"},
		}.detector(),
		{
			Rule: "asana-personal-token-old", Type: rule.Secret, Score: 0.9, About: "Asana personal access token, as older ones are", Validator: "two numbers and 32 hexadecimal digits, entropy", Joins: true,
			Digits: true, Lengths: []int{13, 14, 15, 16, 17}, Find: findAsana, Revision: 1,
			Hold:    rule.Hold{Reach: `[0-9]{1,20}(?:/[0-9]{12,20})?:[0-9a-f]{32}`, After: 1, Back: rule.BackRun(rule.Bytes("0-9/"), 20), Most: 20},
			Match:   []string{"ASANA_PAT=«1/5109770662383893:cf94126333f2f510170738478f8138da»", "token «2/0865987085739068/0374667051565629:59f59cc1c2eb6219586705998a28c15c»"},
			NoMatch: []string{"5109770662383893", "1/5109770662383893:cf94", "7/5109770662383893:cf94126333f2f510170738478f8138da"},
		},
		{
			Rule: "codeclimate-reporter-id", Type: rule.Secret, Score: 0.8, About: "Code Climate test reporter's id, which uploads results", Validator: "its name before it",
			Literals: []string{"CC_TEST_REPORTER_ID"}, Pattern: `CC_TEST_REPORTER_ID["']?[ \t]?[=:][ \t]?["']?([0-9a-f]{64})`, Right: alnum, Check: rule.Random(0, 3, 0.8), Revision: 1,
			Match: []string{"CC_TEST_REPORTER_ID=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"}, NoMatch: []string{"CC_TEST_REPORTER_ID=abc", "CC_TEST_REPORTER_ID: ${{ secrets.CC }}"},
		},
	}
}

// findAsana reads version/user:secret or version/user/app:secret around the
// user's number, text[at:end].
func findAsana(text string, at, end int) (int, int, float64) {
	start := at - 2
	if start < 0 || text[at-1] != '/' || text[start] != '1' && text[start] != '2' || start > 0 && (rule.IsAlnum(text[start-1]) || text[start-1] == '/') {
		return 0, 0, 0
	}
	i := end
	if i < len(text) && text[i] == '/' {
		i = digitBytes.Run(text, i+1, 20)
	}
	if i >= len(text) || text[i] != ':' {
		return 0, 0, 0
	}
	stop := lowerHex.Run(text, i+1, 33)
	if stop-i != 33 || rule.Entropy(text[i+1:stop]) < 3 {
		return 0, 0, 0
	}
	return start, stop, 0.9
}

var lowerHex = rule.Bytes("0-9a-f")
