package secret

import "sluice/pkg/scan/rule"

// platforms finds what stands behind the names of services that everybody speaks
// of: here a word for a credential must be the last before the value, as commits,
// digests and ids stand behind these names as often.
func platforms() []rule.Detector {
	names := []string{
		"alipay", "aliyun", "anthropic", "apple_", "argocd", "argo_cd", "artifactory", "atlassian", "auth0", "azure_", "baidu", "bitbucket", "braze", "chainlink", "claude",
		"cloudflare", "codeberg", "confluence", "consul_", "databricks", "datadog", "discord", "discourse", "docker_", "dockerhub", "docker_hub", "drupal", "elasticsearch",
		"elastic_", "eloqua", "es_api", "etsy", "facebook", "fastly", "firebase", "forgejo", "gcp_", "gdrive", "gitea", "gitee", "github", "gitlab", "google_", "grafana", "groq",
		"harbor_", "heroku", "hetzner", "huawei", "hugging_face", "huggingface", "icloud", "infura", "insightly", "instagram", "itunes", "jenkins", "jira_", "joomla", "keycloak",
		"kraken_", "kubernetes", "launchdarkly", "launch_darkly", "lightspeed", "linkedin", "linode", "mailchimp", "mapbox", "marketo", "metamask", "mollie", "mysql_",
		"netlify", "netsuite", "new_relic", "newrelic", "nintendo", "nomad_", "notion_", "npm_", "nuget", "oanda", "okta", "onedrive", "openai", "open_ai", "oracle_", "pardot",
		"perplexity", "playstation", "playstore", "postgres_", "pulumi", "pusher", "pypi_", "rabbitmq", "rancher", "recurly", "redis_", "roblox", "rollbar", "salesforce", "sap_",
		"sendgrid", "sentry", "sharepoint", "shopify", "smartsheet", "snowflake", "softlayer", "solana", "sonarqube", "splunk", "spotify", "square_", "squarespace", "statuspage",
		"strapi", "stripe", "supabase", "telegram", "tencent", "terraform", "tmdb", "turnstile", "twitter", "unsplash", "vault_", "vercel", "wandb", "watson_", "woocommerce",
		"wordpress", "xbox", "yelp", "ynab", "zoom_",
	}
	longest := 0
	for _, n := range names {
		longest = max(longest, len(n))
	}
	return []rule.Detector{{
		Rule: "platform-credential", Type: rule.Secret, Score: 0.6, About: "value behind the name of a well-known platform and a word for a credential",
		Validator: "the platform's name and a word for a credential before it, a drawn value, a name that is no digest's and no id's",
		Literals:  names, Fold: true, Find: findPlatformValue, Revision: 1,
		Hold:    rule.Hold{Ends: serviceEnds(longest), Back: func(_ string, at int) int { return at }},
		Match:   []string{"DATADOG_API_KEY=«abcdefghij1234567890»", `"netlifyToken": "«Zc0QQMHOIyMfGftL2w»"`, "my Spotify secret is «33333333-cccc-dddd-eeee-444444444444»"},
		NoMatch: []string{"github commit 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "github token of commit 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "SPOTIFY_SECRET=your_secret_here_0123", "STRIPE_API_KEY=${STRIPE_API_KEY_2024}", "firebase_key_id: 0a1b2c3d4e5f60718293a4b5"},
	}}
}

func findPlatformValue(text string, at, end int) (int, int, float64) {
	start, stop, score := findServiceValue(text, at, end)
	if score == 0 || !calledCredential(text[at:start]) {
		return 0, 0, 0
	}
	return start, stop, score
}
