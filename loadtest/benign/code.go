package benign

import "fmt"

// code has placeholders where a real program would read a secret.
func code() []kind {
	return []kind{
		{"test-code", perKind, []string{email, url}, testCode},
		{"client-code", perKind, []string{url}, clientCode},
		{"shell", perKind, []string{url}, shell},
		{"sql", perKind, []string{email, date}, sql},
		{"schema", perKind, nil, apiSchema},
		{"regular-expressions", perKind, nil, regexps},
		{"constants", perKind, nil, constants},
		{"form", perKind, []string{email}, form},
	}
}

func (d *dice) placeholder() string {
	return d.pick("your-api-key", "YOUR_API_KEY", "<your-token>", "xxxxxxxxxxxxxxxx", "changeme", "REPLACE_ME", "${API_KEY}", "$TOKEN", "{{ api_key }}", "...", "test", "dummy-token",
		"not-a-real-key", "sk-xxxxxxxxxxxxxxxxxxxxxxxx", "<redacted>", "********", "example-secret", "insert-token-here", "foo", "fake_key_for_tests", "AKIAXXXXXXXXXXXXXXXX", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
}

func testCode(d *dice) string {
	return d.pick(
		"func Test"+d.title()+"(t *testing.T) {\n\tc := New"+d.title()+"(Config{APIKey: \""+d.placeholder()+"\", Secret: \""+d.placeholder()+"\"})\n\tif err := c."+d.title()+"(t.Context()); err != nil {\n\t\tt.Fatal(err)\n\t}\n}\n",
		"def test_"+d.word()+"(client):\n    r = client.post('/login', json={'email': '"+d.word()+"@example.com', 'password': '"+d.placeholder()+"'})\n    assert r.status_code == 401\n",
		"it('"+d.words(3, " ")+"', async () => {\n  const token = '"+d.placeholder()+"';\n  await request(app).get('/"+d.word()+"').set('Authorization', `Bearer ${token}`).expect(200);\n});\n",
		"@Test void "+d.word()+"() {\n  var user = new User(\""+d.word()+"\", \""+d.placeholder()+"\");\n  assertThat(user.getPassword()).isEqualTo(\""+d.placeholder()+"\");\n}\n",
	) + "\n" + d.pick("Why does this test fail?", "Add a case for an empty name.", "Convert it to a table-driven test.")
}

func clientCode(d *dice) string {
	return d.pick("How do I call this API?", "Review:", "Port this to Rust:") + "\n\n" + d.pick(
		"import os, requests\n\napi_key = os.environ[\""+d.word()+"_API_KEY\"]\nr = requests.get(\"https://api.example.com/"+d.word()+"\", headers={\"Authorization\": f\"Bearer {api_key}\"})\n",
		"const client = new "+d.title()+"Client({ apiKey: process.env."+d.from(capitals, 5)+"_KEY, secret: config.get('"+d.word()+".secret') });\n",
		"client = "+d.title()+"(api_key=\""+d.placeholder()+"\", token=get_token(), password=getpass())\n",
		"password := os.Getenv(\"DB_PASSWORD\")\nsecretKey, err := loadSecretKey(ctx, \""+d.word()+"/"+d.word()+"\")\nif err != nil { return err }\n",
		"var token = await _tokenProvider.GetAccessTokenAsync(new[] { \"https://"+d.word()+".example.com/.default\" });\n",
		"let secret: SecretString = config.secret.clone();\nlet auth_token = header.strip_prefix(\"Bearer \").unwrap_or_default();\n",
	)
}

func shell(d *dice) string {
	return d.asked(d.lines(d.between(2, 6), func(int) string {
		return d.pick(
			"curl -H \"Authorization: Bearer $TOKEN\" https://api.example.com/v1/"+d.word()+"/"+d.uuid(),
			"export "+d.from(capitals, 4)+"_API_KEY="+d.placeholder(), "PGPASSWORD=$(cat /run/secrets/db) psql -h localhost -U "+d.word()+" -c 'select 1'",
			"docker run -e POSTGRES_PASSWORD=postgres -p 5432:5432 postgres:1"+d.digits(1), "openssl rand -hex 32 > "+d.word()+".key", "gpg --recv-keys 0x"+d.hex(16),
			"mysql -u root -p"+d.pick("", " "+d.word()), "git checkout "+d.hex(40), "sha256sum -c <<< \""+d.hex(64)+"  "+d.word()+".tar.gz\"", "kubectl create secret generic "+d.word()+" --from-literal=password='<password>'",
			"aws configure set region eu-central-1", "ssh-keygen -t ed25519 -C "+d.word()+"@localhost", "find . -name '*."+d.word()+"' -mtime +"+d.digits(2)+" -exec rm {} +",
		)
	}), "What do these do?", "Is that safe to run?")
}

func sql(d *dice) string {
	return d.lines(d.between(3, 8), func(int) string {
		return d.pick(
			"SELECT u.id, u.email, count(*) FROM "+d.word()+" u JOIN "+d.word()+" t ON t.user_id = u.id WHERE t.created_at > '2024-0"+d.digits(1)+"-11' GROUP BY 1, 2;",
			"INSERT INTO "+d.word()+" (id, amount, sku, uuid) VALUES ("+d.digits(7)+", "+d.digits(4)+".50, '"+d.from(capitals, 3)+d.digits(5)+"', '"+d.uuid()+"');",
			"CREATE TABLE "+d.word()+" (id bigint PRIMARY KEY, password_hash text NOT NULL, api_token char(40), ssn varchar(11), card_number varchar(19));",
			"UPDATE users SET password = crypt(:password, gen_salt('bf')) WHERE email = :email;",
			"ALTER TABLE "+d.word()+" ADD COLUMN secret_key bytea DEFAULT '\\x"+d.hex(32)+"';", "-- "+d.words(6, " "),
		)
	}) + "\n" + d.pick("Optimize these.", "Which indexes do I need?")
}

func apiSchema(d *dice) string {
	return "components:\n  schemas:\n" + d.lines(d.between(2, 5), func(int) string {
		return fmt.Sprintf("    %s:\n      type: object\n      required: [%s, password, token]\n      properties:\n        password: {type: string, format: password, minLength: %d}\n        token:\n          type: string\n"+
			"          description: The access token, see %s.\n        api_key: {type: string, pattern: '^[a-f0-9]{32}$'}\n        ssn: {type: string, example: 'xxx-xx-xxxx'}\n        id: {type: string, format: uuid}", d.title(), d.word(), d.between(8, 16), d.word())
	})
}

func regexps(d *dice) string {
	return d.asked(d.lines(d.between(3, 8), func(int) string {
		return d.pick(`^\d{3}-\d{2}-\d{4}$`, `(?i)\b[A-Z0-9._%+-]+@[A-Z0-9.-]+\.[A-Z]{2,}\b`, `AKIA[0-9A-Z]{16}`, `^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14})$`, `gh[pousr]_[A-Za-z0-9]{36}`,
			`eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+`, `/^\+?[1-9]\d{1,14}$/`, `-----BEGIN [A-Z ]+ KEY-----`, `[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`, `password\s*[:=]\s*(\S+)`) + "   # " + d.word()
	}), "Explain these expressions.", "Which of these backtrack badly?")
}

func constants(d *dice) string {
	return d.asked("var table = []uint32{\n"+d.lines(d.between(5, 16), func(int) string {
		return "\t0x" + d.hex(8) + ", 0x" + d.hex(8) + ", 0x" + d.hex(8) + ", 0x" + d.hex(8) + ","
	})+"}\n\nconst seed = 0x"+d.hex(16)+"\nvar key = [16]byte{"+fmt.Sprintf("%d, %d, %d, %d", d.IntN(256), d.IntN(256), d.IntN(256), d.IntN(256))+"}\n", "Which hash is this?", "Vectorize the lookup.")
}

func form(d *dice) string {
	return d.asked("<form action=\"/"+d.word()+"\" method=\"post\">\n"+d.lines(d.between(3, 7), func(int) string {
		return d.pick("  <label for=\"password\">Password:</label> <input type=\"password\" id=\"password\" name=\"password\" placeholder=\"Enter your password\" autocomplete=\"current-password\">",
			"  <input type=\"hidden\" name=\"csrf_token\" value=\"{{ csrf_token() }}\">", "  <input type=\"tel\" placeholder=\"+00 000 000000\" pattern=\"[0-9]{3}-[0-9]{3}-[0-9]{4}\">",
			"  <input name=\"email\" placeholder=\"you@example.com\">", "  <select name=\""+d.word()+"\"><option value=\""+d.digits(3)+"\">"+d.title()+"</option></select>",
			"  <svg viewBox=\"0 0 24 24\"><path d=\"M"+d.digits(2)+"."+d.digits(2)+" "+d.digits(1)+"."+d.digits(3)+"a"+d.digits(2)+"."+d.digits(3)+" "+d.digits(2)+"."+d.digits(3)+" 0 0 1-"+d.digits(1)+"."+d.digits(3)+"-"+d.digits(1)+"."+d.digits(3)+"z\"/></svg>")
	})+"</form>\n", "Make this form accessible.", "Translate the labels into German.")
}
