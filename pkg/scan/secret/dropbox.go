package secret

import "sluice/pkg/scan/rule"

func dropbox() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "dropbox-token",
			About:    "Dropbox short-lived access token",
			Prefixes: []string{"sl.B", "sl.A", "sl.C", "sl.D", "sl.u."},
			Body:     `[A-Za-z0-9_-]{120,1000}`,
			Bits:     3.5,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"DROPBOX_TOKEN=«sl.Bs88i6DTWfcDhzfnjM8WaNsaJxpsQxfxWh06eooohhE0NXuUENY1woOY3h4J12PYHdoQYcjkU89BIifj4V2KdF50LyWO1Q2d6D580YDjalG7tuFNrkkNIewDv»",
				"Authorization: Bearer «sl.A2P48EUcj07F5OR84oRnsyuiBXP26KO8U3wIpcDcM8dgqn0AMAxBqDT2pZ8Vz6akVskls8cJA6sRKqFk81K80TW1h0531hb2WqWGOAkMxHrbVAxuW6Ou4r5i6»",
				`{"token": "«sl.CckltxMBqjtaL0bQoIip8xBFtysY5uYokyUeGOBO2vuVfXECSUd9tF3yChfDPcQU534bPQp36V5ylHoiqPWUK5ZQqR8du4YRhMchmMdaQWCp3oPScfxjmmOJL»"}`,
			},
			NoMatch: []string{
				"sl.B",
				"sl.Bs88i6DTWfcDhzfnjM8WaNsaJxpsQxfxWh06eoooh",
				"sl.u.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with sl.B and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "dropbox-app-secret",
			About: "Dropbox app secret or key",
			Words: []string{"dropbox"},
			Value: `[a-z0-9]{15}`,
			Match: []string{
				"DROPBOX_API_KEY=«jozqq7nliqdqj6e»",
				`"dropboxApiKey": "«4qy2h4qmk9kynvv»"`,
				"my dropbox secret «fy789kdec0g4h7q»",
			},
			NoMatch: []string{
				"value: jozqq7nliqdqj6e",
				"DROPBOX_API_KEY=${DROPBOX_API_KEY}",
				"dropbox api key is in the vault",
				"dropbox_version: 4qy2h4.2",
			},
		}.detector(),
		named{
			Rule:  "dropbox-long-lived-token",
			About: "Dropbox token without an end, or refresh token",
			Words: []string{"dropbox"},
			Value: `[A-Za-z0-9_-]{60,68}`,
			Check: random,
			Match: []string{
				"DROPBOX_API_KEY=«PTiO6O34FUu3KaJxtIeew4xuB1hGwakbNMf2SajNvWB53QcRzkRstdUIqTXZ»",
				`"dropboxApiKey": "«H7o4Sdhil7S1LKr8ALvbcdn7TNLmJdReXzLCkAgLKixzeJyDlaiGOIdjwSR2»"`,
				"my dropbox secret «UXhBcb7bcwOFPruPDZKlkFKTxUAFTyPSbgjnvUfqNVYOtRAd38Cf2PsXEAMR»",
			},
			NoMatch: []string{
				"value: PTiO6O34FUu3KaJxtIeew4xuB1hGwakbNMf2SajNvWB53QcRzkRstdUIqTXZ",
				"DROPBOX_API_KEY=${DROPBOX_API_KEY}",
				"dropbox api key is in the vault",
				"dropbox_version: H7o4Sd.2",
			},
		}.detector(),
	}
}
