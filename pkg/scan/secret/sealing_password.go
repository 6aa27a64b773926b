package secret

import "sluice/pkg/scan/rule"

// sealingPasswords are passwords among the arguments of tools that pack, encrypt or
// connect, and values that a container's file gives to a name.
func sealingPasswords() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "archive-password", Type: rule.Secret, Score: 0.75, About: "password given to a tool that packs or encrypts: zip, 7z, rar, openssl, htpasswd", Validator: "the tool's name, its flag, a digit or a mark",
			Literals: []string{"zip ", "unzip ", "unrar ", "7z ", "7za ", "rar ", "openssl ", "htpasswd "},
			Pattern: `(?:(?:un)?zip [\t -:<-{}~]{0,80}?-P[ \t]{1,2}|(?:7za?|(?:un)?rar) [\t -:<-{}~]{0,80}?-h?p|openssl [\t -:<-{}~]{0,160}?[ \t](?:-k|-pass|-passin|-passout)[ \t](?:pass:)?|htpasswd [\t -:<-{}~]{0,24}?-[a-zA-Z]{0,4}b[a-zA-Z]{0,4}[ \t][\t -:<-{}~]{1,120}?[ \t][A-Za-z0-9_.@-]{1,64}[ \t]{1,2})` +
				`["']?([!#-&(-9;-~]{6,128})`,
			Left: wordBytes, Check: strongOrMixed, Revision: 1,
			Match:   []string{"zip -r -P «s3cr3t9X» a.zip dir", "unzip -P «Tr0ub4dor&3» a.zip", "7z x -p«s3cr3t9X» a.7z", "openssl enc -aes-256-cbc -k «s3cr3t9X» -in a", "htpasswd -b .htpasswd jo «s3cr3t9X»"},
			NoMatch: []string{"zip -P $PASS1 a.zip", "7z x archive-p1.7z", "openssl genrsa -out key2048.pem 2048", "openssl enc -k <password1>", "gzip -9 file1", "unzip -p a.zip file1"},
		},
		{
			Rule: "remote-desktop-password", Type: rule.Secret, Score: 0.8, About: "password given to a client of remote desktops or of shared folders", Validator: "the tool's name, its flag, no variable",
			Literals: []string{"freerdp", "rdesktop ", "smbclient ", "smbmap ", "crackmapexec ", "evil-winrm ", "mount.cifs ", "mount -t cifs "},
			Pattern: `(?:freerdp[\t -:<-{}~]{0,160}?[ \t]/p:|rdesktop [\t -:<-{}~]{0,120}?-p[ \t]|smbclient [\t -:<-{}~]{0,120}?-U[ \t]["']?[A-Za-z0-9_.\\/-]{1,64}%|(?:smbmap|crackmapexec|evil-winrm) [\t -:<-{}~]{0,160}?[ \t]-p[ \t]|mount(?:\.| -t )cifs [\t -:<-{}~]{0,200}?[ ,]pass(?:word)?=)` +
				`["']?([!#-&(-+.-~]{5,128})`,
			Check: chosenScore(0.8), Revision: 1,
			Match:   []string{"xfreerdp /u:jo /p:«S3cret!9» /v:h", "rdesktop -u jo -p «s3cr3t9X» h", "smbclient //h/s -U jo%«S3cret!9»", "evil-winrm -i h -u jo -p '«S3cret!9»'", "mount -t cifs //h/s /mnt -o user=jo,password=«S3cret!9»"},
			NoMatch: []string{"xfreerdp /u:jo /p:$PASS1 /v:h", "rdesktop -p - h", "smbclient //h/s -U jo", "evil-winrm -i h -u jo", "mount -t cifs //h/s /mnt -o guest"},
		},
		{
			Rule: "container-file-password", Type: rule.Secret, Score: 0.7, About: "password that ENV or ARG of a container's file gives to a name, with a blank between", Validator: "a digit or a mark among letters, no variable",
			Literals: []string{"ENV ", "ARG ", "setenv "},
			Pattern:  `(?:ENV|ARG|setenv) [ \t]{0,2}[A-Za-z0-9_]{0,40}(?:PASSWORD|PASSWD|PASS|PWD|password|passwd)[ \t]{1,3}["']?([!#-&(-~]{6,128})`,
			Left:     wordBytes, Check: strongOrMixed, Revision: 1,
			Match:   []string{"ENV DB_PASSWORD «s3cr3t9X»", "setenv REDIS_PASS «Tr0ub4dor&3»"},
			NoMatch: []string{"ENV DB_PASSWORD $PASS1", "ENV DB_PASSWORD", "ARG PASSWORD password", "ENV PASSWORD_FILE /run/secrets/db1"},
		},
		{
			Rule: "variable-default-password", Type: rule.Secret, Score: 0.7, About: "password that is the default of a variable in Terraform or in CloudFormation", Validator: "the variable's name, a digit or a mark among letters",
			Literals: []string{"variable \""},
			Pattern:  `variable "[A-Za-z0-9_-]{0,48}(?:password|passwd|secret|token|api_key|credential)[A-Za-z0-9_-]{0,16}" ?\{[\t\n\r -z|~]{0,300}?default[ \t]{0,12}= ?"([!#-~]{6,128})"`,
			Check:    strongOrMixed, Revision: 1,
			Match:   []string{"variable \"db_password\" {\n  type = string\n  default = \"«s3cr3t9X»\"\n}"},
			NoMatch: []string{"variable \"db_password\" {\n  type = string\n}", "variable \"password_length\" {\n  default = 16\n}", "variable \"db_password\" {\n  default = \"changeme\"\n}"},
		},
	}
}
