package secret

import "sluice/pkg/scan/rule"

// businessTokens are tokens of services of trade, mail and media.
func businessTokens() []rule.Detector {
	return issuedAll([]issued{
		{Rule: "mailersend-api-token", About: "MailerSend API token", Prefix: "mlsn.", Body: `[0-9a-f]{64}`, Sample: "5bd5c7197dff5effe77a7423ee040f4312de530ada75ffa1a0f16688977e2ff7"},
		{Rule: "aftership-api-key", About: "AfterShip API key", Prefix: "asat_", Body: `[0-9a-f]{32}`, Sample: "ad86bd0a347a97b793f8381433e947aa"},
		{Rule: "cashfree-secret-key", About: "Cashfree secret key", Prefix: "cfsk_ma_prod_", Body: `[0-9a-f]{32}_[0-9a-f]{8}`, Sample: "51ddc038c230a9e44b982dd0ef9f3927_d337c6fb"},
		{Rule: "cashfree-test-key", About: "Cashfree secret key of the sandbox", Prefix: "cfsk_ma_test_", Body: `[0-9a-f]{32}_[0-9a-f]{8}`, Sample: "64003cd0ea7af867ff82829d1e1517d4_6b72d57e"},
		{Rule: "square-sandbox-secret", About: "Square secret of the sandbox", Prefix: "sq0csb-", Body: `[A-Za-z0-9_-]{40,48}`, Sample: "8595PFKY3iC8k3xEh4DteDuQ7x1M7UpeGrQPx6tRHcV"},
		{Rule: "checkout-com-secret-key", About: "Checkout.com secret key", Prefix: "sk_", Body: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Sample: "bbb57cdb-8dd7-450a-a136-df3d6b7c31ca"},
		{Rule: "checkout-com-sandbox-key", About: "Checkout.com secret key of the sandbox", Prefix: "sk_sbox_", Body: `[a-z2-7]{24,30}`, Sample: "owk2vrt7ukoc5uof7wtftjv7k6m", Check: letters(0.95)},
		{Rule: "openpix-app-id", About: "OpenPix application id, which is its secret", Prefix: "Q2xpZW50X0lk", Body: `[A-Za-z0-9+/]{60,200}={0,2}`, Sample: "8zCYr7PN5LbYZTMmgAWkGbTRKvSqXb2b3QJw8BRR46hSHoQWlSLPusS4nNzTkiM1EsNzVDuTquvcsQzEMJXPpqYeZg", Check: bothCasesScore},
		{Rule: "vk-access-token", About: "VK access token", Prefix: "vk1.a.", Body: `[A-Za-z0-9_-]{80,400}`, Sample: "fLgMAPNg2xiF4AcEMxuWQKqh29HYVOJmL8KThFi5UewsiO0MVoWdyhiCWen6QCSerVagLHYnLMQoLU5BGLFthoiJFMx6PM2FbPiO3AOriRcyWcAkwLRDPEFA0ou0wEW8R9Bh4Ub8IV2S4bmQZUIC7ivuQ5PAfvryeheReeR2Gjem586FBW1wypMxmmf5Q4RtrcUA5Z"},
		{Rule: "threads-access-token", About: "Threads access token", Prefix: "THAA", Body: `[A-Za-z0-9]{80,300}`, Sample: "Lyo3Nu9iLMjamCOmd1aRxYqFFFeCJeR3ulLZHcY4KeObKu0g0hE3512aI5pMD2bSpywhcWhTmEurox7KDLnpm7l4mhULyOEbR4r7MEnaobIVB75jjy63qlvIgSuqmxP1IQSxlWBUkFpZvdkR8HJsqZ", Check: bothCasesScore},
		{Rule: "linkedin-access-token", About: "LinkedIn access token", Prefix: "AQV", Body: `[A-Za-z0-9_-]{200,600}`, Sample: "jh6CehHiqVXxrd2C827oQ73EX4oDlIkq1WQxO4mTQB8bcrvAoxhL4aTDU5K8uSGR3MhvYYDTFy8XJfMUt1QLF08nBq81c6exvB0xJqmg9qXiqjVfmfkxNei61JPM4qULU0rOBhysz6CBpZ9O6finKxY1oGprykDwA07yMirSwfGvkQz0eRQO3N53MMyhJ4JslbIPFGmbCF1ePvvkp7OCJatkEgAXOw4Nx4IjJ4QqpOpl76jSRlqBFOCTplA9Hc3jlVYxLmaXs7n2T9zNMN5XQaiOCqT1j5fTD7vPkeISYnY2T7CmOR7wFDeLjU8rTe7YjfgfRqB3Doo7W2YRUEB0", Check: bothCasesScore},
		{Rule: "wix-api-key", About: "Wix API key", Prefix: "IST.eyJ", Body: `[A-Za-z0-9_-]{20,400}\.[A-Za-z0-9_-]{20,900}\.[A-Za-z0-9_-]{20,800}`, Sample: "Fez2DtupEa9ZYibQ20rw64M8LeCOJyoDfJJ3MO04FpvZBznlwZuK2o65mFHR.e8uOIBI1sjIq9USwqxRNKxmQdyiXQyK03t4kavuii3vAXpv4z2ppKt8FiHnPzRhZjTMGtB6Q9cQfr0WLvj3YBnS1Wb.SEW9v1jHxz93cks8t4Cf3blLgfbcvMUBCIPrGLxzA6cZ8rU4gkmyYZGwVbWnjK0fmqiXVW0Jt2y8U8sdC2lis8i44w"},
		{Rule: "livechat-token", About: "LiveChat personal access token", Prefix: "dal:", Body: `[A-Za-z0-9_-]{32}`, Sample: "pKmUCTkp7PKM1KFYFG9Sioo729LZYjUX", Check: bothCasesScore},
		{Rule: "locationiq-token", About: "LocationIQ access token", Prefix: "pk.", Body: `[0-9a-f]{32}`, Sample: "97ad5159fe188f9102766f86576a5ce0"},
		{Rule: "mparticle-key", About: "mParticle key", Prefix: "us1-", Body: `[0-9a-f]{32}`, Sample: "b535bc5d70e87d22464d6cde45ea0889"},
		{Rule: "xbox-live-token", About: "Xbox Live token", Prefix: "XBL3.0 x=", Body: `[0-9]{8,24};[A-Za-z0-9+/=._-]{40,900}`, Sample: "8691088545112857;7snecBmpGl4vWhbbfSdw5qAthaBNGvdNIPabtxT02Ul7Aw8NuwhJpZ33wkQB8mN3mGEquCENNAqSqGsZ"},
		{Rule: "tiktok-access-token", About: "TikTok access token", Prefix: "act.", Body: `[A-Za-z0-9]{40,90}![0-9]{2,6}\.[a-z0-9]{2,4}`, Sample: "tGMmWQYr8nZymFOctx59LGExODMS6GzYLSrIRGBJTsw4O2mTFQ!4560.va"},
	})
}
