package secret_test

import (
	"testing"

	"sluice/pkg/scan"
)

// TestTalkOfServicesIsNoSecret: what people write about services, passwords and
// keys all day, with the ids, digests and versions that stand beside their names.
func TestTalkOfServicesIsNoSecret(t *testing.T) {
	set := scan.Default()
	for _, text := range []string{
		`Please set password to something strong2day before Friday.`,
		`The password Field1 must be validated by passwordService2.`,
		`credentials: see Confluence page 12345/abc123def`,
		`docker run -p 8080:80 -e FOO=bar nginx:1.25`,
		`mysql -h localhost -u root -p mydb1`,
		`git clone https://github.com/org/hooks/pre-commit-hooks2024`,
		`/hooks/useDebounce2 and /webhooks/stripe/events`,
		`const { data } = useApi("getUserProfileV2")`,
		`github actions workflow run 1234567890 commit 3f2a1b4c5d6e7f8091a2b3c4d5e6f708192a3b4c`,
		`sentry release 3f2a1b4c5d6e7f8091a2b3c4`,
		`stripe version 2024-06-20 and stripe-node v15.12.0`,
		`Our firebase project id is my-app-12345`,
		`slack channel C024BE91L`,
		`GITHUB_SHA=3f2a1b4c5d6e7f8091a2b3c4d5e6f708192a3b4c`,
		`class PasswordCallback { setPassword(String p) }`,
		`Cookie: _ga=GA1.2.12345.67890; theme=dark; consent=true`,
		`"name": "apiVersion", "value": "v1beta1"`,
		`serial number: 2024-0001-0002-0003`,
		`mnemonic: my very educated mother just served us nine pizzas with some extra cheese tonight`,
		`OPENAI_MODEL=gpt-4o-mini-2024-07-18`,
		`google_analytics_id = G-ABC1234567`,
		`terraform state lock id 3f2a1b4c-5d6e-4f80-91a2-b3c4d5e6f708`,
		`sendgrid template d-3f2a1b4c5d6e7f8091a2b3c4d5e6f708`,
		`kubernetes secret my-app-tls-20240101`,
		`npm package left-pad@1.3.0 integrity sha512-3f2a1b4c5d6e7f8091a2b3c4d5e6f708192a3b4c3f2a1b4c5d6e7f8091a2b3c4==`,
		`notion page 3f2a1b4c5d6e7f8091a2b3c4d5e6f708`,
		`spotify:track:4uLU6hMCjMI75M1A2tKUQC`,
		`youtube video dQw4w9WgXcQ`,
		`trello board 5f3e0a1b2c4d5e6f708192a3`,
		`zoom meeting id 123 4567 8901, passcode 123456`,
		`my password policy: min length 12chars, 1 upper`,
		`pre-shared-key authentication is used in phase1`,
	} {
		for _, f := range set.Scan(text) {
			if f.Type == scan.Secret {
				t.Errorf("%q: %s found %q", text, f.Rule, text[f.Start:f.End])
			}
		}
	}
}
