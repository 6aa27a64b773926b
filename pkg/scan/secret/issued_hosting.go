package secret

import "sluice/pkg/scan/rule"

// hostingTokens are tokens of hosts, stores of data, networks and things.
func hostingTokens() []rule.Detector {
	return issuedAll([]issued{
		{Rule: "upcloud-api-token", About: "UpCloud API token", Prefix: "ucat_", Body: `[0-9A-HJKMNP-TV-Z]{26}`, Sample: "01JZBHBGEC67GAN4XD8MCPJTX8", Check: letters(0.95)},
		{Rule: "exoscale-api-key", About: "Exoscale API key", Prefix: "EXO", Body: `[0-9a-f]{24}`, Sample: "be0895d1ca59f34cac5658cd"},
		{Rule: "astra-db-token", About: "Astra DB application token of DataStax", Prefix: "AstraCS:", Body: `[A-Za-z0-9]{24}:[0-9a-f]{64}`, Sample: "2O40ilIi6S6dCOUHn1Fhw93r:a6a3af3e78e6e783563f06d22aaffa4573292f91eef1d6d77cb7a4b927b18099"},
		{Rule: "codesandbox-token", About: "CodeSandbox API token", Prefix: "csb_v1_", Body: `[A-Za-z0-9_-]{40,60}`, Sample: "txShh-HKZ0Nqqg9wj05x72QIBOBt_jOX17rwevXROPM", Check: bothCasesScore},
		{Rule: "sanity-token", About: "Sanity robot token", Prefix: "sk", Body: `[A-Za-z0-9]{150,190}`, Sample: "ilUdmYefgiM6iT1J8UiWXWt2AyCXzmL3MHK615aztJENTwTPZsF1KmjpkxSKkvzx3cTDmEFCDM5UJIWlP4RnnphsYmBQRLwI3VRm6Ji6NlRIrFMOrIjom2YTQ3Aegq21zZ3Ui1R8nac0cgmwtgDb3ZZdoRJrDfIm9UL4ow0X33pLj51ggV", Check: bothCasesScore},
		{Rule: "tigris-secret-key", About: "Tigris secret access key", Prefix: "tsec_", Body: `[A-Za-z0-9_+-]{40,80}`, Sample: "3Pz9WPZCvrmK245bRXQQ_kYZSoNfG4XARi6f3h-R_UP8CuB1eRthezNvWx5L", Check: bothCasesScore},
		{Rule: "backblaze-application-key", About: "Backblaze B2 application key", Prefix: "K00", Body: `[0-9][A-Za-z0-9+/]{27}`, Sample: "5tCi1ENkjpc1xonGtZ3Vnl1G4Sox", Check: bothCasesScore},
		{Rule: "matrix-access-token", About: "Matrix access token of Synapse", Prefix: "syt_", Body: `[A-Za-z0-9]{2,80}_[A-Za-z]{20}_[A-Za-z0-9]{6}`, Sample: "am8gc21pdGg_XEHUMUZBhrsjiiwrvsbc_1Ab4xQ"},
		{Rule: "matrix-authentication-token", About: "Matrix token of the Matrix Authentication Service", Prefix: "mct_", Body: `[A-Za-z0-9]{30}_[A-Za-z0-9]{6}`, Sample: "5A2RPLcaZvoXBZ6IKyB4cCn4OhIPE8_aZxS07", Check: bothCasesScore},
		{Rule: "dagster-agent-token", About: "Dagster Cloud agent token", Prefix: "agent:", Body: `[a-z0-9-]{2,40}:[0-9a-f]{32,40}`, Sample: "acme:30f7ccff44c3698e3feb947e0fa5f9b3"},
		{Rule: "bitwarden-access-token", About: "Bitwarden Secrets Manager access token", Prefix: "0.", Body: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.[A-Za-z0-9]{28,34}:[A-Za-z0-9+/]{22}==`, Sample: "daf0f2a5-17ce-489d-ad9f-b21f74b717d5.0HNz3vUH8GsALVpgc9kSKYvb4p2fgf:Q+uxx84fi0tA01mJK4jYOq=="},
		{Rule: "keygen-product-token", About: "Keygen product token", Prefix: "prod-", Body: `[0-9a-f]{56,70}v3`, Sample: "072bfcc6ce7fbbd5273656f0f1ad35a70653c83ef7a3eb051cd058a654d812b1v3"},
		{Rule: "keygen-admin-token", About: "Keygen administrator token", Prefix: "admin-", Body: `[0-9a-f]{56,70}v3`, Sample: "131cbfad1959a5357de84426de6f1cc81e4129f56e3413d1c9341d61571ca31cv3"},
		{Rule: "keygen-activation-token", About: "Keygen activation token", Prefix: "activ-", Body: `[0-9a-f]{56,70}v3`, Sample: "5200541fca446bcb7620dfc799456b9327e713699d894ef560044ed7ea44caf0v3"},
		{Rule: "newrelic-admin-key", About: "New Relic admin API key", Prefix: "NRAA-", Body: `[0-9a-f]{27}`, Sample: "991af673f821f9f9abce21e7260"},
		{Rule: "newrelic-synthetics-key", About: "New Relic key of a private location", Prefix: "NRSP-", Body: `[a-z]{2}[0-9]{2}[0-9A-Fa-f]{28,32}`, Sample: "us01328c5fc273853c40f834c155547195"},
		{Rule: "infisical-service-token", About: "Infisical service token", Prefix: "st.", Body: `[0-9a-f-]{24,36}\.[0-9a-f]{32}\.[0-9a-f]{32}`, Sample: "96e1085ed77b917c78281316.35c751d6c9c2af4f71fc7865ecb34867.db276aa63565bfbeac7f1c489c62d7b7"},
		{Rule: "descope-management-key", About: "Descope management key", Prefix: "K2", Body: `[A-Za-z0-9]{24,28}:[A-Za-z0-9+/]{24,64}={0,2}`, Sample: "ZGPYGbcXUwUD5VClFBvCaNzyI:y33QNZnQysEDlM8273cWmSrAPCWy5vYb", Check: bothCasesScore},
		{Rule: "fly-flyio-deploy-token", About: "Fly.io macaroon of a deploy token", Prefix: "fm1r_", Body: `[A-Za-z0-9+/]{60,900}={0,3}`, Sample: "n8D6m5Ol6f0IDmrrhVbFusjg87fxyBD6SQP8YjVCv8F41NZh6JUHfA81gz8tzS0pbFA8HTvCkXzr0XsbNqegLfnVrf", Check: bothCasesScore},
	})
}
