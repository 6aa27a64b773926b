package secret

import "sluice/pkg/scan/rule"

func canvas() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "canvas-token",
			About: "Canvas LMS access token",
			Words: []string{"canvas", "instructure"},
			Value: `[0-9]{1,5}~[A-Za-z0-9]{64}`,
			Match: []string{
				"CANVAS_API_KEY=«171~lGeo1IRjna7dmZzYCknAYNI0GvOc4TkltckG65vWDB1sSZaOGsdHtBivbIoVEvS4»",
				`"canvasApiKey": "«881~AcfAoSC5ENhMm0bjaJEOD0vAUkMUjDfgEi6dBp94zUrngTloW7oqOvKC1R62NhKJ»"`,
				"my canvas secret «6900~7qtMJjW27l04dz0aIMSOuXlfMgylynOWlSfxBMkOJ8d9tnJx2aNk3sYPu1CPA4UA»",
			},
			NoMatch: []string{
				"value: 171~lGeo1IRjna7dmZzYCknAYNI0GvOc4TkltckG65vWDB1sSZaOGsdHtBivbIoVEvS4",
				"CANVAS_API_KEY=${CANVAS_API_KEY}",
				"canvas api key is in the vault",
				"canvas_version: 881~Ac.2",
			},
		}.detector(),
	}
}
