package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

func keyValues() []rule.Detector {
	return []rule.Detector{
		{
			// A password that has a name. People choose passwords, so that
			// entropy says little: a digit or a mark among letters is asked.
			Rule: "password-assignment", About: "value that is assigned to a password's name", Validator: "a word filter, strength of the value", Type: rule.Secret, Score: 0.7, Fold: true,
			Literals: []string{"password", "passwd", "passphrase", "passcode", "pwd", "_pass", "pw:", "pw=", "pw =", "pass=", "pass:", "pass =", `pass"`, "pass'", "contraseña", "passwort", "kennwort", "mot de passe"},
			Find:     findPassword, Revision: 2, Hold: rule.Hold{Reach: rule.ValueReach},
			Match: []string{
				"password: «hunter2»", `{"password":"«Tr0ub4dor&3»"}`, "DB_PASSWORD='«s3cr3t!x»'", "my password is «hunter2», please",
				`password: str = "«Abc12345»"`, `{\"passwd\": \"«Pa55word!»\"}`, "mysql --password «S3cretValue» -h db", "<password>«hunter22»</password>",
				"Password=«Tr0ub4dor&3».", "export DB_PASS=«abc123XYZ»", "pass=«hunter22»", "mot de passe : «Sésame123»", "PASS = '«`ex4mpleQW»'", `{"pass":"«abc123XYZ»"}`, "root_password := \"«corr3ct-horse»\"",
				"APP_DB_PASSWORD=«whiteduke»\n", "  DB_PASSWORD: «whiteduke»\n", "DB_PASS=«MyDogRex»", `$password = "«whiteduke»";`, "user = jo\npassword = «white_duke»\n", `define('DB_PASSWORD', '«hunter22»');`,
			},
			NoMatch: []string{
				"password: required", "password = os.environ['PASSWORD1']", "password=config.db.password2", `"password": "string"`,
				"The password must be 8 characters", "password: ${PASSWORD}", "password = getPassword1()", "password: <your-password-1>",
				"password: ********", "password_hash = 1a2b3c4d5e", "password is base64-encoded", "passwordless: login2",
				"password: /run/secrets/db1", "password_min_length: 12chars", "password = \"enter your password\"", "def login(user, password):", "bypass: route66x", "socks5h://<username>:<password>@proxy-host1", "--- PASS: TestGoList/GOPATH (0.03s)", "compass=north5",
				"DB_PASSWORD=\nMAIL_FROM=noreply@example.com", `{"env": "DB_PASSWORD=\nMAIL_FROM=noreply@example.com"}`, `server->password = "busybox@";`,
				"POSTGRES_PASSWORD=postgres", "LBL_PASSWORD: Kennwort", "LBL_PASSWORD=Kennwort", "  DB_PASSWORD: string", `"password": "whiteduke"`, `password = "password"`, "user = form.user\npassword = form_password", `t("password", "Passwort1 vergessen")`, "password = whiteduke", `password == "whiteduke"`, "using llvm::Pass::doInitialization2;", `MovedAttribute("HTTPPasswordMgr", "urllib2")`, ":type passphrase: :py:data:`bytes2`",
			},
		},
		{
			// A token or key that has a name: long and random.
			Rule: "secret-assignment", About: "value that is assigned to a secret's, key's or token's name", Validator: "a word filter, entropy", Type: rule.Secret, Score: 0.7, Fold: true,
			Literals: []string{
				"secret", "token", "apikey", "api_key", "api-key", "api key", "api.key", "accesskey", "access_key", "access-key", "auth_key", "authkey", "auth-key",
				"private_key", "privatekey", "private-key", "encryption_key", "encryption-key", "encryptionkey", "signing_key", "signing-key", "signingkey",
				"master_key", "masterkey", "account_key", "accountkey", "app_key", "appkey", "credential", "license_key", "webhook_key", "service_key", "_key", "_pat", "_auth", "key_",
			},
			Find: findNamedSecret, Revision: 4, Hold: rule.Hold{Reach: rule.ValueReach},
			Match: []string{
				"api_key=«a1B2c3D4e5F6g7H8»", `"client_secret": "«ex4-mpleEXAMPLE0Ab9ZgQ606exA»"`, "SECRET_KEY_BASE=«0123456789abcdef0123456789abcdef»",
				"X-Api-Key: «f81d4fae-7dec-11d0-a765-00a0c91e6bf6»", "--token «0a1b2c3d4e5f6a7b8c9d»", "auth_token => '«s9Kd83jfLs92kdQp»'",
				"https://api.example.com/v1?api_key=«0a1b2c3d4e5f6a7b»&q=1", "my api key is «0a1b2c3d4e5f6a7b8c»", `buildConfigField 'String', 'API_KEY', '"«951bc382db9cfee29c68634761dd6e19»"'`, "azure_openai_key=«1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d»",
				"ACME_PAT=«Xk3vT9qLw2Zr8Bn5Yc1Pd7»", "ACME_API_KEY=«GeoZDMENcKHVmDGA»",
			},
			NoMatch: []string{
				"token: str", "max_tokens: 4096", "tokenizer = cl100k_base_v2_0001", "secret = secretsmanager.get_value1(id)", "api_key = YOUR_API_KEY_1234567",
				"token = tokens[0123456789]", "secret_name: my-app-secret-2024-v2", "the secret: to bake bread you need 3 things", "next_page_token: abcdef0123456789",
				"token_type: bearer0123456789a", "api_key: ${API_KEY}", "secret: my-app-secret-v2", "api_key = settings.API_KEY_2024_X1", "token_count: 12345abcdef67890", "private_key = ed25519.PrivateKey2551",
			},
		},
	}
}

func findPassword(text string, at, end int) (int, int, float64) {
	if !rule.IsAlnum(text[end-1]) && rule.IsLower(text[at]) && at > 0 && rule.IsLetter(text[at-1]) {
		return 0, 0, 0 // bypass: compass=
	}
	v, ok := rule.ValueOf(text, at, end)
	if !ok {
		return 0, 0, 0
	}
	s := text[v.Start:v.End]
	if len(s) < 6 || len(s) > 256 || s[0] == ':' || v.Argument && (rule.IsAlnum(text[end]) || text[end] == '_') {
		return 0, 0, 0
	}
	k := rule.KindsOf(s)
	if k.Digit+k.Other == 0 && !rule.Placeholder(s) && lettersPassword(text, at, v) {
		return v.Start, v.End, 0.5
	}
	if v.Argument && k.Digit == 0 || !v.Quoted && k.Digit == 0 && s[0] == '!' {
		return 0, 0, 0
	}
	if k.Letters() == 0 || k.Digit+k.Other == 0 || rule.Placeholder(s) || k.Other == 1 && k.Digit == 0 && s[len(s)-1] == '@' { // busybox@, of an anonymous FTP client
		return 0, 0, 0
	}
	if rule.Expression(s) && (!v.Quoted || strings.Contains(s, "://") || s[0] == '/') {
		return 0, 0, 0
	}
	if !v.Quoted && k.Digit == 0 && (k.Other < 1 || strings.ContainsAny(s, "(){}[]|/") || rule.IsLetter(s[0]) && k.Other == 1 && strings.ContainsAny(s[len(s)-1:], "!?*")) {
		return 0, 0, 0
	}
	if rule.Worded(s) && (v.Prose || k.Digit <= 1 && k.Mark > 1) || v.Prose && (k.Digit == 0 || encodingName(s)) {
		return 0, 0, 0
	}
	return v.Start, v.End, 0.7
}

func findNamedSecret(text string, at, end int) (int, int, float64) {
	if rule.NamesNoSecret(text, at) || end-at == len("_key") && rule.NamesNoSecret(text, at+1) {
		return 0, 0, 0
	}
	v, ok := rule.ValueOf(text, at, end)
	if !ok {
		return 0, 0, 0
	}
	s := text[v.Start:v.End]
	least := 12
	weakName := end-at == len("_key") || text[at] == '_'
	if weakName {
		least = 32 // cache_key, sort_key, ado_pat
		if last := text[end-1]; last == 'T' || last == 'H' {
			least = 16 // ACME_PAT, ACME_AUTH
		}
	}
	if len(s) < least || len(s) >= rule.MaxValue {
		return 0, 0, 0
	}
	if body := head(s); !rule.Drawn(body) && (weakName || !v.Quoted || !rule.Keylike(body)) || v.Argument && rule.KindsOf(s).Digit < 3 {
		return 0, 0, 0
	}
	if !v.Quoted && rule.Expression(s) || strings.Contains(s, "://") || strings.ContainsAny(s, "()[]{}<>") {
		return 0, 0, 0
	}
	return v.Start, v.End, 0.7
}

// encodingName tells "the password is sha256-hashed" from a password.
func encodingName(s string) bool {
	for _, p := range []string{"base64", "base32", "sha", "md5", "utf", "aes", "rsa", "bcrypt", "scrypt", "argon", "oauth", "x509", "pbkdf", "ascii", "hmac"} {
		if rule.HasPrefixFold(s, 0, p) {
			return true
		}
	}
	return false
}
