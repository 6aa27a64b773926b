package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

func connectionStrings() []rule.Detector {
	return []rule.Detector{
		{
			// Password=…; among the other fields of a connection string, of
			// ODBC, ADO.NET, JDBC and libpq. Any value counts there.
			Rule: "connection-string-password", About: "password in a connection string", Validator: "the string's other parts, no placeholder", Type: rule.Secret, Score: 0.9, Fold: true,
			Literals: []string{"password", "pwd"}, Find: findFieldPassword, Revision: 2,
			Hold: rule.Hold{Reach: `[dD][ \t]{0,16}=[ \t]{0,24}[^\s;&"'\x60<>)]{1,256}`, After: 101},
			Match: []string{
				"Server=db;Port=5432;User Id=app;Password=«letmein»;Database=main;",
				"Data Source=10.1.2.3,1433;Initial Catalog=m;User ID=sa;Pwd=«Sup3rSecret»",
				"host=db port=5432 user=app password=«hunter» dbname=main",
				"jdbc:mysql://db/main?user=app&password=«letmein»&useSSL=true",
				"DRIVER={SQL Server};SERVER=s;UID=u;PWD=«abc»", "Server=db;User Id=app;Password=«secret»;Database=main",
			},
			NoMatch: []string{
				"Server=db;User Id=app;Password=${PASSWORD};", "the password=field of a form", "connect(host=None, key_password=None, database=x)", "User Id=app;Password=;Database=x",
				"server=s;uid=u;pwd=#{datastore['DBPASSWORD']}", "Server=db;Password=<password>;",
			},
		},
		{
			Rule: "netrc-password", About: "password in a netrc file", Validator: "login before it, no placeholder", Type: rule.Secret, Score: 0.9, Fold: true,
			Literals: []string{"login"},
			Pattern:  `[lL][oO][gG][iI][nN]\s{1,8}[^\s]{1,64}\s{1,8}[pP][aA][sS][sS][wW][oO][rR][dD]\s{1,8}([^\s"'\x60]{1,128})`,
			Left:     rule.Bytes("A-Za-z0-9_"),
			Check:    checkNetrc,
			Match:    []string{"machine api.example.com login jo password «ex4mple01»", "machine h\n  login jo\n  password «ex4mple»\n"},
			NoMatch:  []string{"login with password please", "the login form password field", "machine x login y password $PASS"},
		},
		{
			Rule: "curl-user-password", About: "password on curl's command line", Validator: "curl before it, no placeholder", Type: rule.Secret, Score: 0.85,
			Literals: []string{"-u", "--user"},
			Pattern:  `(?:-u|--user)[ =]?["']?[A-Za-z0-9_.@+-]{1,64}:([^\s"'\x60:]{3,128})`,
			Left:     rule.Bytes("A-Za-z0-9_-"),
			Check:    checkCurl,
			Match:    []string{"curl -u admin:«s3cr3t» https://example.com", "curl --user 'ops:«T0p!»' https://example.com", "curl -s -uadmin:«s3cr3t» x"},
			NoMatch:  []string{"docker run -u app:staff image", "curl -u user:password https://example.com", "curl -u $USER:$PASS x"},
		},
	}
}

// findFieldPassword wants a field before or after that only a connection
// string has. The value ends at ; & or white space, or at the closing quote.
func findFieldPassword(text string, at, end int) (int, int, float64) {
	for end < len(text) && rule.IsBlank(text[end]) && end < at+16 {
		end++
	}
	if end >= len(text) || text[end] != '=' {
		return 0, 0, 0
	}
	end++
	for end < len(text) && rule.IsBlank(text[end]) && end < at+24 {
		end++
	}
	stop := end
	for stop < len(text) && stop-end < 256 && !rule.IsSpace(text[stop]) && !strings.ContainsRune(";&\"'`<>)", rune(text[stop])) {
		stop++
	}
	for stop > end && strings.IndexByte(",:", text[stop-1]) >= 0 {
		stop--
	}
	if stop == end || rule.Placeholder(text[end:stop]) && !weakPassword(text[end:stop]) || rule.Expression(text[end:stop]) || strings.ContainsAny(text[end:stop], "#{}[](") {
		return 0, 0, 0
	}
	if !rule.Near(text, at, stop, 200, 100, "server=", "server =", "data source=", "datasource=", "host=", "hostname=", "uid=", "user id=", "userid=", "initial catalog=", "jdbc:", "dbname=", "database=", "driver={") {
		return 0, 0, 0
	}
	return end, stop, 0.9
}

// checkNetrc wants the word machine (or default) of the file before it, and
// no sentence.
func checkNetrc(text string, m rule.Match) float64 {
	if rule.Placeholder(text[m.From:m.To]) || !rule.Near(text, m.Start, m.Start, 160, 0, "machine ", "machine\t", "default ", "default\n") {
		return 0
	}
	return 0.9
}

func checkCurl(text string, m rule.Match) float64 {
	if rule.Placeholder(text[m.From:m.To]) || !rule.Near(text, m.Start, m.Start, 256, 0, "curl", "wget", "http ") {
		return 0
	}
	return 0.85
}
