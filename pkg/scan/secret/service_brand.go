package secret

import "sluice/pkg/scan/rule"

// brandServices finds the values that stand behind the names of services that have no
// rule of their own and whose names are no words: the vendors of what firms, shops and
// programmers connect to.
func brandServices() []rule.Detector {
	names := []string{
		"abusech", "accredible", "activepieces", "acumatica", "adroll", "aerisweather", "agencyzoom", "agilecrm", "ahasend", "aikido", "airmeet", "airops", "airtm", "akeneo", "akismet", "akkio",
		"alertlogic", "algorithmia", "alteryx", "altova", "ambassify", "amberdata", "amberscript", "anchorbrowser", "antavo", "anymail", "api_ninjas", "apichef", "apifox", "apimock", "apininjas",
		"apiroad", "apitoolkit", "apiverse", "appbase", "appbot", "appfigures", "appmetrica", "appsmith", "appspace", "apptension", "apptimize", "archera", "arcjet", "argos", "assetnote",
		"atatus", "atlan", "audiense", "aurigraph", "authlete", "autocode", "autotask", "axosoft", "badgr", "banksalad", "baselime", "basiq", "beaconstac", "beezup", "bentoml", "bigdatacloud",
		"bigml", "bigpanda", "billingo", "billit", "bing_search", "birdeye", "blackbaud", "blaize", "blaxel", "blockdaemon", "blockfi", "bluecat", "bluejeans", "bonusly", "boomi", "boxcryptor",
		"brainshop", "brandmentions", "brandwatch", "breezometer", "brickset", "brightpearl", "browserling", "buddybuild", "bugfender", "bugreplay", "bullhorn", "buttondown", "bytescale",
		"cabify", "callfire", "callhub", "captcha_solver", "cardcom", "cdata", "cdnify", "cendyn", "certcentral", "certspotter", "chargeover", "chartbeat", "chatwoot", "chilkat", "choreo",
		"chownow", "circonus", "clarity_ai", "clevertap", "clickatell", "clickbank", "clicktale", "clio_", "cloudapp", "cloudconformity", "cloudcraft", "cloudhealth", "cloudlinux", "cloudmailin",
		"cloudsploit", "cloudtalk", "cloudzero", "cmcmarkets", "cobalt_io", "cognigy", "cohesity", "coinmetrics", "coinpaprika", "coinstats", "coinswitch", "commvault", "companycam", "composio",
		"contentsquare", "contify", "conviva", "copyleaks", "corbado", "crelate", "crossbar", "crossmint", "crossref", "crowdsec", "cryptlex", "ctrader", "customfit", "cyfe", "cyral", "dadata",
		"datacamp", "datagma", "dataiku", "datamuse", "daytona", "debricked", "deepnote", "deltek", "demandbase", "devin_api", "didww", "digikey", "digistore24", "dlocal", "docebo", "documenso",
		"dolthub", "domotz", "dotcms", "dotmatics", "dropcontact", "duo_ikey", "duo_secret", "duo_skey", "duosecurity", "dwave", "dynatrace_api", "easyrouteplan", "easyship", "elastio",
		"emailjs", "encharge", "endorlabs", "envato", "ercot", "ersri", "esendex", "espocrm", "eventstore", "everbridge", "everflow", "exactonline", "expertsender", "eyowo", "ezoic", "fakturoid",
		"fastbill", "figshare", "filerobot", "financialforce", "finbox", "findymail", "finerworks", "finix", "fleetio", "flexera", "flowroute", "fluidattacks", "fogbugz", "followupboss",
		"forestadmin", "formkeep", "formspark", "fortnox", "forumbee", "freecurrency", "freeipapi", "freetrial", "freightos", "freshsuccess", "friendbuy", "fugle", "gatling_", "genesys",
		"genially", "getform", "getimg", "getlago", "getswift", "globalping", "globalsign", "globus", "gohighlevel", "goldskygh", "graphcdn", "graphql_hive", "greenapi", "gtmhub", "guidde",
		"gumloop", "heightapp", "helpjuice", "hexnode", "hexomatic", "hivestreaming", "hookdeck", "hopin", "hugegraph", "hyperswitch", "hypertune", "ilovapi", "imageshack", "imgflip", "inbenta",
		"inflectra", "infoblox", "inngest", "instantly_ai", "intellihr", "invoiceninja", "ipdata", "ipgeo", "iplocate", "itglue", "jaspersoft", "jobadder", "joinhandshake", "judge0", "kandji",
		"kapiche", "kartra", "kaseya", "keencdn", "keepincrm", "kentik", "khoros", "kindful", "kintone", "kiteworks", "klenty", "kolide", "komodor", "konghq", "kubecost", "labguru", "lago_api",
		"lamatic", "langwatch", "lansweeper", "laposte", "launchnotes", "leadconnector", "leadspedia", "legiscan", "letmeship", "libhunt", "limacharlie", "linearb", "linkup", "linkvertise",
		"linnworks", "liquidplanner", "liquidweb", "litmos", "livepeer", "liveperson", "localytics", "logicmonitor", "logmein", "looksrare", "luccaapi", "lytics", "mailchain", "mailchannels",
		"mailfloss", "mailpace", "mailpit", "mailreach", "mailup", "maintainx", "marketcheck", "matchi", "maxcdn", "mazeberry", "mediavalet", "megaventory", "memberful", "memberstack",
		"mendeley", "mentimeter", "meteosource", "microcms", "migadu", "mintlify", "mirakl", "mixedbread", "moaapi", "mobsf", "moesif", "moloco", "motherduck", "mxtoolbox", "mydatascope",
		"myfxbook", "myob_", "mypurecloud", "namedotcom", "namsor", "nationbuilder", "ncentral", "nearmap", "networksolutions", "newsblur", "nextdns", "nexthealth", "nhtsa", "nitropack",
		"nlpcloud", "noonlight", "notifyre", "novaai", "nuapay", "numlookup", "nuxeo", "octopart", "oddsapi", "offensive360", "okteto", "oktopost", "olostep", "omeda", "oncehub", "oneroster",
		"onetrust", "onshape", "opencellid", "openmeteo", "openmeter", "openroute", "opensecrets", "openvas", "openverse", "opslevel", "opsramp", "optimove", "orcid_", "ordoro", "orkes",
		"osano_", "oscilar", "outbrain", "outscraper", "pachca", "packetstream", "paigo_", "parallel_ai", "parasut", "parcelabs", "parcelperform", "passbase", "passbolt", "passkit", "patientpop",
		"paycor", "payfit", "payfort", "paypay", "payplug", "payrexx", "peakon", "peekalink", "peertube", "pepperi", "philips_hue", "phishlabs", "picsart", "pimcore", "pingboard",
		"pipelinedeals", "pirsch", "pixela", "placetopay", "planhat", "planio", "planningcenter", "plumsail", "pluralsight", "plutio", "pokemontcg", "pomerium", "postgrid", "postiz", "postnl",
		"potterdb", "powerbi_client", "powerdns", "powerschool", "predicthq", "pretix", "prevue", "prexis", "privatbank", "procore", "productive_io", "productplan", "projectplace", "prokerala",
		"property_finder", "proposify", "protectedtext", "proxy6", "proxyrack", "pspdfkit", "publitio", "pubsubplus", "pulsedive", "purestorage", "pushalert", "pushcrew", "pushengage",
		"pyannote", "qlikcloud", "qonto", "qualifio", "quantcast", "quantconnect", "quaspareparts", "questrade", "quickemail", "quickemailverification", "quickwit", "quovo", "rahmet",
		"rapidresponse", "raynet", "razorsync", "readymag", "real_debrid", "realdebrid", "realtyfeed", "rebilly", "rebrickable", "recall_ai", "recallai", "recombee", "recraft", "recruiterflow",
		"redgate", "reecethumb", "refersion", "regcheck", "rekaai", "relevance_ai", "relevanceai", "remotebase", "rentcast", "reportportal", "resamania", "restdb", "retable", "retellai",
		"revcontent", "reversinglabs", "reviewshake", "riskified", "rittercrm", "robokassa", "rockgympro", "rootdata", "routemobile", "rss_app", "runwayml", "sabangnet", "saferpay",
		"safetyculture", "salesmachine", "salesmsg", "samcart", "sanctionscanner", "scandit", "scanii", "scopus_", "scrapingfish", "screenscraper", "seatsio", "semanticscholar", "semaphore_sms",
		"sendblue", "sendlane", "sendloop", "sensedia", "sensorpush", "sensortower", "seobility", "seranking", "serpdog", "serpwow", "servicem8", "servicetitan", "servicetrade", "sessionize",
		"severa", "sharetribe", "shipbob", "shipmonk", "shippingeasy", "shoprenter", "showpad", "signavio", "silverpop", "similarvideo", "simplekyc", "simplelocalize", "simpro", "sinaweibo",
		"siteimprove", "sitelock", "skyslope", "slidespeak", "slybroadcast", "smartbear", "smarthr", "smartlead", "smsaero", "smsbump", "smsmode", "smspool", "smsto", "snapcall", "snaplogic",
		"sniply", "socialinsider", "socialpilot", "socket_io", "sofortueberweisung", "solvemedia", "sparkcentral", "speechify", "speechly", "sphereengine", "spinupwp", "spothero", "springcm",
		"springserve", "sproutvideo", "stannp", "statamic", "statista", "statsbomb", "stellarhq", "steprep", "storyblocks", "streamelements", "streamlabs", "streamtape", "subscan", "sucuri",
		"sugarsync", "sumup", "supadata", "supermetrics", "supportpal", "surepass", "surfly", "sympla", "tadabase", "talkdesk", "talonone", "tanium", "taxamo", "td_ameritrade", "tdameritrade",
		"teamdeck", "teamleader", "telesign", "tempo_io", "testcafe", "texttospeech", "thryv", "ticketsource", "tickspot", "tiendanube", "tigergraph", "timetastic", "tolgee", "toodledo",
		"totango", "tower_ansible", "toyyibpay", "tozny", "tradestation", "trading212", "tradingeconomics", "transfermate", "travelperk", "treasuredata", "trellix", "trifacta", "tripletex",
		"triplewhale", "truecaller", "tryvary", "tvmaze", "twelvelabs", "twinword", "typebot", "typedream", "typefully", "uberall", "ubersuggest", "udemy_", "uipath", "ultradns", "ultravox",
		"unicommerce", "unifonic", "unifyapps", "unisender", "uniteai", "universign", "upcitemdb", "uploadthing", "uplynk", "uptimia", "uptrends", "urlmeta", "usercentrics", "userguiding",
		"userlane", "userzoom", "utelly", "vagaro", "vectorizer", "veeam", "veeqo", "velaro", "verifone", "verimatrix", "verint", "verkada", "versioneye", "versapay", "vertafore", "vestaboard", "vimcal",
		"vindicia", "virtuagym", "visiblenetworklabs", "voicify", "voip_ms", "voipms", "voluum", "wachete", "wallester", "watchmode", "wave_video", "waveaccounting", "waveapps", "wavecell",
		"weathercompany", "weatherflow", "webceo", "webhookrelay", "webmerge", "webpurify", "weglot", "whatagraph", "whatcms", "whatconverts", "whispir", "whois_", "whoisfreaks", "wiredash",
		"wizio_", "woosmap", "workast", "workboard", "workfront", "workiz", "worldtides", "worldtimeapi", "writesonic", "xentral", "xml2pdf", "xoxoday", "xsolla", "yalidine", "yandexcloud",
		"yembo", "yodeck", "zapsign", "zapsplat", "zapwp", "zenvia", "zerobin", "zerotoone", "zerto", "ziflow", "zippopotamus", "zohodesk", "zonos", "zylvie",
	}
	longest := 0
	for _, n := range names {
		longest = max(longest, len(n))
	}
	return []rule.Detector{{
		Rule: "brand-service-credential", Type: rule.Secret, Score: 0.6, About: "value behind the name of one of many services",
		Validator: "the service's name before it, a drawn value, a name that is no digest's and no id's",
		Literals:  names, Fold: true, Find: findServiceValue, Revision: 1,
		Hold:    rule.Hold{Ends: serviceEnds(longest), Back: func(_ string, at int) int { return at }},
		Match:   []string{"CLICKATELL_KEY=«0a1b2c3d4e5f60718293»", `"mailpaceToken": "«Zc0QQMHOIyMfGftL2w»"`, "twelvelabs x «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"},
		NoMatch: []string{"clickatell_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "twelvelabs 1.20.3", "github.com/livepeer/x h1:0a1b2c3d4e5f60718293a4b5c6d7e8f9", "TWELVELABS_API_KEY=${TWELVELABS_API_KEY_2024}", "mailpace_request_id: 0a1b2c3d4e5f60718293"},
	}}
}
