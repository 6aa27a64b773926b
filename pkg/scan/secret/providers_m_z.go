package secret

import (
	"slices"

	"sluice/pkg/scan/rule"
)

// providersMtoZ are the families of providers of that part of the alphabet.
func providersMtoZ() []rule.Detector {
	return slices.Concat(
		npm(), mailchimp(), mailgun(), mailerlite(), mailjet(), mailosaur(), mailsac(), mailtrap(),
		mapbox(), marketstack(), mattermost(), maxmind(), meilisearch(), meraki(), mercadopago(), mercury(),
		messagebird(), microsoftteams(), midtrans(), miro(), mistral(), mixpanel(), modal(), mollie(),
		mongodb(), monobank(), moosend(), mux(), nango(), nasa(), neon(), netlify(),
		newRelic(), newsapi(), ngrok(), nightfall(), nomic(), notion(), novita(), npmrc(),
		nuget(), nvidia(), nylas(), nytimes(), oanda(), octopusDeploy(), okta(), onePassword(),
		oneSignal(), onfido(), openAISession(), opencage(), openExchangeRates(), openWeather(), opsgenie(), optimizely(),
		oracle(), outline(), packagecloud(), packagist(), paddle(), pagerDuty(), pandadoc(), papertrail(),
		pastebin(), payPal(), perplexity(), persona(), phrase(), pinata(), pinecone(), pipedrive(),
		pivotalTracker(), plaid(), planetScale(), plivo(), polar(), polygon(), posthog(), postman(),
		postmark(), prefect(), pubNub(), pulumi(), pushbullet(), pusher(), pushover(), pypi(),
		qase(), qdrant(), qualtrics(), quay(), quickbase(), quickNode(), railway(), rapidAPI(),
		razorpay(), readMe(), readwise(), reCAPTCHA(), recurly(), redash(), reddit(), render(),
		replicate(), resend(), retool(), revenueCat(), roblox(), rollbar(), rootly(), rubyGems(),
		runPod(), runway(), salesforce(), sambanova(), sauceLabs(), scaleway(), scraperAPI(), scrapfly(),
		scrapingBee(), seam(), segment(), semaphore(), sendbird(), sendGrid(), sentry(), serpAPI(),
		serper(), shippo(), shodan(), shopify(), shortcut(), sidekiq(), sinch(), slackSigning(),
		smartsheet(), smtp2go(), snyk(), sonarQube(), sourcegraph(), sparkPost(), splunk(), spotify(),
		square(), squareSpace(), stackHawk(), statuspage(), steam(), storyblok(), strapi(), strava(),
		stripePayment(), stytch(), sumoLogic(), supabase(), tableau(), tailscale(), tavily(), teamCity(),
		telegram(), telnyx(), tencent(), terraform(), thunderstore(), tines(), tinify(), tinybird(),
		tmdb(), todoist(), together(), tomTom(), transifex(), travis(), trello(), triggerDev(),
		twelveData(), twilio(), twitch(), twitter(), typeform(), typesense(), ubidots(), unkey(),
		unsplash(), uploadcare(), upstash(), uptimeRobot(), urlscan(), valTown(), vapi(), vercel(),
		vimeo(), virusTotal(), voiceflow(), volcengine(), vonage(), voyage(), vultr(), wakaTime(),
		wandb(), weatherAPI(), webex(), webflow(), wePay(), wireGuard(), wistia(), wooCommerce(),
		wordPress(), workato(), wpEngine(), xai(), xata(), xendit(), yandex(), yelp(),
		ynab(), zapier(), zendesk(), zenRows(), zeroBounce(), zeroTier(), zhipu(), zilliz(),
		zoho(), zoom(), zuplo(),
	)
}
