package secret

import "sluice/pkg/scan/rule"

func google() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "gcp-hmac-key-id",
			About:    "Google Cloud Storage HMAC access id",
			Prefixes: []string{"GOOG1E"},
			Body:     `[A-Z0-9]{55}`,
			Match: []string{
				"GOOGLE_TOKEN=«GOOG1EV5UXZCYASYAHYNAXBS8HT7DCX4ZXVR7DAB23VMJLGEWRV3K77YFO0TC»",
				"Authorization: Bearer «GOOG1E283FODBRIRSTGL7SCC9W1J9KRYBJ1QDDOAPE1RQ5R0UMKOTH69GRUMN»",
			},
			NoMatch: []string{
				"GOOG1E",
				"GOOG1EV5UXZCYASYAHYNAXBS",
				"GOOG1Exxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with GOOG1E and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "google-oauth-code",
			About:    "Google OAuth authorization code",
			Prefixes: []string{"4/0A"},
			Body:     `[A-Za-z0-9_-]{60,120}`,
			Bits:     3.5,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"GOOGLE_TOKEN=«4/0ABkF3AmzctC054zVuj4psiufrGBdLGM7xBzYt72yC9jnRGkmZMF7pSfIdZqmg»",
				"Authorization: Bearer «4/0Ahze8EWq6YyT4UiyUweD2yFInLAlxhR0Gd65OKZQl6jktEjbWfwyT52YzntLv»",
			},
			NoMatch: []string{
				"4/0A",
				"4/0ABkF3AmzctC054zVuj4ps",
				"4/0Axxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with 4/0A and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "google-gemini-auth-key",
			About:    "Google auth key of the AQ. form (Gemini, Vertex AI)",
			Prefixes: []string{"AQ.Ab"},
			Body:     `[A-Za-z0-9_-]{45,120}`,
			Bits:     3.5,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"GOOGLE_TOKEN=«AQ.Abhd2GOrzzZ14e7M8nDizg7XQRXZgIjv8ffYoFDPaJaPoqV»",
				"Authorization: Bearer «AQ.Ab5TfXJI2osFii20jX5pRzHTc7S7q3tux6spkSfqRH3Clop»",
			},
			NoMatch: []string{
				"AQ.Ab",
				"AQ.Abhd2GOrzzZ14e7M8",
				"AQ.Abxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with AQ.Ab and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "gcp-service-account-base64",
			About:    "Google service account file in base64",
			Prefixes: []string{"ewogICJ0eXBlIjogInNlcnZpY2VfYWNjb3VudC", "eyJ0eXBlIjoic2VydmljZV9hY2NvdW50I", "eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudC"},
			Body:     `[A-Za-z0-9+/]{200,1000}[A-Za-z0-9+/]{0,1000}[A-Za-z0-9+/]{0,1000}[A-Za-z0-9+/]{0,1000}={0,2}`,
			Match: []string{
				"GOOGLE_TOKEN=«ewogICJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCh5LBwwY9voWdYoV56GuDD5KQrQwIE1MTgY0QsK7jCfW4ShgGQ5oMV8byPfxyimxS0jNEgt70xH3tWHr14rz7FfwNdEuiI1t9aFB52lj6kotDVIvsRsyx3HalFRyafo2hOt1JGIEftOYU3I7oVwL6ysCUwL7BEsJjsihq4YClHS99Fdy1PGl5r469fAHrLQyL1a89vt8I»",
				"Authorization: Bearer «eyJ0eXBlIjoic2VydmljZV9hY2NvdW50I8YpZdXFwmDMPrfaEkKBO11zQ269veLt5tDf2Q0967BHMDvJZxYSweaBg7wPGLmUOJj77kLz8HupfCXehcPqZjmSQS5S8GDp0LAOGqQYHESdYGxiaFUkEd39vKQ4Tbvfks36lBQg1Ffmr7NeOsjlkbwzvA6Idbf4F8Jfk1dVxI0IyIBYVnDNu4ZM6yozb9y5eDYgfVgJW»",
				`{"token": "«eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCbg5GEng1r6YxtxLToxu7ZlG2Ni6Bl0CVjjLL7ySRpdcdckf1J2AxUYs2afSs2M4qUnP56kS1nrpnYCyWuDyQbiboJiyxS16bqVBjr8fn1a3wiP7MMSZ3EpZusqqkub1xpUB8jrLYwbtT0M2orQEtx1F1iDanGD7JRqbWVe2qMdeLWpZeQosppJ3aznye91ybQINYxJQV==»"}`,
			},
			NoMatch: []string{
				"ewogICJ0eXBlIjogInNlcnZpY2VfYWNjb3VudC",
				"ewogICJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCh5LBwwY9voWdYoV56GuDD5KQrQwIE1MTgY0QsK7jCfW4ShgGQ5oMV8byPfxyimxS0j",
				"eyJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with ewogICJ0eXBlIjogInNlcnZpY2VfYWNjb3VudC and is kept in the vault",
			},
		}.detector(),
	}
}
