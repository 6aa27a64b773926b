package secret

import "sluice/pkg/scan/rule"

func gitlab() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "gitlab-token", About: "GitLab access, deploy, trigger, feed or agent token", Validator: "prefix, length, entropy", Type: rule.Secret, Score: 0.95, Joins: true,
			Literals: []string{
				"glpat-", "gldt-", "glrt-", "glrtr-", "glptt-", "glft-", "glimt-", "glagent-", "gloas-", "glsoat-", "glcbt-", "glffct-", "glwt-",
			},
			Pattern: `gl(?:pat|dt|rtr?|ptt|ft|imt|agent|oas|soat|cbt|ffct|wt)-[A-Za-z0-9_-]{16,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?`,
			Check:   checkGitLab,
			Match: []string{
				"«glpat-0123456789abcdefABCD»",
				"GO_TOKEN=«glpat-EXAMPLEexample012345»' \\",
				"curl -F token=«glptt-0123456789abcdef0123456789abcdef01234567» -F ref=main",
				"«glpat-aB3dE5fG7hI9jK1lM3nO5pQ7rS9.01.0a1b2c3d4»",
				"thekey«glrt-t1_0123456789abcdefABCD»",
			},
			NoMatch: []string{"glpat-", "glpat-xxxxxxxxxxxxxxxxxxxx", "glpat-your-token", "glft-handed-and-more-of-it"},
		},
		{
			Rule: "gitlab-runner-token", About: "GitLab runner registration token", Validator: "prefix, length, entropy", Type: rule.Secret, Score: 0.95, Joins: true,
			Literals: []string{"GR1348941"},
			Pattern:  `GR1348941[A-Za-z0-9_-]{20,64}`,
			Check:    rule.Random(9, 2.5, 0.95),
			Match:    []string{`--registration-token "«GR1348941EXAMPLE01234567890ab»"`},
			NoMatch:  []string{"GR1348941", "GR1348941xxxxxxxxxxxxxxxxxxxx"},
		},
	}
}

// checkGitLab wants a digit or a capital after the prefix, which words lack.
func checkGitLab(text string, m rule.Match) float64 {
	token := text[m.From:m.To]
	for len(token) > 0 && token[0] != '-' {
		token = token[1:]
	}
	k := rule.KindsOf(token)
	if k.Digit+k.Upper == 0 || rule.Entropy(token) < 2.5 {
		return 0
	}
	return 0.95
}
