package secret

import (
	"encoding/base64"
	"strings"

	"sluice/pkg/scan/rule"
)

func discord() []rule.Detector {
	const example = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GExamp.EXAMPLEexample0123456789EXAMPLEexample"
	return []rule.Detector{
		{
			// A bot's token begins with its id, decimal, in base64: three
			// letters are enough of it to be rare.
			Rule: "discord-bot-token", Type: rule.Secret, Score: 0.95, Joins: true,
			About: "Discord bot token", Validator: "the first part is a number in base64, entropy",
			Literals: discordHeads(), Left: wordByte,
			Pattern: `[MNO][A-Za-z0-9]{22,27}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,40}`,
			Check:   checkDiscord, Revision: 1,
			Match:   []string{"DISCORD_TOKEN=«" + example + "»", `client.run("«` + example + `»")`, "Authorization: Bot «" + example + "»"},
			NoMatch: []string{"MTIzNDU2Nzg5MDEyMzQ1Njc4", "MTIzNDU2Nzg5MDEyMzQ1Njc4.GExamp.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "MTIzIGlzIG5vIG51bWJlciBoZXJl.GExamp.EXAMPLEexample0123456789EXAMPLEexample", "the NTE and the MTA"},
		},
		prefixed{
			Rule: "discord-mfa-token", About: "Discord user token with a second factor", Prefixes: []string{"mfa."}, Body: `[A-Za-z0-9_-]{80,95}`, Bits: 3.5, Left: wordByte,
			Match:   []string{"token: «mfa.EXAMPLEexample0123456789EXAMPLEexample0123456789EXAMPLEexample0123456789EXAMPLEexam012»"},
			NoMatch: []string{"mfa.", "mfa.example.com", "mfa.enabled"},
		}.detector(),
		prefixed{
			Rule: "discord-webhook", About: "Discord webhook address with its token",
			Prefixes: []string{"discord.com/api/webhooks/", "discordapp.com/api/webhooks/", "discord.com/api/v9/webhooks/", "discord.com/api/v10/webhooks/"},
			Body:     `[0-9]{17,20}/[A-Za-z0-9_-]{60,80}`, Bits: 3.5,
			Match:   []string{"https://«discord.com/api/webhooks/123456789012345678/EXAMPLEexample0123456789-EXAMPLEexample0123456789_EXAMPLEexample0123»", "https://«discordapp.com/api/webhooks/123456789012345678/EXAMPLEexample0123456789-EXAMPLEexample0123456789_EXAMPLEexample0123»"},
			NoMatch: []string{"https://discord.com/api/webhooks/", "https://discord.com/api/webhooks/{id}/{token}", "https://discord.com/api/webhooks/123456789012345678/token"},
		}.detector(),
		named{
			Rule: "discord-client-secret", About: "Discord OAuth client secret", Words: []string{"discord"}, Value: `[A-Za-z0-9_-]{32}`, Check: bothCases,
			Match:   []string{"DISCORD_CLIENT_SECRET=«aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW»"},
			NoMatch: []string{"DISCORD_CLIENT_SECRET=${DISCORD_CLIENT_SECRET}", "value: aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW", "DISCORD_CLIENT_ID=123456789012345678"},
		}.detector(),
	}
}

// discordHeads are the base64 digits of every number's first two digits and a half.
func discordHeads() []string {
	var heads []string
	for first := '1'; first <= '9'; first++ {
		for second := '0'; second <= '9'; second++ {
			heads = append(heads, base64.RawStdEncoding.EncodeToString([]byte(string(first) + string(second)))[:3])
		}
	}
	return heads
}

func checkDiscord(text string, m rule.Match) float64 {
	id, rest, _ := strings.Cut(text[m.Start:m.End], ".")
	raw, err := base64.RawStdEncoding.DecodeString(id)
	if err != nil || len(raw) < 17 || len(raw) > 20 || rule.Entropy(rest) < 3.3 {
		return 0
	}
	for _, c := range raw {
		if !rule.IsDigit(c) {
			return 0
		}
	}
	return 0.98
}
