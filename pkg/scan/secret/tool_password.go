package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// toolPasswords are passwords among the arguments of tools whose flags for them
// have one letter, and in their settings.
func toolPasswords() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "tool-password", Type: rule.Secret, Score: 0.8, About: "password given to a database's or a registry's tool by a flag of one letter", Validator: "the tool's name, its flag, no variable",
			Literals: []string{"sqlcmd", "bcp ", "redis-cli", "ldapsearch", "ldapmodify", "ldapadd", "mongo ", "mongosh ", "mongodump", "docker login", "podman login", "helm registry login", "az login", "az acr login", "oc login", "influx ", "cqlsh "},
			Pattern: `(?:(?:sqlcmd|bcp )[\t -:<-{}~À-ɏ]{0,160}?[ \t]-P[ \t]{0,2}|redis-cli[\t -:<-{}~À-ɏ]{0,120}?[ \t]-a[ \t]{1,2}|ldap(?:search|modify|add)[\t -:<-{}~À-ɏ]{0,160}?[ \t]-w[ \t]{1,2}` +
				`|(?:mongo|mongosh|mongodump|docker login|podman login|helm registry login|az login|az acr login|oc login|influx|cqlsh)[\t -:<-{}~À-ɏ]{0,160}?[ \t]-p[ \t=]{1,2})["']?([!#-&(-~À-ɏ]{4,128})`,
			Check: chosenScore(0.8), Revision: 1,
			Match: []string{
				"sqlcmd -S db -U sa -P «S3cret!9» -Q x", "redis-cli -h cache -a «s3cr3t9X» ping", "ldapsearch -D cn=a -w «S3cret!9»", "docker login -u jo -p «S3cret!9» r.example.com",
				"az login -u jo -p '«S3cret!9»'", "mongo -u jo -p «s3cr3t9X»",
			},
			NoMatch: []string{"docker login -u jo -p $PASS1", "redis-cli -p 6379", "sqlcmd -P <password1>", "docker login --password-stdin", "mongo -p", "mongo db1 -u jo -p 27017"},
		},
		{
			Rule: "mysql-flag-password", Type: rule.Secret, Score: 0.8, About: "password joined to the flag -p of MySQL's tools", Validator: "the tool's name, no variable",
			Literals: []string{"mysql ", "mysqldump ", "mysqladmin ", "mariadb "},
			Pattern:  `(?:mysql|mysqldump|mysqladmin|mariadb)[ \t][\t -:<-{}~À-ɏ]{0,160}?-p["']?([!#-&(-~À-ɏ]{4,128})`,
			Check:    checkMySQLFlag, Revision: 1,
			Match:   []string{"mysql -u root -p«s3cr3t9» db", "mysqldump -h db -uroot -p'«Tr0ub4dor&3»' main > x"},
			NoMatch: []string{"mysql -u root -p db", "mysql -u root -p$PASS1", "mysql -P 3306", "apt install mysql -php8.1", "mysql --protocol=tcp1", "mysql -port=3306"},
		},
		{
			Rule: "redis-setting-password", Type: rule.Secret, Score: 0.85, About: "password in Redis' configuration", Validator: "no placeholder",
			Literals: []string{"requirepass ", "masterauth "},
			Pattern:  `(?:requirepass|masterauth)[ \t]{1,4}["']?([!#-&(-~À-ɏ]{6,256})`,
			Check:    chosenScore(0.85), Revision: 1,
			Match:   []string{"requirepass «s3cr3t9X»", "masterauth \"«Tr0ub4dor&3»\""},
			NoMatch: []string{"# requirepass foobared", "requirepass ${REDIS_PASS1}", "the requirepass directive sets"},
		},
		{
			Rule: "chpasswd-password", Type: rule.Secret, Score: 0.85, About: "password that is piped into chpasswd, sudo or passwd", Validator: "no variable",
			Literals: []string{"echo "},
			Pattern:  `echo[ \t](?:-[en][ \t])?["']?(?:[a-z_][a-z0-9_-]{0,31}:)?([!#-&(-9;-{}~À-ɏ]{4,128})["']?[ \t]?\|[ \t]?(?:sudo[ \t])?(?:chpasswd|passwd[ \t]--stdin|sudo[ \t]-S|docker login[\t -~À-ɏ]{0,80}--password-stdin)`,
			Check:    chosenScore(0.85), Revision: 1,
			Match:   []string{`echo "jo:«S3cret!9»" | chpasswd`, "echo «S3cret!9» | sudo -S ls", "echo '«dckr1Ab!x»' | docker login -u jo --password-stdin"},
			NoMatch: []string{`echo "$USER1:$PASS1" | chpasswd`, "echo password | sudo -S ls", "echo hello1 | cat"},
		},
		{
			Rule: "net-use-password", Type: rule.Secret, Score: 0.8, Fold: true, About: "password given to net use or to net user", Validator: "a user's name, a digit or a mark",
			Literals: []string{"net use ", "net user "},
			Pattern:  `[nN][eE][tT] [uU][sS][eE](?:[\t -~À-ɏ]{1,120}/[uU][sS][eE][rR]:[!-~À-ɏ]{1,64}[ \t]{1,3}|[rR] [!-.0-~À-ɏ]{1,64} )["']?([!#-&()+-.0-~À-ɏ][!#-&(-~À-ɏ]{5,127})`,
			Check:    strongScore(0.8), Revision: 1,
			Match:   []string{`net use \\h\s /user:jo «S3cret!9»`, `net user jo «Tr0ub4dor&3» /add`},
			NoMatch: []string{`net use \\h\s /user:jo *`, "net user jo /delete", "the net use of force1"},
		},
		{
			Rule: "pgpass-password", Type: rule.Secret, Score: 0.85, About: "password in a .pgpass file", Validator: "five fields, no placeholder",
			Literals: []string{":5432:", ":5433:", ":6432:"},
			Pattern:  `:(?:5432|5433|6432):[A-Za-z0-9_.*-]{1,64}:[A-Za-z0-9_.-]{1,64}:([!#-&(-9;-~À-ɏ]{4,128})`,
			Check:    notPlaceholder, Revision: 1,
			Match:   []string{"db.example.com:5432:main:app:«s3cr3tPw9»", "*:5432:*:jo:«tigers»"},
			NoMatch: []string{"db:5432:main:app:", "localhost:5432/main", ":5432:main:app:password", ":5432:5432"},
		},
	}
}

// checkMySQLFlag wants -p to be a flag of its own, and what follows it a digit or
// a mark, as the name of a database may stand there too.
func checkMySQLFlag(text string, m rule.Match) float64 {
	s := text[m.From:m.To]
	flag := strings.LastIndex(text[m.Start:m.From], "-p")
	if flag < 1 || !rule.IsBlank(text[m.Start+flag-1]) || strings.HasPrefix(s, "ort") || strings.HasPrefix(s, "hp") || strings.Contains(s, "=") {
		return 0
	}
	return chosenScore(0.8)(text, m)
}
