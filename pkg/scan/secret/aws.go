package secret

import "sluice/pkg/scan/rule"

// awsSecret is the alphabet of a secret access key.
var awsSecret = rule.Bytes("A-Za-z0-9/+=")

func aws() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "aws-access-key-id", About: "AWS access key id", Validator: "prefix, base32, not the documentation's example", Type: rule.Secret, Joins: true,
			Literals: []string{"AKIA", "ASIA", "ABIA", "ACCA"},
			Pattern:  `(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}`,
			Check:    checkAWSKeyID,
			Match: []string{
				"«AKIAIOSFODNN7EXAMPLE»",
				"aws_access_key_id=«AKIAIOSFODNN7EXAMPLE»",
				"my key«ASIAY34FZKBOKMUTVV7A»works, why?",
				`{"accessKeyId":"«AKIAI44QH8DHBEXAMPLE»"}`,
				"https://s3.amazonaws.com/b?AWSAccessKeyId=«AKIAIOSFODNN7EXAMPLE»&Expires=1",
				"«ASIAQNZGKIQNZGKIABCD»",
			},
			NoMatch: []string{
				"AKIA", "AKIA1234", "akiaiosfodnn7example",
				"SLOVAKIAINTERNATIONALAIRPORT", "the ASIA PACIFIC region", "AKIAXXXXXXXXXXXXXXXX",
			},
		},
		{
			Rule: "aws-secret-access-key", About: "AWS secret access key behind its name", Validator: "length, mixed letters and digits, entropy", Type: rule.Secret, Score: 0.95, Fold: true, Joins: true,
			Literals: []string{"secretaccesskey", "secret_access_key", "secret-access-key", "secret access key", "secretkey", "secret_key", "aws_secret", "aws-secret"},
			Pattern: rule.EitherCI("secretaccesskey", "secret_access_key", "secret-access-key", "secret access key", "secretkey", "secret_key", "aws_secret", "aws-secret") +
				`(?:_[A-Za-z0-9]{1,16})?[\\"'\x60\])]{0,4}[ \t]{0,8}(?::=|=>|[:=]|,|is )[ \t]{0,8}[\\"'\x60]{0,4}([A-Za-z0-9/+]{40})`,
			Right: awsSecret,
			Check: checkAWSSecret,
			Match: []string{
				"aws_secret_access_key = «wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»",
				`"SecretAccessKey": "«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»"`,
				`{\"awsSecretKey\":\"«je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY»\"}`,
				"AWS Secret Access Key: «je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY».",
			},
			NoMatch: []string{
				"secret_key = 0123456789abcdef0123456789abcdef01234567",
				"secretKey: somethingShort",
				"aws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}",
			},
		},
		{
			Rule: "aws-secret-near-key-id", About: "AWS secret access key beside a key id", Validator: "length, mixed letters and digits, entropy", Type: rule.Secret, Score: 0.85,
			Literals: []string{"AKIA", "ASIA"},
			Find:     findAWSSecretNear,
			Hold:     rule.Hold{Reach: `A[A-Z0-9]{16}`, After: 201, Back: rule.BackRun(awsSecret, 44), Most: 244, Look: lookAWSSecret},
			Match: []string{
				"AKIAIOSFODNN7EXAMPLE,«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»",
				"«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY» / AKIAIOSFODNN7EXAMPLE",
				"key AKIAI44QH8DHBEXAMPLE and the other half is «je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY»",
			},
			NoMatch: []string{
				"AKIAIOSFODNN7EXAMPLE in commit 0123456789abcdef0123456789abcdef01234567",
				"AKIA wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
			},
		},
		{
			Rule: "aws-session-token", About: "AWS session token", Validator: "prefix, length", Type: rule.Secret, Score: 0.95, Joins: true,
			Literals: []string{"IQoJb3JpZ2lu", "FwoGZXIvYXdz", "FQoGZXIvYXdz"},
			Pattern:  `(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)[A-Za-z0-9/+=]{80,1000}[A-Za-z0-9/+=]{0,1000}`,
			Match:    []string{"AWS_SESSION_TOKEN=«IQoJb3JpZ2luX2VjEXAMPLEaCXVzLWVhc3QtMSJHMEUCIQDexampleexample0123456789abcdefghijklmnopqrstuvwxyzABCDEF==»"},
			NoMatch:  []string{"IQoJb3JpZ2lu", "IQoJb3JpZ2luX2Vj..."},
		},
	}
}

// checkAWSKeyID wants a digit, as 27 of 28 random ids have one; without, the
// id must stand alone, since SLOVAKIA begins one.
func checkAWSKeyID(text string, m rule.Match) float64 {
	id := text[m.Start+4 : m.End]
	if rule.Entropy(id) < 2 {
		return 0
	}
	if rule.KindsOf(id).Digit == 0 && (m.Start > 0 && rule.IsAlnum(text[m.Start-1]) || m.End < len(text) && rule.IsAlnum(text[m.End])) {
		return 0
	}
	return 0.95
}

func checkAWSSecret(text string, m rule.Match) float64 {
	if !likeAWSSecret(text[m.From:m.To]) {
		return 0
	}
	return 0.95
}

// likeAWSSecret tells 40 random base64 digits from a hash, a path or a name.
func likeAWSSecret(s string) bool {
	k := rule.KindsOf(s)
	return k.Upper > 2 && k.Lower > 2 && k.Digit > 0 && rule.Entropy(s) > 3.9
}

// findAWSSecretNear looks for a secret access key that has no name, within
// 200 bytes of a complete access key id.
func findAWSSecretNear(text string, at, end int) (int, int, float64) {
	for ; end < at+20; end++ {
		if end >= len(text) || !rule.IsUpper(text[end]) && !rule.IsDigit(text[end]) {
			return 0, 0, 0
		}
	}
	if start, stop := awsSecretIn(text, end, min(len(text), end+200)); start >= 0 {
		return start, stop, 0.85
	}
	if start, stop := awsSecretIn(text, max(0, at-200), at); start >= 0 {
		return start, stop, 0.85
	}
	return 0, 0, 0
}

// lookAWSSecret looks for a secret access key that has no name, which an
// access key id within 200 bytes would make one.
func lookAWSSecret(text string, from int) (start, until, next int) {
	for from < len(text) {
		if !awsSecret.Has(text[from]) || text[from] == '=' || awsSecret.Before(text, from) && text[from-1] != '=' {
			from++
			continue
		}
		stop := awsSecret.Run(text, from, 41)
		if stop == len(text) && stop-from <= 40 {
			break
		}
		if stop-from == 40 && likeAWSSecret(text[from:stop]) {
			return from, from + 200 + len("AKIA"), stop
		}
		from = stop
	}
	return -1, 0, from
}

// awsSecretIn returns the first run of exactly 40 key bytes in text[from:to].
func awsSecretIn(text string, from, to int) (int, int) {
	for from < to {
		if !awsSecret.Has(text[from]) || awsSecret.Before(text, from) && text[from-1] != '=' {
			from++
			continue
		}
		if text[from] == '=' {
			from++
			continue
		}
		stop := awsSecret.Run(text, from, 41)
		if stop-from == 40 && stop <= to && likeAWSSecret(text[from:stop]) {
			return from, stop
		}
		from = stop
	}
	return -1, -1
}
