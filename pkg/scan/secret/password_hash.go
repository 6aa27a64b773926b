package secret

import "sluice/pkg/scan/rule"

// passwordHashes are what crypt(3) and its heirs write into a file of users: the
// method and the salt tell it, and it is guessed at offline.
func passwordHashes() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "crypt-password-hash", Type: rule.Secret, Score: 0.9, About: "password hash of crypt(3): MD5, Apache, SHA-256, SHA-512, yescrypt, scrypt, Cisco types 8 and 9", Validator: "method, salt and length, entropy",
			Literals: []string{"$1$", "$apr1$", "$5$", "$6$", "$8$", "$9$", "$y$", "$7$"},
			Pattern: `\$(?:(?:1|apr1)\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|5\$(?:rounds=[0-9]{1,9}\$)?[^$:\s]{1,16}\$[./A-Za-z0-9]{43}|6\$(?:rounds=[0-9]{1,9}\$)?[^$:\s]{1,16}\$[./A-Za-z0-9]{86}` +
				`|[89]\$[./A-Za-z0-9]{14}\$[./A-Za-z0-9]{43}|y\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43}|7\$[./A-Za-z0-9]{11,97}\$[./A-Za-z0-9]{43})`,
			Left: rule.Bytes("A-Za-z0-9$"), Right: rule.Bytes("A-Za-z0-9./$"), Check: rule.Random(3, 3.5, 0.9), Revision: 1,
			Match: []string{
				"root:«$6$ex4mpleS$0a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ.a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ/a1B2c3D4e5F»:19000:0:99999:7:::",
				"«$1$ex4mpleS$0a1B2c3D4e5F6g7H8i9J0k»", "enable secret 8 «$8$0a1B2c3D4e5F6g$0a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ.a1B2c»",
			},
			NoMatch: []string{"echo $1$2", "awk '{print $5$6}'", "$6$salt$short", "$1$xxxxxxxx$xxxxxxxxxxxxxxxxxxxxxx", "$5$rounds=5000$salt$hash"},
		},
		{
			Rule: "bcrypt-password-hash", Type: rule.Secret, Score: 0.9, About: "password hash of bcrypt", Validator: "method, cost and length, entropy",
			Literals: []string{"$2a$", "$2b$", "$2x$", "$2y$"},
			Pattern:  `\$2[abxy]\$[0-3][0-9]\$[./A-Za-z0-9]{53}`,
			Left:     rule.Bytes("A-Za-z0-9$"), Right: rule.Bytes("A-Za-z0-9/$"), Check: rule.Random(7, 4, 0.9), Revision: 1,
			Match:   []string{`{"hash": "«$2b$12$0a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ.a1B2c3D4e5F6g7H»"}`, "jo:«$2y$05$ex4mple.1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ.a1B2c3D4e»"},
			NoMatch: []string{"$2a$10$", "$2b$12$tooshort", "$2y$10$......................xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "cost $2a$ or $2b$"},
		},
		{
			Rule: "phc-password-hash", Type: rule.Secret, Score: 0.9, About: "password hash of Argon2, PBKDF2 or scrypt in the PHC string format, or as Django writes it", Validator: "method and length, entropy",
			Literals: []string{"$argon2", "$pbkdf2", "$scrypt$", "pbkdf2_sha"},
			Pattern:  `(?:\$argon2(?:id|i|d)\$(?:v=[0-9]{1,4}\$)?m=[0-9]{1,9},t=[0-9]{1,6},p=[0-9]{1,4}|\$pbkdf2(?:-sha[0-9]{1,3})?\$[0-9a-z=,]{1,24}|\$scrypt\$[a-z0-9=,]{4,32})\$[A-Za-z0-9+/.]{8,128}\$[A-Za-z0-9+/.]{20,172}|pbkdf2_sha(?:256|1|512)\$[0-9]{3,9}\$[A-Za-z0-9]{8,64}\$[A-Za-z0-9+/]{27,88}={0,2}`,
			Right:    rule.Bytes("A-Za-z0-9+/"), Check: rule.Random(8, 3.5, 0.9), Revision: 1,
			Match: []string{
				"«$argon2id$v=19$m=65536,t=3,p=4$ZXhhbXBsZXNhbHQ$0a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ1234567»",
				"password = '«pbkdf2_sha256$600000$ex4mpleS4lt00$0a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ123456=»'",
			},
			NoMatch: []string{"$argon2id$v=19$m=65536,t=3,p=4$", "pbkdf2_sha256", "$scrypt$ln=16,r=8,p=1$salt$", "$pbkdf2-sha256$29000$"},
		},
	}
}
