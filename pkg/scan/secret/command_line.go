package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// commandLines are passwords that are arguments of well-known tools, whose short
// flags say nothing by themselves.
func commandLines() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "psexec-password", Type: rule.Secret, Score: 0.85, Fold: true, About: "password given to PsExec, the tool of Sysinternals", Validator: "the tool's name, a user, no variable",
			Literals: []string{"psexec"},
			Pattern:  `[pP][sS][eE][xX][eE][cC](?:64)?(?:\.[eE][xX][eE])?[^\n]{1,160}?[ \t]-u[ \t]{1,4}[^\s"']{1,64}[ \t]{1,4}-p[ \t]{1,4}["']?([^\s"']{3,128})`,
			Check:    commandPassword, Revision: 1,
			Match:   []string{`PsExec.exe \\db01 -u ACME\jo -p «hunter» cmd /c dir`, `psexec64 -accepteula \\db01 -u jo -p "«Tr0ub4dor»" whoami`},
			NoMatch: []string{`psexec \\db01 -u jo -p $Password cmd`, `psexec \\db01 -u jo -p %PASS% cmd`, `psexec -u jo -p PASSWORD cmd`, `psexec \\db01 cmd`},
		},
		{
			Rule: "sshpass-password", Type: rule.Secret, Score: 0.85, About: "password given to sshpass", Validator: "the tool's name, no variable",
			Literals: []string{"sshpass"},
			Pattern:  `sshpass[ \t]{1,4}-p[ \t]{0,4}["']?([^\s"']{3,128})`,
			Check:    commandPassword, Revision: 1,
			Match:   []string{"sshpass -p «hunter2» ssh jo@db01", "sshpass -p '«S3cret!»' scp a b:"},
			NoMatch: []string{"sshpass -p $PASS ssh db01", "sshpass -p <password> ssh db01", "sshpass -f file ssh db01", "apt install sshpass -y"},
		},
		{
			Rule: "powershell-secure-string", Type: rule.Secret, Score: 0.9, Fold: true, About: "password in plain text that PowerShell makes a SecureString of (ConvertTo-SecureString -AsPlainText)", Validator: "no variable",
			Literals: []string{"convertto-securestring"},
			Pattern:  rule.CI("convertto-securestring") + `[ \t]{1,4}(?:-[sS]tring[ \t]{1,4}|-[aA]s[pP]lain[tT]ext[ \t]{1,4}|-[fF]orce[ \t]{1,4}){0,3}["']([^"'\n$]{4,256})["']`,
			Check:    commandPassword, Revision: 1,
			Match:   []string{`ConvertTo-SecureString "«hunter2Ab»" -AsPlainText -Force`, `$p = ConvertTo-SecureString -String "«Tr0ub4dor»" -AsPlainText -Force`},
			NoMatch: []string{`ConvertTo-SecureString $password -AsPlainText -Force`, `ConvertTo-SecureString "<password>" -AsPlainText`, `ConvertTo-SecureString "$env:PASS" -AsPlainText`, "see ConvertTo-SecureString for more"},
		},
	}
}

// commandPassword keeps what is no variable and stands for no password.
func commandPassword(text string, m rule.Match) float64 {
	s := text[m.From:m.To]
	if rule.Placeholder(strings.Trim(s, `"'`)) || s[0] == '-' || s[0] == '$' || s[0] == '%' || s[0] == '<' {
		return 0
	}
	return 0.85
}
