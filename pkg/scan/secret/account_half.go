package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// accountHalves find the public half of a pair of credentials: the client's, the
// application's or the account's id that a key or a secret belongs to. Alone it
// opens nothing, so that its score is low; beside the other half it is what makes
// that one useful. Only names of services that other rules know count.
func accountHalves(known []rule.Detector) []rule.Detector {
	names := map[string]bool{}
	for _, d := range known {
		for _, l := range d.Literals {
			names[strings.Trim(strings.ToLower(l), "_-. ")] = true
		}
	}
	words := []string{
		"client_id", "clientid", "client-id", "client id", "app_id", "appid", "app-id", "application_id", "applicationid", "account_id", "accountid", "account-id", "account_sid", "accountsid", "org_id", "orgid", "organization_id",
		"key_id", "keyid", "access_id", "_account", "_user", "_public", "-public",
	}
	return []rule.Detector{{
		Rule: "service-account-id", Type: rule.Secret, Score: 0.4, Fold: true, About: "id of an account, a client or an application at a service, the half of a credential that is no secret by itself", Validator: "a known service's name before it, a drawn value",
		Literals: words, Revision: 1,
		Find: func(text string, at, end int) (int, int, float64) {
			if !names[serviceBefore(text, at)] {
				return 0, 0, 0
			}
			return accountValue(text, end)
		},
		Hold:  rule.Hold{Reach: `[A-Za-z]["'\x60\]]{0,3}[ \t]{0,4}(?::=|=>|[:=])[ \t]{0,4}["'\x60]?[A-Za-z0-9_.-]{10,65}`, After: 1},
		Match: []string{`algolia_app_id = "«WRB8YLFW7Y»"`, "PLAID_CLIENT_ID=«5f3e0a1b2c4d5e6f708192a3»", "snowflake_account = «ABCDEFG-1234567»"},
		NoMatch: []string{
			"my_app_id=5f3e0a1b2c4d5e6f708192a3", "algolia_app_id = your_app_id_1", "plaid_client_id: string", "twilio_account_id: 123456789012", "PLAID_CLIENT_ID=${PLAID_CLIENT_ID_2024}", "stripe_account_id = accounts.current.id2",
			"datadog_user = backup-agent-2024",
		},
	}}
}

// serviceBefore is the first word of the name that goes on in text[at:], in lower
// case: plaid of PLAID_CLIENT_ID and of plaidClientId.
func serviceBefore(text string, at int) string {
	start := at
	for start > 0 && at-start < 40 && (nameBytes.Has(text[start-1]) || text[start-1] == '.') {
		start--
	}
	name := strings.Trim(strings.ToLower(text[start:at]), "_-. ")
	if first, _, ok := strings.Cut(name, "_"); ok {
		name = first
	}
	return name
}

// accountValue reads what the name that ends at end is given.
func accountValue(text string, end int) (int, int, float64) {
	i := end
	for n := 0; n < 3 && i < len(text) && strings.IndexByte("\"'`]", text[i]) >= 0; n++ {
		i++
	}
	for n := 0; n < 4 && i < len(text) && rule.IsBlank(text[i]); n++ {
		i++
	}
	sign := i
	for i < len(text) && i-sign < 2 && strings.IndexByte(":=>", text[i]) >= 0 {
		i++
	}
	if i == sign {
		return 0, 0, 0
	}
	for n := 0; n < 4 && i < len(text) && rule.IsBlank(text[i]); n++ {
		i++
	}
	if i < len(text) && strings.IndexByte("\"'`", text[i]) >= 0 {
		i++
	}
	stop := dashedOrDot.Run(text, i, 65)
	value := strings.TrimRight(text[i:stop], ".-_")
	if stop-i > 64 || stop < len(text) && strings.IndexByte("([{@/:$", text[stop]) >= 0 || !accountShape(value) {
		return 0, 0, 0
	}
	return i, i + len(value), 0.4
}

var dashedOrDot = rule.Bytes("A-Za-z0-9_.-")

// accountShape wants a value that a machine made: letters and digits that are no
// words, and no word with a number behind it.
func accountShape(v string) bool {
	k := rule.KindsOf(v)
	if rule.UUID(v) {
		return rule.Entropy(v) > 1.5
	}
	if len(v) < 10 || k.Digit == 0 || k.Letters() < 2 || rule.Placeholder(v) || rule.Chain(v) || rule.Entropy(v) < 2.5 {
		return false
	}
	letters := strings.TrimRight(v, "0123456789")
	if rule.KindsOf(letters).Digit == 0 && k.Upper != k.Letters() {
		return false // backup2024
	}
	return rule.Drawn(v) || k.Lower == 0 && k.Mark <= 1 || k.Upper > 0 && k.Lower > 0 && k.Mark == 0 || k.Digit >= 3 && k.Mark == 0
}
