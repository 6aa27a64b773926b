package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// directGap is how many bytes may stand between such a name and the value.
const directGap = 4

// wordServices finds what stands directly behind the name of a service whose name
// is a word of a language too, which its own rule knows in the name of a key
// only: noticeable 0a1b…, crisp=0a1b….
func wordServices() []rule.Detector {
	names := []string{
		"ably", "acuity", "agora", "airnow", "airship", "aletheia", "alpaca", "anaconda", "ankr", "anomali", "anvil", "anyrun", "apca", "arduino", "arize", "arkose", "artsy",
		"asaas", "ashby", "attio", "awin", "balena", "bamboo", "bandwidth", "banxa", "beanstalk", "binlist", "bitgo", "bitso", "blameless", "blizzard", "blogger", "bluesky",
		"bolcom", "booking", "braintrust", "brex", "bringg", "bsky", "cachet", "calibre", "canny", "capella", "carbone", "carrd", "castle", "chameleon", "chroma", "chromatic",
		"cicero", "civo", "clerk", "cloze", "coinex", "conan", "conjur", "cosmic", "covalent", "coveo", "cribl", "crisp", "dandelion", "deel", "desec", "devto", "dify",
		"dixa", "domainr", "domo", "dpla", "drata", "drift", "drip", "duda", "dune", "ebay", "ecwid", "elmah", "embold", "emqx", "enigma", "env0", "eset", "exmo", "expedia",
		"falco", "falcon", "fathom", "fauna", "filebase", "fillout", "flipt", "fofa", "folk", "forem", "formio", "fortify", "fossa", "fred", "friendli", "frill", "galileo",
		"gandi", "garmin", "gcore", "gelato", "gemini", "geonode", "gerrit", "getaddress", "ghost", "gladly", "glitch", "gmaps", "gnews", "gogs", "gradle", "greenhouse",
		"grist", "guru", "gusto", "hanko", "happi", "happo", "harvest", "hass", "hatching", "hcti", "headway", "healthchecks", "helius", "hesk", "hibob", "hibp", "hologram",
		"hume", "hyperbolic", "hyvor", "idrive", "igdb", "ilert", "indicative", "influx", "intelx", "invision", "inwx", "ionos", "ipbase", "iphub", "ipify", "ipqs", "ipwhois",
		"iugu", "jawg", "jumio", "juno", "juro", "kairos", "kakao", "karma", "keap", "keepa", "kimi", "kiwi", "kluster", "knack", "knock", "kobo", "kong", "konnect", "lark",
		"leonardo", "lepton", "letsencrypt", "lifx", "lmnt", "loco", "loom", "loox", "loqate", "lucid", "luma", "luno", "lusha", "lyft", "mabl", "majestic", "marqo", "marvel",
		"matomo", "maxio", "medium", "mem0", "metaapi", "mexc", "mindee", "minio", "misp", "missive", "mite", "moco", "moonshot", "mural", "murf", "nansen", "naver", "ncloud",
		"neptune", "nessus", "netcore", "neutrino", "newsdata", "nexus", "nhost", "noaa", "nosto", "noticeable", "novu", "ntfy", "nutshell", "nvapi", "okex", "okra", "okru",
		"olark", "omdb", "omise", "opensky", "openuv", "openvpn", "oura", "outreach", "owly", "panos", "pantheon", "paycom", "payhere", "paymo", "paytm", "payu", "pcloud",
		"pdfco", "pendo", "percy", "planet", "plasmic", "plausible", "plesk", "ploi", "podia", "polar", "privy", "publer", "pushy", "quicknode", "quip", "rainforest",
		"rakuten", "rapyd", "rasa", "rawg", "redox", "replit", "resemble", "reservoir", "restream", "revolut", "roam", "rosette", "rossum", "rownd", "rowy", "rudder", "sabre",
		"samsara", "sanity", "scalr", "sendy", "seon", "sirv", "skrapp", "slite", "smartcar", "smarty", "smsapi", "snov", "snowplow", "softr", "solaris", "sonar", "stax",
		"stockdata", "stoplight", "storj", "stripo", "superset", "symbl", "taapi", "tabby", "taiga", "tamara", "tatum", "tavus", "teamwork", "teleport", "teletype", "teller",
		"tenable", "tenor", "tequila", "tesla", "tessie", "testmail", "testmo", "thegraph", "thehive", "tidio", "tigris", "tilda", "timescale", "tink", "trakt", "tremendous",
		"turso", "tuya", "tvdb", "twist", "uber", "usda", "vanta", "viber", "vllm", "vpnapi", "vtex", "vyte", "walmart", "waqi", "wasabi", "wati", "webshare", "wechat",
		"weibo", "weixin", "whoop", "wolfram", "wompi", "woodpecker", "workday", "wowza", "wso2", "wyre", "xero", "xray", "xwiki", "yoti", "youtube", "zeet", "zephyr",
		"zonka", "zuul",
	}
	longest := 0
	for _, n := range names {
		longest = max(longest, len(n))
	}
	return []rule.Detector{{
		Rule: "word-service-credential", Type: rule.Secret, Score: 0.5, About: "value directly behind the name of a service that is a word too",
		Validator: "nothing but a sign between, a drawn value of 20 characters and more",
		Literals:  names, Fold: true, Find: findWordService, Revision: 2,
		Hold:    rule.Hold{Ends: serviceEnds(longest), Back: func(_ string, at int) int { return at }},
		Match:   []string{"noticeable «abcdefghij1234567890»", "crisp=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"greenhouse": "«1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809»"`},
		NoMatch: []string{"noticeable changes since 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "img.crisp=0a1b2c3d4e5f60718293a4b5c6d7e8f9", "crispy 0a1b2c3d4e5f60718293a4b5c6d7e8f9", `a={crisp:"3d934638e806360969c7"}`, "crisp 12345678901234567890"},
	}}
}

func findWordService(text string, at, end int) (int, int, float64) {
	if !beginsLine(text, at) {
		return 0, 0, 0
	}
	start, stop, score := findServiceValue(text, at, end)
	if score == 0 || start-end > directGap || rule.KindsOf(text[end:start]).Letters() > 0 {
		return 0, 0, 0
	}
	return start, stop, 0.5
}

// beginsLine says whether nothing but blanks and signs of a list, a comment or a
// quote stands before text[at:] on its line.
func beginsLine(text string, at int) bool {
	for n := 0; n < 8 && at > 0; n++ {
		at--
		if text[at] == '\n' {
			return true
		}
		if strings.IndexByte(" \t\"'#*->", text[at]) < 0 {
			return false
		}
	}
	return at == 0
}
