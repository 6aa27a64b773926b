package secret

import "sluice/pkg/scan/rule"

func flyio() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "flyio-token",
			About:    "Fly.io access token (macaroon)",
			Prefixes: []string{"fm1r_", "fm1a_", "fm2_"},
			Body:     `[A-Za-z0-9+/]{100,1000}[A-Za-z0-9+/]{0,500}={0,3}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"FLYIO_TOKEN=«fm1r_4xvx81QLa92oEhHR874yPZF125jSQ8FNberBmR4lTVqSaYBqkLixJqjINgtnf8Mmj4HxtmYpaqIGZlKdIvrrhxOL6dux9MSY4p3B=»",
				"Authorization: Bearer «fm1a_Q1iFNY8GyjkU4sUzFhDi87847EX3aOtyXPUt5mhQzb1bRtQlnGVy7RIp4uhwHQZ9wVuTxN1tpDEOQQuTkbc2i5wSqskLrMhovUhx===»",
				`{"token": "«fm2_9xN1fAFZEfoLveIA84pNaPu5cqkXFakF8MLSXTXLbRU0xnFBpQQRR55mWeAWA34CSmpBWACmX91RvUdzhG8al6XoCX1j1Jx8YytX==»"}`,
			},
			NoMatch: []string{
				"fm1r_",
				"fm1r_4xvx81QLa92oEhHR874yPZF125jSQ8FNb",
				"fm2_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=",
				"a token starts with fm1r_ and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "flyio-personal-token",
			About:    "Fly.io personal token",
			Prefixes: []string{"fo1_"},
			Body:     `[A-Za-z0-9_-]{43}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"FLYIO_TOKEN=«fo1_W8gurYxihApkvagnDLiGUl8iwv8PmGFLbfNCnLesHZx»",
				"Authorization: Bearer «fo1_tPBSn8qF53sPMvbNS3AEEzWsuUy3qWZeYtWM7xy1JyP»",
			},
			NoMatch: []string{
				"fo1_",
				"fo1_W8gurYxihApkva",
				"fo1_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with fo1_ and is kept in the vault",
			},
		}.detector(),
	}
}
