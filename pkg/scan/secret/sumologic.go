package secret

import "sluice/pkg/scan/rule"

func sumoLogic() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "sumologic-collector-url", About: "Sumo Logic HTTP source",
			Prefixes: []string{".sumologic.com/receiver/v1/http/"}, Body: `[A-Za-z0-9_-]{40,160}={0,2}`,
			Match:   []string{"https://example«.sumologic.com/receiver/v1/http/4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»", `url = "https://example«.sumologic.com/receiver/v1/http/4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"`},
			NoMatch: []string{".sumologic.com/receiver/v1/http/", ".sumologic.com/receiver/v1/http/your-key-here", ".sumologic.com/receiver/v1/http/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ".sumologic.com/receiver/v1/http/4eXampLE0kT7b"},
		}.detector(),
		weak{
			Rule: "sumologic-access-key", About: "Sumo Logic access key",
			Words: []string{"sumologic", "sumo_logic", "sumo_access"}, Value: `[A-Za-z0-9]{64}`, Check: mixed,
			Match:   []string{"sumologic_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE»", "sumologic.api_key = '«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE»'"},
			NoMatch: []string{"SUMOLOGIC_API_KEY=your_key_here", "sumologic 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE", "sumologic_version: 4eXamp", "SUMOLOGIC_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sumologic_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE"},
		}.detector(),
	}
}
