package benign

import "fmt"

// configuration names secrets and has none.
func configuration() []kind {
	return []kind{
		{"env-template", perKind, []string{url, email}, envTemplate},
		{"kubernetes-yaml", perKind, nil, manifest},
		{"terraform", perKind, nil, terraform},
		{"workflow", perKind, nil, workflow},
		{"compose-file", perKind, nil, composeFile},
		{"ini", perKind, []string{ip}, ini},
		{"package.json", perKind, []string{url}, packageJSON},
		{"known-hosts", perKind, nil, knownHosts},
	}
}

func envTemplate(d *dice) string {
	return "# Copy to .env and fill in\n" + d.lines(d.between(6, 14), func(int) string {
		return d.pick("DB_PASSWORD=", "API_KEY="+d.placeholder(), "SECRET_KEY_BASE=<run: openssl rand -hex 64>", "STRIPE_SECRET_KEY=sk_test_...", "JWT_SECRET=change-me-in-production", "PORT="+d.digits(4),
			"LOG_LEVEL=debug", "AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY=", "SENDGRID_API_KEY=SG.xxxx", "DATABASE_URL=postgres://user:password@localhost:5432/"+d.word(), "REDIS_URL=redis://localhost:6379/0",
			"MAIL_FROM=noreply@example.com", "TOKEN_TTL=3600", "PASSWORD_MIN_LENGTH=12", "AUTH_TOKEN=${AUTH_TOKEN}", "GITHUB_TOKEN=ghp_...", "ENCRYPTION_KEY=base64:your-key-here=", "SESSION_SECRET=keyboard cat", "FEATURE_"+d.from(capitals, 5)+"=true")
	})
}

func manifest(d *dice) string {
	return fmt.Sprintf(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: %s
  labels: {app: %s, pod-template-hash: "%s"}
  uid: %s
  resourceVersion: "%s"
spec:
  replicas: %d
  template:
    spec:
      serviceAccountName: %s
      containers:
        - name: %s
          image: registry.example.com/%s@sha256:%s
          env:
            - name: DB_PASSWORD
              valueFrom: {secretKeyRef: {name: %s-secret, key: password}}
            - {name: TOKEN_FILE, value: /var/run/secrets/tokens/%s}
          resources: {limits: {cpu: "%d", memory: %dMi}}
`, d.word(), d.word(), d.hex(10), d.uuid(), d.digits(9), d.IntN(9), d.word(), d.word(), d.words(2, "/"), d.hex(64), d.word(), d.word(), d.IntN(9), d.IntN(4096))
}

func terraform(d *dice) string {
	return d.lines(d.between(2, 4), func(int) string {
		return fmt.Sprintf("resource \"aws_db_instance\" %q {\n  engine         = \"postgres\"\n  instance_class = \"db.t3.medium\"\n  username       = var.db_username\n  password       = random_password.%s.result\n  kms_key_id     = \"arn:aws:kms:eu-west-1:%s:key/%s\"\n  vpc_security_group_ids = [\"sg-0%s\"]\n  subnet_ids     = [\"subnet-0%s\"]\n}\n",
			d.word(), d.word(), d.digits(12), d.uuid(), d.hex(16), d.hex(16))
	}) + "\nvariable \"api_token\" {\n  type      = string\n  sensitive = true\n  description = \"Token for " + d.word() + "\"\n}\n"
}

func workflow(d *dice) string {
	return "on: push\njobs:\n  " + d.word() + ":\n    runs-on: ubuntu-24.04\n    permissions: {id-token: write, contents: read}\n    steps:\n" + d.lines(d.between(3, 7), func(int) string {
		return d.pick("      - uses: actions/checkout@"+d.hex(40)+" # v"+d.version(), "      - run: make "+d.word()+"\n        env:\n          GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}\n          NPM_TOKEN: ${{ secrets.NPM_TOKEN }}",
			"      - uses: docker/login-action@v3\n        with: {username: '${{ vars.USER }}', password: '${{ secrets.REGISTRY_PASSWORD }}'}", "      - uses: actions/cache@v4\n        with: {path: ~/.cache, key: 'cache-${{ hashFiles(''go.sum'') }}'}")
	})
}

func composeFile(d *dice) string {
	return "services:\n" + d.lines(d.between(2, 5), func(int) string {
		return fmt.Sprintf("  %s:\n    image: %s:%s\n    environment:\n      POSTGRES_USER: %s\n      POSTGRES_PASSWORD: %s\n      SECRET_FILE: /run/secrets/%s\n    ports: [\"%s:%s\"]\n    secrets: [%s]",
			d.word(), d.word(), d.version(), d.word(), d.pick("${POSTGRES_PASSWORD}", "${DB_PASS:?set it}", "postgres", "example", "changeme"), d.word(), d.digits(4), d.digits(4), d.word())
	})
}

func ini(d *dice) string {
	return d.lines(d.between(2, 5), func(int) string {
		return fmt.Sprintf("[%s]\nhost = %s\nport = %s\nuser = %s\npassword =\nkeyfile = /etc/ssl/private/%s.key\ntimeout = %s\n; token = see the vault\nworkers = %d", d.word(), d.ip(), d.digits(4), d.word(), d.word(), d.digits(2), d.IntN(64))
	})
}

func packageJSON(d *dice) string {
	return fmt.Sprintf("{\n  \"name\": \"@%s/%s\",\n  \"version\": %q,\n  \"repository\": \"https://github.com/%s/%s\",\n  \"gitHead\": %q,\n  \"dependencies\": {\n", d.word(), d.word(), d.version(), d.word(), d.word(), d.hex(40)) +
		d.lines(d.between(6, 16), func(int) string {
			return fmt.Sprintf("    \"%s\": \"%s%s\",", d.pick("", "@types/", "@babel/")+d.words(2, "-"), d.pick("^", "~", ">="), d.version())
		}) + "    \"jsonwebtoken\": \"^9.0.2\",\n    \"password-validator\": \"5.3.0\"\n  }\n}\n"
}

func knownHosts(d *dice) string {
	return d.asked(d.lines(d.between(3, 8), func(int) string {
		return d.pick("|1|"+d.base64(20)+"|"+d.base64(20)+" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"+d.base64(33)[:43], d.word()+".example.com ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB"+d.base64(66),
			"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ"+d.base64(258)+" "+d.word()+"@"+d.word())
	}), "Which key type should I remove?", "Is any of these public keys too short?")
}
