package secret

import "sluice/pkg/scan/rule"

// sqlPasswords are passwords in statements that make or change a user.
func sqlPasswords() []rule.Detector {
	return []rule.Detector{{
		Rule: "sql-user-password", Type: rule.Secret, Score: 0.85, Fold: true, About: "password of a user in SQL: IDENTIFIED BY, WITH PASSWORD, PASSWORD =", Validator: "quotes, no placeholder",
		Literals: []string{"identified by", "with password", "encrypted password", "set password", "identified with"},
		Pattern: `(?:[iI][dD][eE][nN][tT][iI][fF][iI][eE][dD][ \t]{1,4}(?:[wW][iI][tT][hH][ \t]{1,4}[A-Za-z0-9_']{1,40}[ \t]{1,4})?(?:[bB][yY]|[aA][sS])(?:[ \t]{1,4}[pP][aA][sS][sS][wW][oO][rR][dD])?|` +
			`(?:[wW][iI][tT][hH]|[eE][nN][cC][rR][yY][pP][tT][eE][dD]|[sS][eE][tT])[ \t]{1,4}[pP][aA][sS][sS][wW][oO][rR][dD](?:[ \t]{1,4}[fF][oO][rR][ \t]{1,4}[!-<>-~À-ɏ]{1,80})?(?:[ \t]{0,4}=[ \t]{0,4}(?:[pP][aA][sS][sS][wW][oO][rR][dD]\()?)?)[ \t]{0,4}N?["']([\t !#-&(-~À-ɏ]{4,128})["']`,
		Check: notPlaceholder, Revision: 1,
		Match: []string{
			"CREATE USER 'jo'@'%' IDENTIFIED BY '«s3cr3t9»'", "ALTER USER jo WITH PASSWORD '«tigers»'", "create login jo with password = N'«S3cret!9»';",
			"ALTER USER 'root'@'localhost' IDENTIFIED WITH mysql_native_password BY '«tigers9»'", "SET PASSWORD FOR 'jo'@'%' = PASSWORD('«tigers9»')",
		},
		NoMatch: []string{"IDENTIFIED BY '<password>'", "identified by the name", "WITH PASSWORD '${PASS}'", "with password protection", "IDENTIFIED BY 'password'"},
	}}
}
