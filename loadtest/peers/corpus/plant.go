package corpus

import (
	"hash/crc32"
	"math/rand/v2"
	"strings"
)

// form is a kind of secret in its provider's documented shape, with the line
// that it stands in; % is its place.
type form struct {
	kind string
	must bool
	line string
	make func(*rand.Rand) string
}

func forms() []form {
	return []form{
		{"aws-access-token", true, "aws_access_key_id = %\n", func(r *rand.Rand) string { return "AKIA" + draw(r, upper+"234567", 16) }},
		{"github-pat", true, "export GH=%\n", func(r *rand.Rand) string {
			body := draw(r, alnum, 30)
			return "ghp_" + body + check62(crc32.ChecksumIEEE([]byte(body)))
		}},
		{"gitlab-pat", true, "git clone https://ci:%@gitlab.example.com/a/b\n", func(r *rand.Rand) string { return "glpat-" + draw(r, alnum, 20) }},
		{"slack-bot-token", true, "slack: \"%\"\n", func(r *rand.Rand) string {
			return "xoxb-" + draw(r, "123456789", 12) + "-" + draw(r, "123456789", 12) + "-" + draw(r, alnum, 24)
		}},
		{"stripe-access-token", true, "I used % for the test.\n", func(r *rand.Rand) string { return "sk_live_" + draw(r, alnum, 24) }},
		{"gcp-api-key", true, "maps: %\n", func(r *rand.Rand) string { return "AIza" + draw(r, alnum+"_", 34) + draw(r, alnum, 1) }},
		{"sendgrid-api-token", true, "MAIL=%\n", func(r *rand.Rand) string {
			return "SG." + draw(r, alnum, 22) + "." + draw(r, alnum, 43)
		}},
		{"private-key", true, "%\n", func(r *rand.Rand) string {
			var b strings.Builder
			b.WriteString("-----BEGIN PRIVATE KEY-----\n")
			for range 6 {
				b.WriteString(draw(r, alnum+"+/", 64) + "\n")
			}
			return b.String() + "-----END PRIVATE KEY-----"
		}},
		{"generic-api-key", false, "db_password = \"%\"\n", func(r *rand.Rand) string { return draw(r, alnum, 20) }},
		{"generic-api-key", false, "\"api_key\": \"%\",\n", func(r *rand.Rand) string { return draw(r, hex, 32) }},
	}
}

// plant makes a line with a secret for place at.
func plant(r *rand.Rand, at int) (line string, p Planted) {
	all := forms()
	f := all[r.IntN(len(all))]
	secret := f.make(r)
	before, _, _ := strings.Cut(f.line, "%")
	start := at + len(before)
	return strings.Replace(f.line, "%", secret, 1), Planted{Kind: f.kind, Must: f.must, Start: start, End: start + len(secret)}
}

// check62 is the checksum in GitHub's tokens: CRC-32 in six base62 digits.
func check62(n uint32) string {
	var out [6]byte
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = alnum[n%62]
		n /= 62
	}
	return string(out[:])
}
