package secret

import "sluice/pkg/scan/rule"

func hellosign() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "hellosign-key",
			About: "Dropbox Sign (HelloSign) API key",
			Words: []string{"hellosign", "dropbox_sign"},
			Value: `[A-Za-z0-9]{62,66}={0,2}`,
			Match: []string{
				"HELLOSIGN_API_KEY=«W2E6fdJEmRYuJ53QdCnrwWWBaCZ4AO8RUxPqevR0RADWb1hcVZi6EVXIjpyi55==»",
				`"hellosignApiKey": "«x4IsEet6bQThc1vO7LKOorK2gCZADUlPkjo31wm4DdG5pGmXAnFKy1f7fUt3rH=»"`,
				"my hellosign secret «iMy0A9qNkqi2lBYQMs2dG0G6Crg0b1otdb7DaZxIO74yNtwy93uX3DgEr8ammZ»",
			},
			NoMatch: []string{
				"value: W2E6fdJEmRYuJ53QdCnrwWWBaCZ4AO8RUxPqevR0RADWb1hcVZi6EVXIjpyi55==",
				"HELLOSIGN_API_KEY=${HELLOSIGN_API_KEY}",
				"hellosign api key is in the vault",
				"hellosign_version: x4IsEe.2",
			},
		}.detector(),
	}
}
