package badinput

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/rig"
)

// start runs a command that must end by itself, and returns its status and output.
func start(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	bin := rig.Binary(t, false) // its build does not count
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, args...)
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		t.Fatalf("it went on instead of refusing; stdout %q, stderr %s", out.String(), errs.String())
	case err != nil && !errors.As(err, &exit):
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

func up(t *testing.T, more ...string) []string {
	t.Helper()
	dir := t.TempDir()
	return append([]string{"up", "--data", filepath.Join(dir, "data"), "--keys", filepath.Join(dir, "keys"),
		"--listen", "127.0.0.1:0", "--ops", "127.0.0.1:0", "--nats", "127.0.0.1:0", "--console", "127.0.0.1:0"}, more...)
}

// TestBadConfiguration: refused at start, with file, line and what to do, and
// before anything listens or is written.
func TestBadConfiguration(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"unknown field", "limits:\n  max_bodi: 1MiB\n", []string{":2", "max_bodi"}},
		{"not YAML", "limits: [\n", []string{"sluice.yaml"}},
		{"tabs", "limits:\n\tmax_body: 1MiB\n", []string{":2"}},
		{"a list", "- limits\n", []string{":1"}},
		{"duplicate field", "nats: {replicas: 1}\nnats: {replicas: 3}\n", []string{":2"}},
		{"bad size", "limits:\n  max_body: lots\n", []string{":2", "4MiB"}},
		{"body over what NATS carries", "limits:\n  max_body: 64MiB\n", []string{":2", "6MiB"}},
		{"bad duration", "nats:\n  ack_wait: soon\n", []string{":2", "30s"}},
		{"bad replicas", "nats:\n  replicas: 2\n", []string{":2", "1, 3 or 5"}},
		{"unknown engine", "backends:\n  - {name: a, engine: magic, url: \"http://127.0.0.1:1\", models: [m]}\n", []string{":2", "must be one of"}},
		{"no URL", "backends:\n  - name: a\n    engine: vllm\n    models: [m]\n", []string{":2", "base address"}},
		{"no models", "backends:\n  - name: a\n    engine: vllm\n    url: http://127.0.0.1:1\n", []string{":2", "models must list"}},
		{"one name twice", "backends:\n  - {name: a, engine: dev, models: [m]}\n  - {name: a, engine: dev, models: [m]}\n", []string{":3", "give each its own"}},
		{"unset key", "backends:\n  - name: a\n    engine: vllm\n    url: http://127.0.0.1:1\n    models: [m]\n    api_key_env: NOT_SET_ANYWHERE\n", []string{":6", "not set"}},
		{"no such policy", "policy: /nowhere/policy.yaml\n", []string{"policy.yaml"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := rig.WriteFile(t, filepath.Join(t.TempDir(), "sluice.yaml"), "%s", tt.text)
			refusedAtStart(t, up(t, "--config", file), append(tt.want, ".yaml"))
		})
	}
	refusedAtStart(t, up(t, "--config", filepath.Join(t.TempDir(), "none.yaml")), []string{"none.yaml"})
}

// TestBadPolicy: the same for the policy, at start and by `sluice policy check`.
func TestBadPolicy(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"empty", "", []string{"policy.yaml"}},
		{"unknown field", "version: a\ninput: {default: flag}\noutput: {default: flag}\ninputs: {}\n", []string{":4", "inputs"}},
		{"unknown type", "version: a\ninput:\n  default: flag\n  types:\n    SECRETS: block\noutput: {default: flag}\n", []string{":5", "SECRETS"}},
		{"unknown rule", "version: a\ninput:\n  default: flag\n  rules: {aws-key: block}\noutput: {default: flag}\n", []string{":4", "aws-key"}},
		{"unknown action", "version: a\ninput:\n  default: drop\noutput: {default: flag}\n", []string{":3", "redact"}},
		{"unknown check", "version: a\nchecks: {required: [dlp_inputs]}\ninput: {default: flag}\noutput: {default: flag}\n", []string{":2", "dlp_inputs"}},
		{"bad deadline", "version: a\ndeadline: 9y\ninput: {default: flag}\noutput: {default: flag}\n", []string{":2", "deadline"}},
		{"duplicate type", "version: a\ninput:\n  default: flag\n  types: {SECRET: block, SECRET: allow}\noutput: {default: flag}\n", []string{":4"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			policy := rig.WriteFile(t, filepath.Join(dir, "policy.yaml"), "%s", tt.text)
			config := rig.WriteFile(t, filepath.Join(dir, "sluice.yaml"), "policy: %s\n", policy)
			want := append(tt.want, "policy.yaml")
			refusedAtStart(t, up(t, "--config", config), want)
			refusedAtStart(t, []string{"run", "dlp", "--config", config, "--ops", "127.0.0.1:0", "--nats-url", "nats://127.0.0.1:1"}, want)
			refusedAtStart(t, []string{"policy", "check", policy}, want)
		})
	}
}

func refusedAtStart(t *testing.T, args, want []string) {
	t.Helper()
	status, stdout, stderr := start(t, args...)
	if status == 0 || stdout != "" {
		t.Errorf("status %d, stdout %q", status, stdout)
	}
	for _, part := range want {
		if !strings.Contains(stderr, part) {
			t.Errorf("the refusal lacks %q: %s", part, stderr)
		}
	}
	for i, a := range args {
		if a == "--data" {
			if _, err := os.Stat(filepath.Join(args[i+1], "nats")); err == nil {
				t.Error("it started a server before it refused")
			}
		}
	}
}

// TestExposed: an address beyond loopback needs TLS, or to be told twice.
func TestExposed(t *testing.T) {
	for _, flag := range []string{"--listen", "--nats", "--console"} {
		for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "example.org:0", "192.0.2.1:0"} {
			refusedAtStart(t, up(t, flag, addr), []string{"without TLS", "--tls-cert", "--insecure"})
			refusedAtStart(t, up(t, flag, addr, "--insecure"), []string{"without TLS"})
		}
		refusedAtStart(t, up(t, flag, "nonsense"), []string{"host:port"})
	}
	refusedAtStart(t, up(t, "--ops", "nonsense"), []string{"host:port"}) // it serves neither tokens nor prompts
	refusedAtStart(t, []string{"run", "edge", "--listen", "0.0.0.0:0"}, []string{"without TLS"})
	refusedAtStart(t, []string{"devmodel", "--listen", "0.0.0.0:0"}, []string{"without TLS"})
	refusedAtStart(t, up(t, "--tls-cert", "cert.pem"), []string{"--tls-key"})
	refusedAtStart(t, up(t, "--tls-cert", "none.pem", "--tls-key", "none.pem"), []string{"none.pem"})
	refusedAtStart(t, []string{"run", "edges"}, []string{"edge", "provenance"})

	p := rig.Start(t, t.TempDir(), "up", rig.Binary(t, false), nil, true, up(t, "--listen", "0.0.0.0:0", "--insecure", "--insecure")...)
	if host, _, err := net.SplitHostPort(p.Addr("http")); err != nil || net.ParseIP(host).IsLoopback() {
		t.Errorf("told twice, it listens on %q", p.Addr("http"))
	}
}

// TestKeysInsideData: allowed, but a start says so.
func TestKeysInsideData(t *testing.T) {
	for _, inside := range []bool{true, false} {
		dir := t.TempDir()
		keys := filepath.Join(dir, "keys")
		if inside {
			keys = filepath.Join(dir, "data", "keys")
		}
		p := rig.Start(t, dir, "up", rig.Binary(t, false), nil, true, up(t, "--data", filepath.Join(dir, "data"), "--keys", keys)...)
		if said := strings.Contains(p.Tail(), "keys folder lies inside the data folder"); said != inside {
			t.Errorf("keys inside: %v, said so: %v", inside, said)
		}
	}
}

// TestTLS: HTTPS at the edge and TLS at the embedded NATS server, and nothing in
// clear beside them.
func TestTLS(t *testing.T) {
	dir := t.TempDir()
	cert, key := selfSigned(t, dir)
	u := rig.StartUp(t, "", "--tls-cert", cert, "--tls-key", key)
	roots := x509.NewCertPool()
	data, err := os.ReadFile(cert)
	if err != nil || !roots.AppendCertsFromPEM(data) {
		t.Fatal("the certificate does not read back")
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	r, err := http.NewRequest("GET", "https://"+u.Addr("http")+"/v1/models", nil)
	if err != nil {
		t.Fatal(err)
	}
	set("Authorization", "Bearer "+u.Token(t))(r)
	if a := do(t, client, r); a.status != 200 {
		t.Errorf("HTTPS: status %d", a.status)
	}
	if resp, err := http.Get("http://" + u.Addr("http") + "/v1/models"); err == nil {
		resp.Body.Close()
		if resp.StatusCode != 400 {
			t.Errorf("plain HTTP: status %d", resp.StatusCode)
		}
	}
	ask := func(more ...string) (int, string, string) {
		return start(t, append([]string{"ask", "Hello", "--data", u.Data, "--nats-url", u.URL()}, more...)...)
	}
	if status, stdout, stderr := ask("--ca-file", cert); status != 0 || !strings.Contains(stdout, "sluice-dev") {
		t.Errorf("sluice ask over TLS: status %d, %s%s", status, stdout, stderr)
	}
	if status, stdout, _ := ask(); status == 0 || stdout != "" {
		t.Errorf("sluice ask took a certificate that nobody vouches for: %s", stdout)
	}
	if !strings.Contains(u.Tail(), "https://") {
		t.Error("the printed curl line is not for HTTPS")
	}
}

func selfSigned(t *testing.T, dir string) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "sluice test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certFile = rig.WriteFile(t, filepath.Join(dir, "cert.pem"), "%s", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	return certFile, rig.WriteFile(t, filepath.Join(dir, "key.pem"), "%s", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}))
}
