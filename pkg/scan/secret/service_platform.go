package secret

import "sluice/pkg/scan/rule"

// platforms finds what stands behind the names of services that everybody speaks
// of: here a word for a credential must be the last before the value, as commits,
// digests and ids stand behind these names as often.
func platforms() []rule.Detector {
	names := []string{
		"alipay", "aliyun", "ansible", "anthropic", "apicurio", "apple_", "arcgis", "argo_cd", "argocd", "artifacthub", "artifactory", "atlassian", "auth0", "azure_", "backlog", "baidu",
		"bitbucket", "blockscout", "bluehost", "braze", "buildbuddy", "camunda", "celonis", "chainlink", "citrix", "claude", "cloudera", "cloudflare", "codeberg", "codepen", "collibra",
		"confluence", "consul_", "cosmosdb", "coursera", "crashlytics", "databricks", "datadog", "datastax", "datto", "deliveroo", "dependabot", "discord", "discourse", "docker_", "docker_hub",
		"dockerhub", "drupal", "duckduckgo", "edgedb", "elastic_", "elasticsearch", "eloqua", "es_api", "etsy", "facebook", "fastly", "fedex", "firebase", "flutterflow", "forgejo", "gcp_",
		"gdrive", "gitea", "gitee", "github", "gitkraken", "gitlab", "gocd_", "google_", "grafana", "graphite_", "graylog", "groq", "hackmd", "hackthebox", "harbor_", "hatchet_", "heroku",
		"hetzner", "huawei", "hugging_face", "huggingface", "icloud", "infura", "insightly", "instacart", "instagram", "instana", "itunes", "jellyfin", "jenkins", "jira_", "jitsi", "joomla",
		"kafka_rest", "keycloak", "kibana", "kraken_", "kubernetes", "launch_darkly", "launchdarkly", "legalzoom", "libraryofcongress", "lightspeed", "linkedin", "linode", "lottiefiles",
		"mailchimp", "mailcow", "mantisbt", "mapbox", "marketo", "metamask", "metatrader", "misskey", "mollie", "mysql_", "neo4j", "netbox_", "netdata", "netlify", "netsuite", "new_relic",
		"newrelic", "nextcloud", "nintendo", "nomad_", "notion_", "npm_", "nuget", "oanda", "odoo_", "okta", "onedrive", "open_ai", "openai", "openfaas", "openhab", "openshift", "oracle_",
		"pardot", "perplexity", "playstation", "playstore", "postgres_", "powerbi", "proxmox", "pulumi", "pusher", "pwnedpasswords", "pypi_", "rabbitmq", "rancher", "recurly", "redis_", "roblox",
		"rollbar", "rspamd", "salesforce", "sap_", "semantic_scholar", "sendgrid", "sentry", "sharepoint", "shopify", "smartsheet", "smugmug", "snowflake", "softlayer", "solana", "sonarqube",
		"spinnaker", "splunk", "spotify", "square_", "squarespace", "stackexchange", "stackoverflow", "statuspage", "strapi", "stripe", "supabase", "surrealdb", "syncfusion", "teamviewer",
		"telegram", "telerik", "tencent", "teradata", "terraform", "tmdb", "turnstile", "twitter", "uniswap", "unsplash", "vault_", "vercel", "vmware_", "wandb", "wappalyzer", "watson_", "wazuh",
		"woocommerce", "wordpress", "xbox", "yahoofinance", "yelp", "ynab", "zabbix", "zoom_",
	}
	longest := 0
	for _, n := range names {
		longest = max(longest, len(n))
	}
	return []rule.Detector{{
		Rule: "platform-credential", Type: rule.Secret, Score: 0.6, About: "value behind the name of a well-known platform and a word for a credential",
		Validator: "the platform's name and a word for a credential before it, a drawn value, a name that is no digest's and no id's",
		Literals:  names, Fold: true, Find: findPlatformValue, Revision: 2,
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
