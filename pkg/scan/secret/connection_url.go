package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

func connectionURLs() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "connection-url-password", About: "password in the URL of a database or broker", Validator: "a known scheme, no placeholder", Type: rule.Secret, Score: 0.95,
			Literals: []string{"://"}, Find: findServicePassword, Revision: 2, Hold: rule.Hold{Reach: authorityReach},
			Match: []string{
				"postgres://app:«s3cr3t»@db.internal:5432/main?sslmode=require",
				"mongodb+srv://user:«ex4mplepw»@cluster0.example.net/",
				"redis://:«hunter2»@cache:6379/0",
				"amqp://guest:«gu3st»@mq/vhost and more",
				"nats://svc:«p@ss@word1»@nats:4222",
				"DATABASE_URL=mysql://app:«ex4m!ple@pw»@example.com:3306/main",
				"('sqlserver://sa:«Str0ng%21»@host?database=x')",
				"jdbc:postgresql://app:«s3cr3t»@db/main",
			},
			NoMatch: []string{
				"postgres://localhost:5432/main", "postgres://app@db/main", "postgres://app:${DB_PASSWORD}@db/main",
				"postgres://user:password@localhost/db", "mysql://user:<password>@host/db", "redis://:****@cache",
				"https://example.com/a:b@c",
			},
		},
		{
			Rule: "url-basic-auth", About: "password in a URL", Validator: "the form of a URL, no placeholder", Type: rule.Secret, Score: 0.9,
			Literals: []string{"://"}, Find: findWebPassword, Revision: 2, Hold: rule.Hold{Reach: authorityReach},
			Match: []string{
				"https://deploy:«t0ken-1234»@git.example.com/a/b.git",
				"curl 'http://admin:«adm1n!»@10.0.0.5:8080/api'",
				"ftp://u:«pw12»@files.example.com",
			},
			NoMatch: []string{
				"https://example.com:8443/path@v2", "https://user@example.com/", "https://user:pass@example.com/",
				"see https://example.com and mail:me@example.com", "http://[::1]:80/@x",
			},
		},
		{
			Rule: "mysql-dsn-password", About: "password in a MySQL data source name", Validator: "the form of a DSN, no placeholder", Type: rule.Secret, Score: 0.9,
			Literals: []string{"@tcp(", "@unix("}, Find: findDSNPassword, Revision: 1,
			Hold:    rule.Hold{Reach: `\(`, Back: backDSN, Most: 264},
			Match:   []string{`sql.Open("mysql", "app:«s3cr3t»@tcp(db:3306)/main")`},
			NoMatch: []string{`"app@tcp(db:3306)/main"`, `"user:password@tcp(localhost:3306)/db"`, `"${USER}:${PASS}@tcp(db)/main"`},
		},
		{
			Rule: "oracle-jdbc-password", About: "password in an Oracle JDBC URL", Validator: "the form of the URL, no placeholder", Type: rule.Secret, Score: 0.95,
			Literals: []string{"jdbc:oracle:"},
			Pattern:  `jdbc:oracle:[a-z0-9]{1,8}:[A-Za-z0-9_$#.-]{1,64}/([^@\s"'/]{1,64})@`,
			Check:    notPlaceholder,
			Match:    []string{"jdbc:oracle:thin:scott/«t1ger»@//db:1521/orcl"},
			NoMatch:  []string{"jdbc:oracle:thin:@//db:1521/orcl", "jdbc:oracle:thin:user/password@db"},
		},
	}
}

const (
	maxScheme    = 24
	maxAuthority = 512

	// authorityReach is what urlPassword reads: to a slash, a quote or white space.
	authorityReach = `/[^\s"'\x60/]{1,512}`
)

func findServicePassword(text string, at, _ int) (int, int, float64) {
	if webScheme(schemeBefore(text, at)) {
		return 0, 0, 0
	}
	return urlPassword(text, at, 0.95)
}

func findWebPassword(text string, at, _ int) (int, int, float64) {
	if !webScheme(schemeBefore(text, at)) {
		return 0, 0, 0
	}
	return urlPassword(text, at, 0.9)
}

// schemeBefore returns the scheme (RFC 3986, 3.1) that ends at end.
func schemeBefore(text string, end int) string {
	start := end
	for start > 0 && end-start < maxScheme {
		if c := text[start-1]; !rule.IsAlnum(c) && c != '+' && c != '-' && c != '.' {
			break
		}
		start--
	}
	return text[start:end]
}

func webScheme(scheme string) bool {
	switch strings.ToLower(scheme) {
	case "http", "https", "ftp", "ftps", "ws", "wss", "git", "git+https", "git+http", "svn", "dav", "davs":
		return true
	}
	return false
}

// urlPassword finds the password in the authority after "://" at at. An
// unescaped @ in it is common, so that the last one ends it.
func urlPassword(text string, at int, score float64) (int, int, float64) {
	if at == 0 || !rule.IsAlnum(text[at-1]) {
		return 0, 0, 0
	}
	start := at + len("://")
	stop := min(len(text), start+maxAuthority)
	colon, last := -1, -1
scan:
	for i := start; i < stop; i++ {
		switch c := text[i]; c {
		case ':':
			if colon < 0 {
				colon = i
			}
		case '@':
			last = i
		case '/', '?', '#', '"', '\'', '`', '<', '\\', '|':
			if last >= 0 || c == '"' || c == '\'' || c == '`' || c == '/' {
				break scan
			}
		default:
			if rule.IsSpace(c) {
				break scan
			}
		}
	}
	if colon < 0 || last <= colon+1 || rule.Placeholder(strings.Trim(text[colon+1:last], "[]")) && !weakPassword(text[colon+1:last]) {
		return 0, 0, 0
	}
	return colon + 1, last, score
}

// weakPassword says whether a value that documents use for a password is one that
// people choose as well: where a user, a host and a form stand around it, it counts.
func weakPassword(s string) bool {
	return oneOf(s, "secret", "mypassword", "my_password", "foobar", "changeit")
}

// findDSNPassword reads backwards from the @ of Go's MySQL driver, whose
// names are user:password@protocol(address)/database.
func findDSNPassword(text string, at, _ int) (int, int, float64) {
	start := at
	for start > 0 && at-start < 256 && !rule.IsSpace(text[start-1]) && !strings.ContainsRune("\"'`=", rune(text[start-1])) {
		start--
	}
	colon := strings.IndexByte(text[start:at], ':')
	if colon < 1 || colon == at-start-1 || rule.Placeholder(text[start+colon+1:at]) {
		return 0, 0, 0
	}
	return start + colon + 1, at, 0.9
}

var dsnStops = rule.Bytes(" \t\n\v\f\r\"'`=")

// backDSN returns what follows the first colon of the word before at.
func backDSN(text string, at int) int {
	start := at
	for start > 0 && at-start < 264 && !dsnStops.Has(text[start-1]) {
		start--
	}
	if colon := strings.IndexByte(text[start:at], ':'); colon >= 0 {
		return start + colon + 1
	}
	return at
}

// notPlaceholder keeps the detector's usual score for anything else.
func notPlaceholder(text string, m rule.Match) float64 {
	if rule.Placeholder(text[m.From:m.To]) {
		return 0
	}
	return 0.9
}
