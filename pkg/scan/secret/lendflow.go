package secret

import "sluice/pkg/scan/rule"

func lendflow() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "lendflow-token",
			About: "Lendflow token",
			Words: []string{"lendflow"},
			Value: `[A-Za-z0-9]{36}\.[A-Za-z0-9]{200,300}(?:\.[A-Za-z0-9_-]{200,900})?`,
			Match: []string{
				"LENDFLOW_API_KEY=«Ze7zzLtKW7Vr4P8QbSYeGRyUn4eeyzBVirUI.r01LtZVeclwY2ZXUMQxgu3FMrpZlLt6O4zM9G4HbNLwVhE8l7jjfdd9ucdNFyiNMPPUgSQMbJ4NEbfyXBhkiupFWj4DBHciHyN9WfoJRNy6C4QiPw38HH8Og7PMoPR7na1GclVmVrIPHVUd09SD0HwoJT1bFVLfFSgCQgz8ftkw7AwtHcV5J9r8Z14186kAZ7w06nC6J»",
				`"lendflowApiKey": "«LJK60Dc18j007q4P3MjlOKYasbERMBDHhDV8.n7aUeveqMd0p874NrIaPsGRrVlRajkT9NFcgJmsTRaVLiInpu14vuIU8trAI1xLq03nK4iJw9RIuYECjpM794JLZGffTZG1qqDv98zPqJhrcGV3yus6MiOtYXWTANXWtnYl0VvHYtOubUPWo7JJ5kpv6lzE7qnmgdRDBrKKMMb3uuze0fx7bbyC5WUS5vs6jFeCqZpee»"`,
				"my lendflow secret «WcbyWIx98avW22WjNzxSigUykQsMq6BW4LrO.tKmnHCF9sWqwYvgn6vXjc9noo6ti3cOPHjKZ0kfldAnleqDGMGkwkeDaci3c6CiPTyR8bws8FLD9QBiglkVNLbIlLDEEAvLoEixtfKRsyHAaVtoZsMOw1jlNQPUQl6HgUyEaoWp1goJIUxmLmw7OA19P93IFKABGLqdWvA1MaHGLtO6ssyBj1hhXkwZImgd1VixVxbKP.UMJilN9hC234JHFKNtYILGUBP56W89s0g6LlneKEEdiukxWlVoQGkyBoctI5sMIv61KHFLCgsp60WgtfFSLSQoyXaV4seZ2WOJEr7S13Mghlo1eAmaWPpXU6cyEB90wyy5IFzhVxTtHtG5GldCQ86yvlAAC06sqcDAxSekcrLNvpd7coGpiYysAMTJlhWvEyNDk5If6e»",
			},
			NoMatch: []string{
				"value: Ze7zzLtKW7Vr4P8QbSYeGRyUn4eeyzBVirUI.r01LtZVeclwY2ZXUMQxgu3FMrpZlLt6O4zM9G4HbNLwVhE8l7jjfdd9ucdNFyiNMPPUgSQMbJ4NEbfyXBhkiupFWj4DBHciHyN9WfoJRNy6C4QiPw38HH8Og7PMoPR7na1GclVmVrIPHVUd09SD0HwoJT1bFVLfFSgCQgz8ftkw7AwtHcV5J9r8Z14186kAZ7w06nC6J",
				"LENDFLOW_API_KEY=${LENDFLOW_API_KEY}",
				"lendflow api key is in the vault",
				"lendflow_version: LJK60D.2",
			},
		}.detector(),
	}
}
