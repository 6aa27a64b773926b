package secret

import "sluice/pkg/scan/rule"

func helpcrunch() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "helpcrunch-token",
			About: "HelpCrunch token",
			Words: []string{"helpcrunch"},
			Value: `[A-Za-z0-9+/=]{300,400}`,
			Match: []string{
				"HELPCRUNCH_API_KEY=«DSlsfwBsvZbSPhybWHPHLDLNjkqBQfHPAkg8siZAlPcJck6TkYbZK7AvnVts2DChYA1jidLnAqj7RR1HW3EPgs70OSLvKU5idAs3CSuJXEKJpJXjf683GhKbZ3pzQ3sdWyapPInERZNUSGkzlGEcyjXdUJlo3lLpQySJqNmGK6gQRdpnaz4oqPfYWwryt43ndHUOqUnbFOZt4Miugf1L6xm5wGiTXHAjrSkGXTOVQltYObqCUqM05OyqdDRsILISTSJicO6wTjLRrorFG9uLvUvoUomkPgk4ghg6Iw3jdXOF»",
				`"helpcrunchApiKey": "«Wcbg2vSheoCCs2QEa675B80tfflangrQDgJtjzikLPaR3zexco6mC3vpe97lueuYhUuJYo9HHdKVbXFJdgE78EC3E3FGDINfk4xGAZUKUIj4CfsETCI7ZT6WXAVG3qgnzxzpD2Pkn47phq1yww0pR6FUt02yd4Sf4OUnvNVR5SfPfpkZ7wNNKEZZ3V3mLfP5D7sZsq7uvWLiXkqoEqsQFugsQpKciM6elVgdW5dOW9Co12ANmRW6WAAJdo8ByXcs7vv7OJKLdtVqMERVlLSFbdUT0KY9yLHnMSvJ2Raqgsd7»"`,
				"my helpcrunch secret «wq6qBmPEo3vr068qIVJyy2Q2t7R9EXHZ6GtyHo8fBGetXUxCGbAocAM9psjI9ayVPH8Za0Kk2Ev5CibQPvolRHNPfv5YRMsguQyYGIdkqRdNAEDcmEVYFcepbnmx1biNhXEOm0A8fGO4pGaqQcMTfhTBkNap9iHtEq7D2QE913010dh4nBwMvD7UJKw0uqdYOONHMyd8BDL25NLyGiTYMGxHwnqfaIru8COgeeAEuE9Cs2d2Duwynpe5uJv1fewgXOobxgwJsbXWZ8SJtJxdUycQUgFpUZI6aXhpwlc6zoFl»",
			},
			NoMatch: []string{
				"value: DSlsfwBsvZbSPhybWHPHLDLNjkqBQfHPAkg8siZAlPcJck6TkYbZK7AvnVts2DChYA1jidLnAqj7RR1HW3EPgs70OSLvKU5idAs3CSuJXEKJpJXjf683GhKbZ3pzQ3sdWyapPInERZNUSGkzlGEcyjXdUJlo3lLpQySJqNmGK6gQRdpnaz4oqPfYWwryt43ndHUOqUnbFOZt4Miugf1L6xm5wGiTXHAjrSkGXTOVQltYObqCUqM05OyqdDRsILISTSJicO6wTjLRrorFG9uLvUvoUomkPgk4ghg6Iw3jdXOF",
				"HELPCRUNCH_API_KEY=${HELPCRUNCH_API_KEY}",
				"helpcrunch api key is in the vault",
				"helpcrunch_version: Wcbg2v.2",
			},
		}.detector(),
	}
}
