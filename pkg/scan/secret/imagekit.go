package secret

import "sluice/pkg/scan/rule"

func imagekit() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "imagekit-key",
			About: "ImageKit private key",
			Words: []string{"imagekit"},
			Value: `(?:private_)?[A-Za-z0-9+/]{27,36}={0,2}`,
			Match: []string{
				"IMAGEKIT_API_KEY=«m0FZryFMhAT29DNZb5sCHbF7URcN=»",
				`"imagekitApiKey": "«5AKexIAmzNFIC0kydgAZWuUVXsBf==»"`,
				"my imagekit secret «private_WrQDmtcadleZ2eXRmJcpE6Tp1eSfLAE==»",
			},
			NoMatch: []string{
				"value: m0FZryFMhAT29DNZb5sCHbF7URcN=",
				"IMAGEKIT_API_KEY=${IMAGEKIT_API_KEY}",
				"imagekit api key is in the vault",
				"imagekit_version: 5AKexI.2",
			},
		}.detector(),
		prefixed{
			Rule:     "imagekit-private-key",
			About:    "ImageKit private key with its prefix",
			Prefixes: []string{"private_"},
			Body:     `[A-Za-z0-9+/]{27}=`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"IMAGEKIT_TOKEN=«private_J6kPmmhmaurJIEzBsCkYAWy5VNA=»",
				"Authorization: Bearer «private_eHgTR1t9Jfsze8Oce0l9d7YANte=»",
			},
			NoMatch: []string{
				"private_",
				"private_J6kPmmhma",
				"private_xxxxxxxxxxxxxxxxxxxxxxxxxxx=",
				"a token starts with private_ and is kept in the vault",
			},
		}.detector(),
	}
}
