package secret

import "sluice/pkg/scan/rule"

func rapidAPI() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "rapidapi-key", Type: rule.Secret, Score: 0.95, About: "RapidAPI key", Validator: "structure, entropy", Joins: true,
			Literals: []string{"msh"}, Before: 10,
			Pattern:  `[0-9a-z]{10}msh[0-9a-z]{14,16}p1[0-9a-z]{5,7}jsn[0-9a-z]{11,13}`,
			Left:     alnum,
			Right:    alnum,
			Check:    rule.Random(0, 2.5, 0.95),
			Revision: 1,
			Match:    []string{"they sent «4exampl0ktmsh7bqz3vnw5examplep101234jsn56789rj8y4exa» today", "RAPIDAPI_KEY=«4exampl0ktmsh7bqz3vnw5examplep101234jsn56789rj8y4exa»"},
			NoMatch:  []string{"msh", "4exampl0ktmsh7bqz3vnw5examplep101234jsn5", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		},
	}
}
