package secret

import "sluice/pkg/scan/rule"

func amazon() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "aws-bedrock-key",
			About:    "Amazon Bedrock long-term API key",
			Prefixes: []string{"ABSK"},
			Body:     `[A-Za-z0-9+/]{109,269}={0,2}`,
			Match: []string{
				"AMAZON_TOKEN=«ABSKGdX4f5C0GQD0TR9l0ieOEi9QoyVPeyPMMADck4Vo7QDg1V1q2S7Km1CqIiU6VvjgfnJi1itgLuKjHUgLoNukPn3B5JenHHLqu6EynytkBNJxP=»",
				"Authorization: Bearer «ABSKc829zmYkALiYMMSF7HSwZhrA7D2lBqqIOGpVaV5si92qebDS7Ic8eOhzGapstBeGlF6vnbsI4Suvdk9p8sFF7KB4pbxLW6SrLqHLHGKx0PiE2=»",
			},
			NoMatch: []string{
				"ABSK",
				"ABSKGdX4f5C0GQD0TR9l0ieOEi9QoyVPeyPMMADc",
				"ABSKxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=",
				"a token starts with ABSK and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "aws-bedrock-short-key",
			About:    "Amazon Bedrock short-term API key",
			Prefixes: []string{"bedrock-api-key-YmVkcm9jay"},
			Body:     `[A-Za-z0-9+/]{64,1000}[A-Za-z0-9+/]{0,500}={0,2}`,
			Match: []string{
				"AMAZON_TOKEN=«bedrock-api-key-YmVkcm9jaybcnLf5iHOgQ27HsRwpzGS3KvAjOxHI722iVYt03dyCEsECgkLNaHa6smoVWDO8xZ»",
				"Authorization: Bearer «bedrock-api-key-YmVkcm9jayplMuvoOBpFCpwynocMsGbz9APGHqYZBTkkiXMtn5eFsmyYzgr4GykTqYMGXhhpRp»",
			},
			NoMatch: []string{
				"bedrock-api-key-YmVkcm9jay",
				"bedrock-api-key-YmVkcm9jaybcnLf5iHOgQ27HsRwpzGS",
				"bedrock-api-key-YmVkcm9jayxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with bedrock-api-key-YmVkcm9jay and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "amazon-mws-token",
			About:    "Amazon Marketplace Web Service token",
			Prefixes: []string{"amzn.mws."},
			Body:     uuidForm,
			Match: []string{
				"AMAZON_TOKEN=«amzn.mws.99d47dFA-36cb-3Cde-adA1-fDCa0eA4e05E»",
				"Authorization: Bearer «amzn.mws.36962fF4-3D9D-1d6A-7B07-BEBADeEedaf1»",
			},
			NoMatch: []string{
				"amzn.mws.",
				"amzn.mws.99d47dFA-36c",
				"amzn.mws.xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
				"a token starts with amzn.mws. and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "amazon-lwa-client-secret",
			About:    "Login with Amazon client secret",
			Prefixes: []string{"amzn1.oa2-cs.v1."},
			Body:     `[a-f0-9]{64}`,
			Match: []string{
				"AMAZON_TOKEN=«amzn1.oa2-cs.v1.eff0b17ba4c3bd2cd9e27978a8bfed289fc85c211cd4acfc79dccdf820cb2be4»",
				"Authorization: Bearer «amzn1.oa2-cs.v1.f44582a07868454e28a4f52c1805921a2a375f1505629cc2ed9dcc0881cef4f4»",
			},
			NoMatch: []string{
				"amzn1.oa2-cs.v1.",
				"amzn1.oa2-cs.v1.eff0b17ba4c3bd2cd9e27",
				"amzn1.oa2-cs.v1.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with amzn1.oa2-cs.v1. and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "amazon-lwa-token",
			About:    "Login with Amazon access or refresh token",
			Prefixes: []string{"Atza|", "Atzr|"},
			Body:     `[A-Za-z0-9_-]{60,1000}[A-Za-z0-9_-]{0,200}`,
			Match: []string{
				"AMAZON_TOKEN=«Atza|ZsgsOT1jIUTdMKvz3fcdVj61GJw7UU6mQt3u2VUjNrowEqkoTeqcGbspRtkU»",
				"Authorization: Bearer «Atzr|K6UUtJsD5hBKY3Wa41f6UbKEczVDB1oA4FaJc94R9994v1LPX1Vuzuyz0MJiR»",
			},
			NoMatch: []string{
				"Atza|",
				"Atza|ZsgsOT1jIUTdMKvz3fcd",
				"Atzr|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with Atza| and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "aws-ses-smtp-password",
			About: "Amazon SES SMTP password",
			Words: []string{"ses_smtp", "ses-smtp", "smtp_password", "smtp-password", "smtp_pass"},
			Value: `B[A-Za-z0-9+/]{43}`,
			Check: bothCases,
			Match: []string{
				"SES_SMTP_API_KEY=«BxV2mgbgtSAuzj6UsfWhsENcx2zglKwBsWxN5cwh6Htn»",
				`"ses_smtp_key": "«BF0Mi6FFh3ztdIk4ZtVNbVJrKnjlF21UP2M9j2ob3Png»"`,
				"my ses_smtp secret «BzZtq4FtShFAHcTOicyoXl45fO98VVUDK7ytl8if4wYK»",
			},
			NoMatch: []string{
				"value: BxV2mgbgtSAuzj6UsfWhsENcx2zglKwBsWxN5cwh6Htn",
				"SES_SMTP_API_KEY=${SES_SMTP_API_KEY}",
				"ses_smtp api key is in the vault",
				"ses_smtp_version: BF0Mi6.2",
			},
		}.detector(),
	}
}
