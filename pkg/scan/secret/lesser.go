package secret

import "sluice/pkg/scan/rule"

// lesserNames are web services with keys of plain letters and digits whose form
// says nothing and changes now and then: what tells is the service's name, a word
// for a credential, and that the value is drawn. They share one detector, so that
// a service costs its name only.
func lesserNames() []string {
	return []string{
		"abbyy", "abstractapi", "abuseipdb", "abyssale", "accuweather", "adzuna", "aeroworkflow", "ahrefs", "airvisual", "alegra", "aletheiaapi", "alienvault", "allsports", "amadeus",
		"ambee", "apacta", "api2cart", "apideck", "apiflash", "apifonica", "apimatic", "appcues", "appdynamics", "appointedd", "appoptics", "appsflyer", "appsynergy", "apptivo", "appveyor", "atera", "autodesk", "aylien",
		"bamboohr", "bandwidth.com", "besttime", "billomat", "bitbar", "bitcoinaverage", "bitmex", "bitquery", "blitapp", "blocknative", "blynk", "brandfetch", "bridgecrew", "browshot", "bugcrowd", "bugherd", "bulksms",
		"caflou", "calendly", "cannyio", "capsulecrm", "captaindata", "carboninterface", "cashboard", "caspio", "cexio", "chartmogul", "chargebee", "checkvist", "cherwell", "clickhelp", "clicksend", "cliengo",
		"clientary", "clinchpad", "clockworksms", "closecrm", "cloudelements", "cloudimage", "cloudways", "codefresh", "codesandbox", "cognito", "coinlayer", "coinlib", "commercejs", "commercetools", "companyhub", "contentstack",
		"conversiontools", "convertapi", "convertio", "couchbase", "countrylayer", "craftmypdf", "currencycloud", "currencyfreaks", "currencyscoop", "currentsapi", "customerguru",
		"databox", "datocms", "deepsource", "demio", "dependencytrack", "detectify", "detectlanguage", "diggernaut", "disqus", "dnscheck", "docusign", "documo", "dotdigital", "dovico", "duply", "dynalist",
		"easyinsight", "ecostruxure", "edamam", "edenai", "eightxeight", "enablex", "ethplorer", "everhour", "exportsdk", "extractorapi",
		"faceplusplus", "fastforex", "feedier", "fibery", "financialmodelingprep", "fingerprintjs", "fixerio", "flatio", "flightlabs", "flightstats", "flowflu", "fmfw", "formcraft", "formsite", "forecastio", "frontapp", "fusebill", "fxmarket",
		"geckoboard", "gengo", "geocodify", "geocodio", "geoipifi", "getgist", "getresponse", "getsandbox", "ghostcms", "gitguardian", "gocanvas", "goodday", "gorgias", "graphcms", "graphhopper", "gravatar", "greenhouse.io", "gtmetrix",
		"hasura", "hereapi", "here_api", "hightouch", "holidayapi", "html2pdf", "hygraph", "hypertrack", "hybiscus",
		"iconfinder", "iexapis", "ifttt", "imagga", "impactradius", "inoreader", "instamojo", "interseller", "intrinio", "invoiceocean", "ipqualityscore", "iqair",
		"jumpseller", "kanbanize", "kanbantool", "karmacrm", "keeper_secrets", "kinsta", "kontent", "koyeb", "kayako",
		"languagelayer", "larksuite", "leadfeeder", "leadiq", "lexigram", "liveagent", "livechat", "liveblocks", "locationiq", "logdna", "logentries", "logrocket", "lumigo", "luno_",
	}
}

// lesserWords are services whose names are ordinary words: a word for a
// credential must stand directly behind.
func lesserWords() []string {
	return []string{
		"agora", "aha", "airship", "artsy", "blogger", "canny", "checkout", "cicero", "cloze", "copper", "courier", "dandelion", "deputy", "enigma", "formio", "front",
		"fulcrum", "geocode", "guru", "harvest", "hive", "humanity", "juro", "kanban", "keeper", "lattice", "lever", "loops", "luma",
	}
}

const lesserValue = `[A-Za-z0-9](?:[A-Za-z0-9_.=+/:~-]{10,510}[A-Za-z0-9=])`

// lesserAfter is what findLesser reads behind a name.
const lesserAfter = `(?:` + written + "|" + spoken + `|["'\x60]?[ \t-]{1,4}["'\x60]?)(` + lesserValue + `)`

func lesser() []rule.Detector {
	literals := lesserNames()
	for _, word := range lesserWords() {
		for _, gap := range []string{"", "_", "-", " "} {
			for _, w := range []string{"key", "token", "secret", "api"} {
				literals = append(literals, word+gap+w)
			}
		}
	}
	return []rule.Detector{{
		Rule: "web-service-key", Type: rule.Secret, Score: 0.8, About: "key of one of many lesser-known web services, told by the service's name", Validator: "the service's name and a word for a credential before it, entropy, drawn letters and digits",
		Literals: literals, Fold: true, Revision: 2,
		Find: findLesser,
		Hold: rule.Hold{Reach: `[A-Za-z0-9_]` + lesserAfter, After: 1},
		Match: []string{
			"ABUSEIPDB_API_KEY=«h9k2q4e7x1a8m3p5l6e0s9t8»", `"geckoboardToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`, "gtmetrix secret «0a1b2c3d4e5f60718293a4b5c6d7e8f9»",
			"courier_token=«pk7h9k2q4e7x1a8m3p5l6e0s9t8»",
		},
		NoMatch: []string{
			"the courier brought 12345678901234567890", "ABUSEIPDB_API_KEY=your-abuseipdb-key-here", "abuseipdb_url=0a1b2c3d4e5f60718293a4b5c6d7e8f9", "docusign key fields-and-tabs-of-a-form",
			"harvest key findings from 2024-01-02", "livechat api: /v3.5/agent/action/send_event", "hive token=${HIVE_TOKEN}",
		},
	}}
}
