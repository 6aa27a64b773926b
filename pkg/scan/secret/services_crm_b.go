package secret

import "sluice/pkg/scan/rule"

// crmServicesB are services of customer relations, marketing, analytics and support, tidio to zoominfo.
func crmServicesB() []rule.Detector {
	return services([]service{
		{"tidio_", "Tidio", "f43feu54c2f945g0p983d3649gt5knlr"},
		{"tinyurl", "TinyURL", "lcPXcYq0NVBHKZ5MolxlNoQSh5iFgOBqwaS1LJW74vyxXNMlBjtjepWsQksX"},
		{"tly_api", "T.LY", "gaQOjWPRMRjGVYkSROqsXu6p2nBKAVYiiarFnEwVRmm9JOwe9Pr6eGYHQxUF"},
		{"traject", "Traject Data", "f3d0408fc6aa9bb67b06b51681044c8a"},
		{"unleash_", "Unleash", "c87ac0f22abcbafd3d324169959e4556e4eda5d34a097fb2a7a56b1bf5"},
		{"uplead", "UpLead", "ff667d4491989c084e38912f5876ea59"},
		{"upvoty", "Upvoty", "74e8ef09ce236957e1aec296ad011adbfff9eeab"},
		{"userflow", "Userflow", "2n7sbkepgmxbbz5a8k1hip179l"},
		{"userlike", "Userlike", "73734cd3b0e5b12c018193088fc559e923ca1c4a0b1665f0afb82544af686cf2"},
		{"usermaven", "Usermaven", "DFWX3zegMsmNuYbu599G"},
		{"userpilot", "Userpilot", "qNnMR9g7ojSzt2jzMUcFGzgmOnGzcMv33R7CHV59"},
		{"usersnap", "Usersnap", "d5608a44-efe9-40d4-ac67-dd331a6d4a38"},
		{"uservoice", "UserVoice", "7de8a5040ae17f9f83164368d1b6b81b37d88a157b73e62e589b5f424d9fa285"},
		{"valueserp", "ValueSERP", "f5ecd3b886e21f95e82f68002f789a4c"},
		{"viral_loops|viralloops", "Viral Loops", "4f22f730748b0fe4fddf672d02587a31c5e7b35e"},
		{"vtiger", "Vtiger", "vxJF46DiTN3O2QcR"},
		{"vwo_", "VWO", "4a84eb87d9ac7cec5695f25cb5471ea0b7fced06"},
		{"woopra", "Woopra", "GFghc7evuM76nULqrRM2TSt9k6pVSStn"},
		{"wootric", "Wootric", "6375e238b4ddf8ea0eb3565bddb03768e51c33f9ed0f43c7e855c402c7d2c754"},
		{"zammad", "Zammad", "KFnPhawrSdMnZSZuTCAw-1uaBDyQabHjRmEvpSV7m6T-l57-PM7eBZ-LxUoHZpoy"},
		{"zenserp", "Zenserp", "568f7f92-4679-4504-ae8c-406a96c85e07"},
		{"zohocrm", "Zoho CRM", "5b66829d0f19afc32f49bd7af5b55cfab30433a42ccc4d408201bee38305e1440d6f48"},
		{"zoominfo", "ZoomInfo", "ffpPE7A91cZkVzjHw0SRS75T4aed3Uq0f0lv0oFCNMIm1gSlZAYkhkKmGwXY"},
	})
}
