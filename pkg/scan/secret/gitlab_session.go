package secret

import "sluice/pkg/scan/rule"

func gitlabSession() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "gitlab-session-cookie",
			About: "GitLab session cookie",
			Words: []string{"_gitlab_session"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"Cookie: _gitlab_session=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»",
			},
			NoMatch: []string{
				"_gitlab_session=",
				"_gitlab_session is a cookie",
			},
		}.detector(),
	}
}
