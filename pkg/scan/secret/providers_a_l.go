package secret

import (
	"slices"

	"sluice/pkg/scan/rule"
)

// providersAtoL are the families of providers of that part of the alphabet.
func providersAtoL() []rule.Detector {
	return slices.Concat(
		adafruit(), adobe(), age(), airbrake(), airtable(), aiven(), akamai(), alchemy(),
		algolia(), alibaba(), amazon(), amplitude(), anypoint(), apify(), apilayer(), apimetrics(),
		apitemplate(), apollo(), appcenter(), appfollow(), appsync(), artifactory(), asana(), assemblyai(),
		atlassian(), audd(), auth0(), authress(), autoklose(), autopilot(), avaza(), aviationstack(),
		axiom(), axonaut(), ayrshare(), azureMarked(), azureServices(),
		bannerbear(), baremetrics(), baseten(), beamer(), beebole(), besnappy(), betterstack(), bitbucket(),
		bitfinex(), bitly(), bitrise(), blazemeter(), bombbomb(), boostnote(), borgbase(), box(),
		braintree(), brave(), braze(), brevo(), browserstack(), bscscan(), buddyns(), budibase(),
		buffer(), bugsnag(), buildkite(), bulbul(), bunny(), buttercms(),
		calendarific(), calorieninja(), campayn(), canva(), canvas(), censys(), centralstationcrm(), cerebras(),
		chatbot(), chatfuel(), checkly(), checkr(), chief(), circleci(), clarifai(), clearbit(),
		clickhouse(), clickup(), clockify(), clojars(), cloudconvert(), cloudflare(), cloudinary(), cloudmersive(),
		cloudplan(), cloudsight(), cloudsmith(), cloverly(), clustdoc(), cockroach(), coda(), codacy(),
		codeclimate(), codecov(), codemagic(), codequiry(), cohere(), coinapi(), coinbase(), coinmarketcap(),
		column(), confluent(), contentful(), convertkit(), coralogix(), coveralls(), crates(), crowdin(),
		crowdstrike(), cryptocompare(), currencylayer(), cursor(), customerio(), cypress(),
		d7network(), dareboost(), databento(), databricks(), datadog(), datagov(), datarobot(), debounce(),
		deepai(), deepgram(), deepl(), deepseek(), defined(), delighted(), deno(), devcycle(),
		dfuse(), diffbot(), digitalocean(), discord(), ditto(), docker(), docparser(), doppler(),
		dronahq(), drone(), dropbox(), dub(), duffel(), dwolla(), dynatrace(), dyspatch(),
		eagleeye(), easypost(), elastic(), elasticemail(), elevenlabs(), endor(), envoy(), eraser(),
		etherscan(), etsy(), eventbrite(), exa(), exchangerate(), expo(),
		facebook(), fal(), fastly(), fauna(), fetchrss(), figma(), fileio(), filestack(),
		finage(), findl(), finicity(), finnhub(), firebase(), fireworks(), flagsmith(), fleetbase(),
		flexport(), flickr(), flightapi(), float(), flutterwave(), flyio(), formbucket(), foursquare(),
		frameio(), freshbooks(), freshdesk(), fullcontact(), fullstory(),
		geoapify(), getemail(), getgeoapi(), gitea(), gitee(), githubOauth(), gitlabSession(), gitter(),
		glassnode(), gocardless(), godaddy(), google(), grafana(), groovehq(), groq(), guardian(),
		gumroad(), gyazo(),
		happyscribe(), harness(), hashicorp(), helicone(), hellosign(), helpcrunch(), helpscout(), heroku(),
		hetzner(), hiveage(), honeybadger(), honeycomb(), hubspot(), huggingface(), hunter(),
		ibm(), iexcloud(), imagekit(), imgur(), impala(), infracost(), infura(), insightly(),
		instabot(), intercom(), intra42(), ionic(), ipdata(), iterable(),
		jenkins(), jina(), jotform(), jumpcloud(), jupiterone(),
		kaggle(), keen(), kerberos(), keycloak(), kickbox(), klaviyo(), klipfolio(), knapsackpro(),
		kraken(), kubernetes(), kucoin(), kylas(),
		langfuse(), langsmith(), launchdarkly(), lemlist(), lemonsqueezy(), lendflow(), lessannoyingcrm(), lesser(),
		lightspeed(), line(), linear(), linkedin(), linkpreview(), linode(), livekit(), livestorm(),
		llamacloud(), loadmill(), lob(), loggly(), loginradius(), logzio(), lokalise(), looker(),
		loyverse(), lunchmoney(),
	)
}
