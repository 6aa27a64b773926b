package docs

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sluice/loadtest/rig"
)

// TestTroubles provokes what the troubleshooting quotes, where that is cheap: the
// command says so, and the page has it.
func TestTroubles(t *testing.T) {
	r := begin(t)
	page := file(t, troubles)
	dir := t.TempDir()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { taken.Close() })
	other := filepath.Join(dir, "keys")
	if err := os.CopyFS(filepath.Join(dir, "copy"), os.DirFS(r.up.Keys)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "copy", "nats", "edge.nk")); err != nil {
		t.Fatal(err)
	}
	typo := rig.WriteFile(t, filepath.Join(dir, "typo.yaml"), "limts: {}\n")
	carol := rig.WriteFile(t, filepath.Join(dir, "carol.token"), "%s", carolsToken(t, r))
	free := []string{"--data", filepath.Join(dir, "data"), "--keys", other, "--listen", "127.0.0.1:0", "--ops", "127.0.0.1:0", "--nats", "127.0.0.1:0", "--console", "127.0.0.1:0"}
	up := func(more ...string) []string { return append(append([]string{"up"}, free...), more...) }
	run := func(more ...string) []string {
		return append([]string{"run", "--nats-url", r.up.URL(), "--listen", "127.0.0.1:0", "--ops", "127.0.0.1:0"}, more...)
	}
	for _, tt := range []struct {
		quote string
		args  []string
	}{
		{"the data folder is in use by another", up("--data", r.up.Data, "--keys", r.up.Keys)},
		{"address already in use", up("--listen", taken.Addr().String())},
		{"refusing to listen on", up("--listen", "0.0.0.0:0")},
		{"--tls-cert and --tls-key belong together", up("--tls-cert", "cert.pem")},
		{"the part of exchanges that are traced must be from 0 to 1", up("--trace-sample", "2")},
		{"--otlp must be the base URL of an OTLP/HTTP collector", up("--otlp", "collector")},
		{"no credential for", run("edge", "--keys", filepath.Join(dir, "copy"))},
		{"there is no service", run("egde", "--keys", r.up.Keys)},
		{"no token: give SLUICE_TOKEN", []string{"token", "list", "--data", dir}},
		{"the server refused the token: is it revoked or expired?", []string{"token", "list", "--token", "slc_0123456789ab_" + strings.Repeat("a", 43)}},
		{"connecting to NATS at --nats-url", []string{"token", "list", "--nats-url", "nats://127.0.0.1:1"}},
		{"this token may not publish as", []string{"ask", "Hello", "--as", "carol", "--token-file", carol}},
		{"this token may not do that", []string{"token", "list", "--as", "carol", "--token-file", carol}},
	} {
		t.Run(tt.quote, func(t *testing.T) {
			if !strings.Contains(page, "`"+tt.quote+"`") {
				t.Errorf("%s has no row for it", troubles)
			}
			cmd := exec.CommandContext(r.ctx, rig.Binary(t, false), tt.args...)
			cmd.Dir = r.up.Dir
			cmd.Env = append(os.Environ(), "SLUICE_NATS_URL="+r.up.URL())
			out, err := cmd.CombinedOutput()
			if err == nil || !strings.Contains(string(out), tt.quote) {
				t.Errorf("sluice %s: %v: %s", strings.Join(tt.args, " "), err, out)
			}
		})
	}
	t.Run("FILE:LINE:COLUMN", func(t *testing.T) {
		out, err := exec.CommandContext(r.ctx, rig.Binary(t, false), up("--config", typo)...).CombinedOutput()
		if err == nil || !strings.Contains(string(out), "typo.yaml:1:1") {
			t.Errorf("%v: %s", err, out)
		}
	})
}

func carolsToken(t *testing.T, r *reader) string {
	t.Helper()
	out := r.run(t, exec.CommandContext(r.ctx, "sh", "-c", `sluice token create carol --role soc-analyst --json | sed -n 's/.*"token": "\(slc_[^"]*\)".*/\1/p'`))
	return strings.TrimSpace(out)
}
