package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// webhookPaths are addresses that take messages from whoever knows them: what is
// secret is a part of the path.
func webhookPaths() []rule.Detector {
	const part = `[A-Za-z0-9_-]`
	return []rule.Detector{
		{
			Rule: "webhook-url", Type: rule.Secret, Score: 0.7, About: "address of a webhook with a drawn part in its path", Validator: "a drawn part",
			Literals: []string{"/hooks/", "/webhook/", "/webhooks/", "/hook/", "/genericWebhook/", "/incoming/", "/heartbeat/"},
			Pattern:  `/(?:[hH]ooks?|[wW]ebhooks?|genericWebhook|incoming|heartbeat)/((?:` + part + `{1,64}/){0,4}` + part + `{16,128})`,
			Right:    rule.Bytes("A-Za-z0-9_.-"), Check: checkWebhook, Revision: 1,
			Match: []string{
				"https://rocket.example.com/hooks/«KoneZXltJWmyEdgCy/NBf2bPaKGJ4HOsBIojLv2lh4u46yjvGsf8MyoANKGmNU1F2y»", "POST https://chat.example.com/hooks/«y62ybpxwmvcwev6a6r064zvj5j»",
				"https://open.feishu.cn/open-apis/bot/v2/hook/«346d7912-993d-4d56-a657-551e27700547»",
			},
			NoMatch: []string{"https://docs.example.com/webhooks/getting-started-with-hooks", "src/hooks/useAuthenticatedUser2", "/hooks/pre-commit-message-check-2024", "node_modules/x/hooks/0a1b2c3d4e5f60718293.js", "https://example.com/webhook/test"},
		},
		{
			Rule: "webhook-url-known", Type: rule.Secret, Score: 0.85, Fold: true, About: "address of a webhook or a heartbeat of a service whose paths are known", Validator: "the service's host, entropy",
			Literals: []string{"maker.ifttt.com/", "events.pagerduty.com/integration/", "hook.eu1.make.com/", "hook.eu2.make.com/", "hook.us1.make.com/", "hook.us2.make.com/", "hook.integromat.com/", "hc-ping.com/", "qyapi.weixin.qq.com/", "webhook.site/", "cronitor.link/", "rpc.ankr.com/", "api.vercel.com/v1/integrations/deploy/", "alert.victorops.com/", "api.flock.com/hooks/", "hooks.airtable.com/", "webexapis.com/v1/webhooks/incoming/", "push.statuspage.io/", "nosnch.in/", "ntfy.sh/", "api.day.app/", "sctapi.ftqq.com/", "pushplus.plus/", "connect.pabbly.com/", "hooks.stripe.com/", "hooks.workato.com/"},
			Pattern: `(?:maker\.ifttt\.com/[A-Za-z0-9_/-]{1,80}/with/key/|events\.pagerduty\.com/integration/|hook\.(?:[a-z]{2}[0-9]\.make|integromat)\.com/|hc-ping\.com/|qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=|webhook\.site/|cronitor\.link/(?:p/)?|rpc\.ankr\.com/[a-z_]{1,40}/` +
				`|api\.vercel\.com/v1/integrations/deploy/|alert\.victorops\.com/integrations/[a-z0-9/-]{1,40}/alert/|api\.flock\.com/hooks/[A-Za-z]{1,20}/|hooks\.airtable\.com/workflows/v1/[A-Za-z]{1,20}/|webexapis\.com/v1/webhooks/incoming/|nosnch\.in/|sctapi\.ftqq\.com/|pushplus\.plus/send\?token=` +
				`|connect\.pabbly\.com/workflow/sendwebhookdata/|hooks\.workato\.com/[a-z/]{1,40}/)([A-Za-z0-9_/-]{10,200})`,
			Check: checkWebhook, Revision: 1,
			Match: []string{
				"https://maker.ifttt.com/trigger/x/with/key/«Qa-DaDm0geXBjavWUtGG8P»", "https://hook.eu1.make.com/«hhejxl1k2gu3q5btukz3bjygpmcietc1»", "curl https://hc-ping.com/«8cb626a8-fc44-438b-a4fb-603c1d550442»",
				"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=«8cff2a56-4fe3-4ded-af62-7beef769a9f3»",
			},
			NoMatch: []string{"https://maker.ifttt.com/trigger/x/with/key/", "https://hc-ping.com/your-uuid-here-0001", "https://webhook.site/docs"},
		},
	}
}

// checkWebhook wants a part of a path to be drawn.
func checkWebhook(text string, m rule.Match) float64 {
	for part := range strings.SplitSeq(text[m.From:m.To], "/") {
		if k := rule.KindsOf(part); len(part) >= 12 && rule.Drawn(part) && k.Digit >= 2 && k.Letters() >= 2 {
			return 0.75
		}
	}
	return 0
}
