package secret

import "sluice/pkg/scan/rule"

// knownServices finds the values that stand behind the name of a service that
// has rules of its own, in a form that those do not know: another length, no
// word for a credential, other words between.
func knownServices() []rule.Detector {
	names := []string{
		"_gitlab_session", "ado_pat", "adobe", "airbrake", "airtable", "aiven", "akamai", "alchemy", "algolia", "alibaba", "alicloud", "amplitude",
		"anypoint", "apilayer", "apimetrics", "apitemplate", "apollo", "appcenter", "appfollow", "asana", "assembly_ai", "assemblyai", "atlas_private",
		"auth0", "autoklose", "autopilot", "avaza", "aviationstack", "axonaut", "ayrshare", "azure_devops", "azure_openai", "azure_search",
		"azure_speech", "azure_translator", "azure_vision", "azuredevops", "azureopenai", "azuresearch", "bannerbear", "baremetrics", "basescan",
		"baseten", "beebole", "besnappy", "better_stack", "betterstack", "betteruptime", "bigmodel", "bitfinex", "bitly", "bitrise", "blazemeter",
		"bluemix", "bombbomb", "boostnote", "borgbase", "braintree", "browserstack", "bscscan", "buddyns", "budibase", "bufferapp", "bugsnag",
		"buildkite", "bulbul", "bunnycdn", "butter_cms", "buttercms", "calendarific", "calorieninja", "campayn", "ccloud", "censys", "centralstationcrm",
		"cf_turnstile", "chatfuel", "checkly", "checkr", "circle_ci", "circleci", "ciscospark", "clarifai", "clearbit", "clockify", "cloudconvert",
		"cloudflare_r2", "cloudinary", "cloudmersive", "cloudplan", "cloudsight", "cloudsmith", "cloverly", "clustdoc", "cmc_pro", "codacy",
		"code_climate", "codeclimate", "codecov", "codemagic", "codequiry", "cohere", "coinapi", "coinbase", "coinmarketcap", "confluent", "contentful",
		"contribsys", "convertkit", "coveralls", "crowdin", "crowdstrike", "cryptocompare", "currencylayer", "customer_io", "customerio", "cypress",
		"d7network", "dareboost", "datagov", "datarobot", "dd_app", "deepai", "deepgram", "deepl", "deepseek", "delighted", "diffbot",
		"digitalocean_spaces", "ditto", "do_spaces", "docparser", "dronahq", "drone_rpc", "droneci", "dropbox", "dwolla", "dyspatch", "eagleeyenetworks",
		"edgegrid", "elastic_cloud", "elastic_email", "elasticemail", "eleven_labs", "elevenlabs", "eraserio", "etherscan", "eventbrite", "exaai",
		"exchangerate", "falcon_client", "fetchrss", "figma", "file_io", "fileio", "filepicker", "filestack", "findl", "finicity", "finnhub", "flickr",
		"flightapi", "formbucket", "foursquare", "freshbooks", "freshdesk", "freshsales", "freshservice", "ftmscan", "fullcontact", "fullstory",
		"geniekey", "geoapify", "getemail", "getgeoapi", "gitter", "glassnode", "gocardless", "godaddy", "groovehq", "gumroad", "gyazo", "hapikey",
		"happyscribe", "hcloud", "hcp_client", "hellosign", "help_scout", "helpcrunch", "helpscout", "heroku_oauth", "hiveage", "honeycomb", "hubspot",
		"hunterio", "iex_cloud", "iexcloud", "imagekit", "imgur", "instabot", "instructure", "intercom", "ip2location", "ipapi", "ipgeolocation",
		"ipinfodb", "ipinfotoken", "ipstack", "jfrog", "jotform", "jumpcloud", "jupiterone", "kaggle", "keenio", "kickbox", "klaviyo", "klipfolio",
		"knapsack_pro", "knapsackpro", "kucoin", "kylas", "lacrm", "lemlist", "lemon_squeezy", "lemonsqueezy", "lendflow", "lessannoyingcrm",
		"line_channel", "linkpreview", "livekit", "livestorm", "loadmill", "lobkey", "loggly", "loginradius", "logtail", "logzio", "lokalise",
		"loyverse", "lunch_money", "lunchmoney", "mailerlite", "mailgun", "mailjet", "mailosaur", "mailsac", "mailtrap", "mandrill", "marketstack",
		"mattermost", "mediastack", "meilisearch", "meraki", "messagebird", "meta_app", "mistral", "mixpanel", "mongodb_atlas", "mongodbatlas",
		"monobank", "moosend", "mulesoft", "muxtokensecret", "nango", "newsapi", "newyorktimes", "nexmo", "ngc_cli", "ngrok", "novita", "numverify",
		"nytimes", "oci_auth", "onesignal", "open_exchange_rates", "opencage", "openweather", "opsgenie", "optimizely", "packagecloud", "pagerduty",
		"pandadoc", "papertrail", "pastebin", "paypal", "pd_integration", "pd_routing", "pdflayer", "phraseapp", "pinata", "pinecone", "pipedrive",
		"pivotal_tracker", "pivotaltracker", "plaid", "plivo", "polygonio", "polygonscan", "positionstack", "postmark", "pushbullet", "pushover",
		"pyowm", "qcloud", "qdrant", "qualtrics", "razorpay", "readwise", "redash", "reddit", "revenuecat", "runscope", "sambanova", "sauce_labs",
		"saucelabs", "scaleway", "scraperapi", "scrapestack", "scrapingbee", "screenshotlayer", "segment_write", "segmentwrite", "semaphoreci",
		"sendbird", "serpapi", "serper", "serpstack", "shodan", "sinch", "slack_signing", "slackclient", "slacksigning", "snowtrace", "snyktoken",
		"sonarcloud", "sparkpost", "steam_web", "steamapi", "storyblok", "strava", "sumo_logic", "sumologic", "theguardian", "themoviedb", "tinify",
		"tinypng", "todoist", "together_ai", "togetherai", "tomtom", "transifex", "travisci", "trello", "twelve_data", "twelvedata", "twilio", "twitch",
		"twitteraccess", "twitterapi", "twittersecret", "typesense", "uploadcare", "upstash", "uptime_robot", "uptimerobot", "urlscan", "userstack",
		"vatlayer", "vimeo", "virus_total", "virustotal", "vonage", "vultr", "weatherapi", "weatherstack", "webex", "webflow", "weights_and_biases",
		"whatsapp", "wistia", "wp_engine", "wpengine", "youneedabudget", "zendesk", "zenrows", "zerobounce", "zerotier", "zhipu", "zilliz", "zoomsecret",
		"telnyx", "planetscale", "pscale", "quickbase", "workato", "zapier", "voyageai", "replicate",
	}
	longest := 0
	for _, n := range names {
		longest = max(longest, len(n))
	}
	return []rule.Detector{{
		Rule: "known-service-credential", Type: rule.Secret, Score: 0.6, About: "value behind the name of a service, in no form that its own rules know",
		Validator: "the service's name before it, a drawn value, a name that is no digest's and no id's",
		Literals:  names, Fold: true, Find: findServiceValue, Revision: 2,
		Hold:    rule.Hold{Ends: serviceEnds(longest), Back: func(_ string, at int) int { return at }},
		Match:   []string{"telnyx = «KEY0182Xk3vT9qLw2Zr8Bn5Yc1Pd7-Fg4Hj6Ms0Tu»", "CODACY_TOKEN='«0a1b2c3d4e5f60718293»'", "pipedrive x «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"},
		NoMatch: []string{"twilio_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "twilio 1.20.3", "see datadoghq.com/x/0a1b2c3d4e5f60718293a4b5", "github.com/pusher/x h1:0a1b2c3d4e5f60718293a4b5c6d7e8f9", "TWILIO_API_KEY=${TWILIO_API_KEY_2024}"},
	}}
}
