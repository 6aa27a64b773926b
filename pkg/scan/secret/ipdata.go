package secret

import "sluice/pkg/scan/rule"

func ipdata() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "ip2location-key",
			About: "IP2Location key",
			Words: []string{"ip2location"},
			Value: `[A-Z0-9]{32}`,
			Match: []string{
				"IP2LOCATION_API_KEY=«EXWITDD9AKFTDAHFZN1W8WYUD4IC0KAN»",
				`"ip2locationApiKey": "«7E81HT7HHXHEHBSHCSERHCQ5NTKR88TA»"`,
				"my ip2location secret «M7RF1LJL23B11A28KUDWV7P6HNRNCDXT»",
			},
			NoMatch: []string{
				"value: EXWITDD9AKFTDAHFZN1W8WYUD4IC0KAN",
				"IP2LOCATION_API_KEY=${IP2LOCATION_API_KEY}",
				"ip2location api key is in the vault",
				"ip2location_version: 7E81HT.2",
			},
		}.detector(),
		named{
			Rule:  "ipapi-key",
			About: "ipapi key",
			Words: []string{"ipapi", "ip_api", "ip-api"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"IPAPI_API_KEY=«1Ef0UrwKM1YceyXLioLiGogvTTAbcIiC»",
				`"ipapiApiKey": "«dpYVuBZziNRGOWXonPOVw5Drn8mhWhNo»"`,
				"my ipapi secret «RqNzMl4bUkyhuUkcx8NM2PEIcsbIKkhT»",
			},
			NoMatch: []string{
				"value: 1Ef0UrwKM1YceyXLioLiGogvTTAbcIiC",
				"IPAPI_API_KEY=${IPAPI_API_KEY}",
				"ipapi api key is in the vault",
				"ipapi_version: dpYVuB.2",
			},
		}.detector(),
		named{
			Rule:  "ipgeolocation-key",
			About: "ipgeolocation.io key",
			Words: []string{"ipgeolocation"},
			Value: `[a-z0-9]{32}`,
			Match: []string{
				"IPGEOLOCATION_API_KEY=«byw5o8vm2jmyun64pyk0kpkk6rgiy5tf»",
				`"ipgeolocationApiKey": "«8f2utohelmjtsfo8fa6o2i4aqel0ppcf»"`,
				"my ipgeolocation secret «drqssa844lgyam6uzlvjz0gf8yqokt7f»",
			},
			NoMatch: []string{
				"value: byw5o8vm2jmyun64pyk0kpkk6rgiy5tf",
				"IPGEOLOCATION_API_KEY=${IPGEOLOCATION_API_KEY}",
				"ipgeolocation api key is in the vault",
				"ipgeolocation_version: 8f2uto.2",
			},
		}.detector(),
		named{
			Rule:  "ipinfo-token",
			About: "IPinfo token",
			Words: []string{"ipinfo_", "ipinfo.io", "ipinfotoken", "ipinfo-token", "ipinfo:"},
			Value: `[a-f0-9]{14}`,
			Match: []string{
				"IPINFO_TOKEN=«0a1b2c3d4e5f60»",
			},
			NoMatch: []string{
				"ipinfo 0a1b2c3d4e5f60",
				"IPINFO_TOKEN=${IPINFO_TOKEN}",
			},
		}.detector(),
		named{
			Rule:  "ipinfodb-key",
			About: "IPInfoDB key",
			Words: []string{"ipinfodb"},
			Value: `[a-f0-9]{64}`,
			Match: []string{
				"IPINFODB_API_KEY=«848f45d08eed0d09127b4ff16c660611831ae50d1569681ef9acab063465e207»",
				`"ipinfodbApiKey": "«6b1d28baf4c7a4f09daf5adce2a405a8a366194ca87c63f16d9cee8ff1781c6e»"`,
				"my ipinfodb secret «df91282613bb70d8def0af4e6f1e0811ccb6af6b69c93d33b655eadec4ca7856»",
			},
			NoMatch: []string{
				"value: 848f45d08eed0d09127b4ff16c660611831ae50d1569681ef9acab063465e207",
				"IPINFODB_API_KEY=${IPINFODB_API_KEY}",
				"ipinfodb api key is in the vault",
				"ipinfodb_version: 6b1d28.2",
			},
		}.detector(),
		named{
			Rule:  "ipstack-key",
			About: "ipstack access key",
			Words: []string{"ipstack"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"IPSTACK_API_KEY=«kT1vSXKXqOn2xbImCUSXFZPexqcHiVrT»",
				`"ipstackApiKey": "«znungoxnpgojYJlsoP7PBent3Xbo6v7T»"`,
				"my ipstack secret «LbXfiNg5lgLGL3cxNTdQOxaUeISs6a3t»",
			},
			NoMatch: []string{
				"value: kT1vSXKXqOn2xbImCUSXFZPexqcHiVrT",
				"IPSTACK_API_KEY=${IPSTACK_API_KEY}",
				"ipstack api key is in the vault",
				"ipstack_version: znungo.2",
			},
		}.detector(),
	}
}
