package benign

import "strconv"

// talk is about secrets and personal data, and has none: the words that detectors
// wake up for, with nothing behind them.
func talk() []kind {
	return []kind{
		{"about-passwords", perKind, nil, passwords},
		{"about-tokens", perKind, nil, tokens},
		{"about-people", perKind, nil, people},
		{"tokenizers", perKind, nil, tokenizers},
		{"names-of-settings", perKind, nil, settings},
	}
}

func passwords(d *dice) string {
	return d.lines(d.between(2, 7), func(int) string {
		return d.pick("My password is too long, how do I change it?", "The password is required.", "password: must have at least "+d.digits(2)+" characters, one digit and one of !@#$%", "Forgot password? Click the link.", "Password: ", "Is the password hashed with bcrypt, cost "+d.digits(2)+"?",
			"The secret is to keep the "+d.word()+" warm.", "passwd: Authentication token manipulation error", "Passwort: bitte nicht auf Zettel schreiben.", "A passphrase such as four random words is better.", "PIN: 4 digits, chosen by the customer", "password = input('Password: ')",
			"The key: patience. The secret: "+d.word()+".", "pwd: /home/"+d.word(), "Enter PIN to continue", "if password == confirm_password:", "password reset email template", "mot de passe : obligatoire")
	})
}

func tokens(d *dice) string {
	return d.lines(d.between(2, 7), func(int) string {
		return d.pick("How do I refresh an access token with OAuth 2?", "The header is `Authorization: Bearer <token>`.", "A JWT has three parts: header.payload.signature.", "token: the string that the server returned", "API key: ask your administrator.", "Set the api_key to the value from the dashboard.",
			"Error: invalid_grant: token expired "+d.digits(2)+" minutes ago", "The model reads "+d.digits(4)+" tokens a second, max_tokens="+d.digits(4), "secret = vault.read('"+d.words(2, "/")+"')", "What is the difference between client_id and client_secret?", "x-api-key: required", "Tokens: "+d.digits(5)+" prompt, "+d.digits(3)+" completion",
			"The private key never leaves the HSM.", "primary key: "+d.word()+"_id, foreign key: "+d.word()+"_id", "sort_key="+d.word()+", partition_key="+d.words(2, "#"), "Public key pinning with SHA-256 was dropped.", "GitHub tokens begin with ghp_, AWS keys with AKIA.", "key=value pairs, separated by semicolons")
	})
}

func people(d *dice) string {
	return d.lines(d.between(2, 7), func(int) string {
		return d.pick("What is a social security number, and why has it nine digits?", "Phone support is open 9-17, extension by department.", "How do I validate a credit card with Luhn?", "IBAN: two letters, two check digits, up to 30 characters.", "date of birth: DD/MM/YYYY", "My account number is on the back of the letter.",
			"SSN format: XXX-XX-XXXX", "Passport: not needed inside Schengen.", "The driver license test has "+d.digits(2)+" questions.", "Phone: see the website", "Call 911 in an emergency, 112 in Europe.", "He is "+d.digits(2)+" years old and weighs "+d.digits(2)+" kg.", "VAT: 19 %, reduced 7 %", "Tax ID: applied for", "The patient takes "+d.digits(3)+" mg twice a day.",
			"invoice no. "+d.digits(6)+", customer no. "+d.digits(5)+", due in 14 days", "PO "+d.digits(8)+" / line "+d.digits(2), "tracking number pending", "ZIP code lookup returns "+strconv.Itoa(d.between(1, 9))+" rows", "member since 2019, level "+d.digits(2), "license: MIT OR Apache-2.0", "card: the queen of hearts")
	})
}

func tokenizers(d *dice) string {
	return d.asked(d.lines(d.between(4, 10), func(int) string {
		return d.pick("\"▁"+d.word()+"\": "+d.digits(5)+",", "input_ids: ["+d.digits(4)+", "+d.digits(5)+", "+d.digits(3)+", "+d.digits(4)+", 2]", "<|im_start|>user\n"+d.words(3, " ")+"<|im_end|>", "special_tokens_map: {\"bos_token\": \"<s>\", \"pad_token\": \"[PAD]\", \"unk_token\": \"<unk>\"}",
			"eos_token_id="+d.digits(5)+", temperature=0."+d.digits(1)+", top_p=0.9"+d.digits(1), "num_key_value_heads: "+d.digits(1)+", head_dim: 128, rope_theta: 1000000.0")
	}), "Why does the tokenizer split here?", "What do these settings mean?")
}

func settings(d *dice) string {
	return d.asked(d.lines(d.between(5, 12), func(int) string {
		return d.pick("password_policy = strict", "token_bucket_size: "+d.digits(4), "secretsmanager_region: eu-west-1", "key_rotation_days = "+d.digits(2), "api_key_header: X-"+d.title()+"-Key", "ssh_key_path: ~/.ssh/id_ed25519.pub", "auth_type: oauth2", "access_token_lifetime: PT1H", "credentials_file: ~/.config/"+d.word()+"/credentials.json", "encryption_key_id: alias/"+d.words(2, "-"),
			"secret_name: "+d.words(3, "-"), "tokenizer: "+d.word()+"-"+d.version(), "keyboard_layout: de-nodeadkeys", "password_env: "+d.from(capitals, 6)+"_PASSWORD", "hotkey: ctrl+shift+"+d.from(letters, 1), "cache_key: "+d.words(3, ":")+":"+d.digits(6), "idempotency_key: "+d.uuid(), "signing_key_fingerprint: "+d.hex(40))
	}), "Which of these settings matter for security?", "Turn this into TOML.")
}
