package secret

import "sluice/pkg/scan/rule"

// aiTokens are tokens of services of AI.
func aiTokens() []rule.Detector {
	return issuedAll([]issued{
		{Rule: "firecrawl-api-key", About: "Firecrawl API key", Prefix: "fc-", Body: `[0-9a-f]{32}`, Sample: "8b0e7153bf7c3706d85c524e44006655"},
		{Rule: "mem0-api-key", About: "Mem0 API key", Prefix: "m0-", Body: `[A-Za-z0-9]{36,48}`, Sample: "su9mI4ROnl89Sm995ytbxAk7jqevt0MLaMRTvetw", Check: bothCasesScore},
		{Rule: "letta-api-key", About: "Letta API key", Prefix: "sk-let-", Body: `[A-Za-z0-9+/]{40,160}={0,2}`, Sample: "0tESulEETldq8b8Vw2zbJYAxyL1aCcTlN99mhWp708DwGw5HqXDgLVXZx3scB8fn", Check: bothCasesScore},
		{Rule: "continue-api-key", About: "Continue API key", Prefix: "con-", Body: `[0-9a-f]{64}`, Sample: "ab4a829a95249f512c17b8ed411fa644d35db41d94e5efaf89fc43c5fa52f8b2"},
		{Rule: "warp-api-key", About: "Warp API key", Prefix: "wk-1.", Body: `[0-9a-f]{64}`, Sample: "b19b8f89a50f8a8e9bb8bdb5eba456bf92d5d98065e5751f75143a5f61debc26"},
		{Rule: "sourcery-token", About: "Sourcery token", Prefix: "user_", Body: `[0-9a-f]{64}`, Sample: "7b0bc8d3b1939a9b4ddbe45cf642b0c3a4acdd7f9fcc589f8d0a9f94f03e7914"},
		{Rule: "browserbase-live-key", About: "Browserbase API key", Prefix: "bb_live_", Body: `[A-Za-z0-9_-]{24,40}`, Sample: "0zaEIJrp7EYcpFr2jUssFMEHP3M", Check: bothCasesScore},
		{Rule: "elastic-serverless-key", About: "Elastic Cloud Serverless API key", Prefix: "essu_", Body: `[A-Za-z0-9+/]{40,300}={0,2}`, Sample: "4V5hbWitsITvNsUHbDwxRV0LicaqJDR6g4RImaBXZBMKST9OPE261yEzR2Um5sD1Wet1aSXBLsPXE6tj", Check: bothCasesScore},
		{Rule: "elastic-cloud-api-key", About: "Elastic Cloud API key", Prefix: "essa_", Body: `[A-Za-z0-9+/]{40,300}={0,2}`, Sample: "kESJ4FvIjBLIZdeUor0fYeQ8bvUBezSFdh1hoNP08hT5isT6CjlNlAZkeNncJgQyVerdKKhVz4NiaBfu", Check: bothCasesScore},
		{Rule: "lakera-api-key", About: "Lakera Guard API key", Prefix: "lakera_", Body: `[A-Za-z0-9]{24,64}`, Sample: "QfNz6TxRtlDxseUTDkXplRn8cPMBUraDdCXRAkcc", Check: bothCasesScore},
		{Rule: "friendli-token", About: "Friendli token", Prefix: "flp_", Body: `[A-Za-z0-9]{40,60}`, Sample: "J11HKw8gTep5ZFf7EdRpPdFzYddq1ACtOd4c8mlSGOzmIo", Check: bothCasesScore},
		{Rule: "featherless-api-key", About: "Featherless API key", Prefix: "rc_", Body: `[0-9a-f]{64}`, Sample: "2a325260ebfdc409e7349f28ca442f72d781f7169b32dac0940e401d83c4a295"},
		{Rule: "chutes-api-key", About: "Chutes API key", Prefix: "cpk_", Body: `[0-9a-f]{32}\.[0-9a-f]{32}\.[A-Za-z0-9]{32}`, Sample: "48fa91200314bd807d4b6ab0553854ed.d3aae7ed5e15ff034d16017fbce66869.JHwWWYpxwZp0Q162dNFzwjj1pFycgkzg"},
		{Rule: "context7-api-key", About: "Context7 API key", Prefix: "ctx7sk-", Body: `[0-9a-f-]{36}`, Sample: "96aff26c-035c-40a0-a9cf-ce14db069920"},
	})
}
