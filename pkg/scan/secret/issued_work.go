package secret

import "sluice/pkg/scan/rule"

// workTokens are tokens of services of messages, data and work that have one form each.
func workTokens() []rule.Detector {
	return issuedAll([]issued{
		{Rule: "slack-workflow-token", About: "Slack workflow token", Prefix: "xwfp-", Body: `[0-9]{10,14}-[0-9]{10,14}-[A-Za-z0-9]{24,64}`, Sample: "595930243435-0372508033743-ee0904473821b6c3f0acac275493ae4c"},
		{Rule: "airtable-oauth-token", About: "Airtable OAuth access token", Prefix: "oaa", Body: `[A-Za-z0-9]{14}\.v1\.[A-Za-z0-9_-]{8,64}\.[A-Za-z0-9_-]{32,200}`, Sample: "594cJfRAwuiQQJ.v1.6GGCsaqYQrFKdew8KcIv.id2sU9CqAhe3FVq1gMHNQZzdfLmNYBMo7xItN6Y2EWKPlrxAVIHWGUqoChP9", Check: bothCasesScore},
		{Rule: "signalwire-api-token", About: "SignalWire API token", Prefix: "PT", Body: `[0-9a-f]{48}`, Sample: "b66c902f32839de243ddb409f938bc77f41928a4e758432d"},
		{Rule: "anyscale-platform-token", About: "Anyscale platform token", Prefix: "aph0_", Body: `[A-Za-z0-9_-]{40,90}`, Sample: "_6pV3U6ana7biBMO4wrxyRtxYTsQuMEWP6OC7PMPjdfe3_ir-s-KPwE42SPQ", Check: bothCasesScore},
		{Rule: "dify-app-key", About: "Dify application key", Prefix: "app-", Body: `[A-Za-z0-9]{24}`, Sample: "ysNUgd1WzU3byIUVjh8OHHpw", Check: bothCasesScore},
		{Rule: "dify-dataset-key", About: "Dify dataset key", Prefix: "dataset-", Body: `[A-Za-z0-9]{24}`, Sample: "C6wrDZqrzQ7QnPa7jsvfmgPP", Check: bothCasesScore},
		{Rule: "parea-api-key", About: "Parea API key", Prefix: "pai-", Body: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Sample: "df974fc4-819b-462a-ac22-6a7cdca74587"},
		{Rule: "svix-token", About: "Svix API token", Prefix: "testsk_", Body: `[A-Za-z0-9_-]{30,40}\.(?:us|eu|in|au|ca)`, Sample: "wJeHfAOd796E2ewN0hUFulkOEobg2MQB.eu", Check: bothCasesScore},
		{Rule: "svix-production-token", About: "Svix API token of production", Prefix: "sk_", Body: `[A-Za-z0-9_-]{30,40}\.(?:us|eu|in|au|ca)`, Sample: "MjDdQOE3bhn9OZ4sygy13jqpHl4FzdEp.us", Check: bothCasesScore},
		{Rule: "chromatic-project-token", About: "Chromatic project token", Prefix: "chpt_", Body: `[0-9a-f]{10,40}`, Sample: "94bc9ae8fb8230e"},
		{Rule: "qlty-coverage-token", About: "Qlty coverage token", Prefix: "qltcp_", Body: `[A-Za-z0-9]{16,48}`, Sample: "nv2WUfwMzbJMRjJu9ffbsT7m", Check: bothCasesScore},
		{Rule: "lightdash-personal-token", About: "Lightdash personal access token", Prefix: "ldpat_", Body: `[0-9a-f]{32}`, Sample: "3758b892cd297064dd1134cf8adc5e63"},
		{Rule: "liveblocks-secret-key", About: "Liveblocks secret key", Prefix: "sk_prod_", Body: `[A-Za-z0-9_-]{40,80}`, Sample: "GZEdCRlNYl7LL9UNjjk5b81lsEocuw-4godVw64nP2aKTuvTdIbun8GcGpWiz9pf", Check: bothCasesScore},
		{Rule: "liveblocks-development-key", About: "Liveblocks secret key of development", Prefix: "sk_dev_", Body: `[A-Za-z0-9_-]{40,80}`, Sample: "db5etxeRtQJkYVPl3ALTzTYvABSoRP-TTOp7uAueQPkQByM5UyTNjPzhYhbqjH2s", Check: bothCasesScore},
		{Rule: "metabase-api-key", About: "Metabase API key", Prefix: "mb_", Body: `[A-Za-z0-9+/]{43}=`, Sample: "TTPoue2I3dye0TUzjdPNyRgFtXkhIJ3icLGEzOEvLD1=", Check: bothCasesScore},
		{Rule: "mintlify-api-key", About: "Mintlify API key", Prefix: "mint_", Body: `[A-Za-z0-9]{20,48}`, Sample: "11d5uv2evcEqDs6BE7cacFcL", Check: bothCasesScore},
		{Rule: "tally-api-key", About: "Tally API key", Prefix: "tly-", Body: `[A-Za-z0-9]{24,48}`, Sample: "5HOJM8pk8S9vE2KFbm1VZAkBgCY7cnC6", Check: bothCasesScore},
		{Rule: "turbopuffer-api-key", About: "turbopuffer API key", Prefix: "tpuf_", Body: `[A-Za-z0-9]{24,48}`, Sample: "BgDvawnk3tfavYuotpNJhIqj6fDN9y", Check: bothCasesScore},
		{Rule: "vectara-api-key", About: "Vectara API key for queries and writes", Prefix: "zwt_", Body: `[A-Za-z0-9_-]{32,48}`, Sample: "eqzkDxBme0r1irZEUBovgCdWcx2pU50fnGkr", Check: bothCasesScore},
		{Rule: "vectara-query-key", About: "Vectara API key for queries", Prefix: "zqt_", Body: `[A-Za-z0-9_-]{32,48}`, Sample: "8dLjIl2w4V8gZsDDPanYZDXcFV6Jedi9eKds", Check: bothCasesScore},
		{Rule: "vectara-personal-key", About: "Vectara personal API key", Prefix: "zut_", Body: `[A-Za-z0-9_-]{32,48}`, Sample: "vWj2B1BXPkoVTbp7nQOLU078e9ILGbHFh7av", Check: bothCasesScore},
		{Rule: "zep-api-key", About: "Zep API key", Prefix: "z_1dWlkIjoi", Body: `[A-Za-z0-9._=-]{60,300}`, Sample: "Mt0LfiGaNTE9Zk8f2e6ZlYVppDoRWq0JzpCGGqHPaGh4aN7YVTx3fI7uZs3eB5GMSFNuDF0rNQLwI44MRJvEKJqhBbfZ8Tz90W9reyIFKY79ZI9VCIyxk0RG", Check: bothCasesScore},
		{Rule: "gadget-api-key", About: "Gadget API key", Prefix: "gsk-", Body: `[A-Za-z0-9]{32}`, Sample: "SS1L5oYGjvSq1BPrPSaYuNtmqMcCH9oL", Check: bothCasesScore},
	})
}
