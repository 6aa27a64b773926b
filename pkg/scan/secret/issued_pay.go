package secret

import "sluice/pkg/scan/rule"

// paymentTokens are tokens of services of payments that have one form each.
func paymentTokens() []rule.Detector {
	return issuedAll([]issued{
		{Rule: "adyen-api-key", About: "Adyen API key", Prefix: "AQE", Body: `[A-Za-z0-9+/]{20,300}={0,2}-[A-Za-z0-9+/]{30,80}={0,2}-[!#-&(-+.-_a-~]{12,32}`, Sample: "iamFTXjNeL6IGPZFUzSVK2Pk7sZHwtUw0ortVt9Dkguw7hasrWEDKoM2C4VUzGnk=-lH2DBLKjVP5qIHiwiYwy9545Q8p0v5aeiyCUZ0Ikdqk=-NI0fAotCp5Ikl27n", Check: bothCasesScore},
		{Rule: "asaas-production-key", About: "Asaas API key", Prefix: "$aact_prod_", Body: `[A-Za-z0-9:+/=]{40,200}`, Sample: "QhtkhPFFpMdPFbjY14ebqAxp3Wc7E6YiKEvQNio0H4vRGo7oTi3wGwUvSHCpZmxvA78ZUEkgURutWtnAM4MkGHXmqERIrKQd", Check: bothCasesScore},
		{Rule: "asaas-sandbox-key", About: "Asaas API key of the sandbox", Prefix: "$aact_hmlg_", Body: `[A-Za-z0-9:+/=]{40,200}`, Sample: "Bup4813G7BWnSiSpBCEclIZPlSFZDMrvqjcGgLpbyNFMjkbaiVhfOzFEfCAYsB5mMSumeDbmTLVqrIhkWiB7011Poiq8xOKb", Check: bothCasesScore},
		{Rule: "gocardless-live-token", About: "GoCardless or YooKassa live token with dashes and underscores", Prefix: "live_", Body: `[A-Za-z0-9_-]{40,48}`, Sample: "wcX8Q4EIBwIfndtpuiEi-EsHmfj2OO5T7T85DnXr5", Check: bothCasesScore},
		{Rule: "unzer-private-key", About: "Unzer private key", Prefix: "s-priv-", Body: `[A-Za-z0-9]{32}`, Sample: "pJyECWjs61CeTrjj0LiOmQD929LbHBbF", Check: bothCasesScore},
		{Rule: "unzer-production-key", About: "Unzer private key of production", Prefix: "p-priv-", Body: `[A-Za-z0-9]{32}`, Sample: "miAKLhi28pltQ7oYPUsj7NgwVBQxQYpN", Check: bothCasesScore},
		{Rule: "iyzico-sandbox-key", About: "iyzico API key of the sandbox", Prefix: "sandbox-", Body: `[A-Za-z0-9]{32}`, Sample: "y7R50CWI18ucjOBnml3kZ3KtGlX8tT58", Check: bothCasesScore},
		{Rule: "reepay-private-key", About: "Billwerk (Reepay) private key", Prefix: "priv_", Body: `[0-9a-f]{32}`, Sample: "9b8e562dc49c0cec3b94e3ca381feb69"},
		{Rule: "stancer-secret-key", About: "Stancer secret key", Prefix: "sprod_", Body: `[A-Za-z0-9]{24}`, Sample: "TWbUDCQ5q6WbFW3Dsa81lj6j", Check: bothCasesScore},
		{Rule: "stancer-test-key", About: "Stancer secret key of tests", Prefix: "stest_", Body: `[A-Za-z0-9]{24}`, Sample: "7sbagIsFQk4BbRbPG9oqarCi", Check: bothCasesScore},
		{Rule: "creem-api-key", About: "Creem API key", Prefix: "creem_", Body: `[A-Za-z0-9]{20,26}`, Sample: "03e5wKmdCeRflfiJdvnkh1", Check: bothCasesScore},
		{Rule: "creem-test-key", About: "Creem API key of tests", Prefix: "creem_test_", Body: `[A-Za-z0-9]{20,26}`, Sample: "7VO69Ah2LZ8apJgNrX2ZBJ", Check: bothCasesScore},
		{Rule: "doku-secret-key", About: "DOKU secret key", Prefix: "SK-", Body: `[A-Za-z0-9]{20}`, Sample: "MULa8rNS37MBqYHlIPjq", Check: bothCasesScore},
		{Rule: "freepik-api-key", About: "Freepik API key", Prefix: "FPSX", Body: `[0-9a-f]{32}`, Sample: "93cd74bf00d1efe6b9db1748b3a3f7c6"},
	})
}
