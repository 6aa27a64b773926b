package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

func openAI() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "openai-api-key", About: "OpenAI API key", Validator: "the signature in its middle, length", Type: rule.Secret, Score: 0.98, Joins: true,
			Literals: []string{"T3BlbkFJ"}, // base64 of OpenAI
			Find:     findOpenAI, Revision: 1, Hold: rule.Hold{Reach: `J[A-Za-z0-9_-]{0,200}`, Back: backOpenAI, Most: 136},
			Match: []string{
				"«sk-EXAMPLEexample012345T3BlbkFJEXAMPLEexample012345»",
				`Authorization: Bearer «sk-proj-EXAMPLEexample_0123-456789T3BlbkFJEXAMPLEexample-0123_456789»"`,
			},
			NoMatch: []string{"T3BlbkFJ", "sk-T3BlbkFJ"},
		},
		{
			Rule: "openai-project-key", About: "OpenAI project, service account or admin key", Validator: "prefix, length, entropy", Type: rule.Secret, Score: 0.95, Joins: true,
			Literals: []string{"sk-proj-", "sk-svcacct-", "sk-admin-", "sk-service-", "sk-None-", "sk-or-v1-"},
			Pattern:  `sk-(?:proj|svcacct|admin|service|None|or-v1)-[A-Za-z0-9_-]{20,300}`,
			Check:    checkTokenWords,
			Match: []string{
				"OPENAI_API_KEY=«sk-proj-EXAMPLEexample0123456789EXAMPLEexample0123456789»",
				"use«sk-svcacct-EXAMPLEexample0123456789EXAMPLEexample».",
			},
			NoMatch: []string{"sk-proj-", "sk-proj-xxxxxxxxxxxxxxxxxxxxxxxx", "sk-proj-your-openai-project-key-here"},
		},
		{
			// Keys without T3BlbkFJ, and those of the many services that copy
			// the prefix. Words such as task-… and risk-… end the same way.
			Rule: "sk-key", About: "key of a service that begins its keys as OpenAI does", Validator: "length, entropy", Type: rule.Secret, Score: 0.85, Joins: true,
			Literals: []string{"sk-"},
			Pattern:  `sk-[A-Za-z0-9]{32,128}`,
			Left:     rule.Bytes("A-Za-z0-9_-"),
			Check:    checkTokenWords,
			Match:    []string{`api_key="«sk-0123456789abcdefEXAMPLE0123456789abcdef»"`, "(«sk-1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d»)"},
			NoMatch:  []string{"task-0123456789abcdef0123456789abcdef", "sk-learn", "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		},
	}
}

// findOpenAI reads outwards from the middle that all keys share.
func findOpenAI(text string, at, end int) (int, int, float64) {
	start := at
	for start > 0 && at-start < 128 && base64url.Has(text[start-1]) {
		start--
	}
	sk := strings.Index(text[start:at], "sk-")
	stop := base64url.Run(text, end, 200)
	if sk < 0 || at-start-sk < 19 || stop-end < 16 || rule.Entropy(text[start+sk:stop]) < 3 {
		return 0, 0, 0
	}
	return start + sk, stop, 0.98
}

// backOpenAI returns where "sk-" is in the word before at, or may come to be.
func backOpenAI(text string, at int) int {
	start := rule.BackRun(base64url, 136)(text, at)
	if sk := strings.Index(text[start:at], "sk-"); sk >= 0 {
		return start + sk
	}
	if strings.HasSuffix(text[start:at], "sk") {
		return at - len("sk")
	}
	return at - min(at-start, 1)
}

// checkTokenWords wants digits and the entropy of a random text.
func checkTokenWords(text string, m rule.Match) float64 {
	token := text[m.From+3 : m.To]
	if rule.KindsOf(token).Digit < 2 || rule.Entropy(token) < 3 {
		return 0
	}
	return 0.95
}
