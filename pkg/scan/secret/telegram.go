package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

func telegram() []rule.Detector {
	return []rule.Detector{{
		Rule: "telegram-bot-token", Type: rule.Secret, Score: 0.95, Joins: true,
		About: "Telegram bot token", Validator: "structure, entropy",
		Digits: true, Lengths: []int{8, 9, 10}, Find: findTelegram, Revision: 1,
		Hold: rule.Hold{Reach: `[0-9]{8,10}:AA[A-Za-z0-9_-]{33}`, After: 1},
		Match: []string{
			"TELEGRAM_BOT_TOKEN=«1234567890:AAexampleEXAMPLE0123456789_-abcdefg»",
			"https://api.telegram.org/bot«123456789:AAEXAMPLEexample_0123456789-abcdefg»/getMe",
		},
		NoMatch: []string{
			"1234567890:AA", "1234567890:AAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "12345678901:AAexampleEXAMPLE0123456789_-abcdefg",
			"1234567890:AAexampleEXAMPLE0123456789_-abcdefgijklm", "1234567890:BBexampleEXAMPLE0123456789_-abcdefg",
		},
	}}
}

const telegramKey = 33 // bytes after the :AA

func findTelegram(text string, at, end int) (int, int, float64) {
	if !strings.HasPrefix(text[end:], ":AA") {
		return 0, 0, 0
	}
	key := end + len(":AA")
	stop := base64url.Run(text, key, telegramKey)
	if stop-key < telegramKey || base64url.After(text, stop) || rule.Entropy(text[key:stop]) < 3 {
		return 0, 0, 0
	}
	return at, stop, 0.95
}
