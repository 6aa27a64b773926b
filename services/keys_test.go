package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
)

// Each service runs with its own share of the keys, and a share is the least: without
// any one of its files the service ends at its start.
func TestSharesAreEnoughAndTheLeast(t *testing.T) {
	bin, dir := rig.Binary(t, false), t.TempDir()
	keys, shares := filepath.Join(dir, "keys"), filepath.Join(dir, "shares")
	if out, err := exec.Command(bin, "keys", "split", "--keys", keys, "--to", shares).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	addr := rig.FreeAddr(t)
	conf := filepath.Join(dir, "nats.conf")
	if out, err := exec.Command(bin, "nats", "config", "--keys", keys, "--store", filepath.Join(dir, "nats"), "--listen", addr, "--out", conf).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	rig.Start(t, dir, "nats-server", rig.NATSServer(t), nil, false, "-c", conf)
	args := func(service, keys string) []string {
		return []string{"run", service, "--nats-url", "nats://" + addr, "--keys", keys, "--data", filepath.Join(dir, "data"),
			"--ops", "127.0.0.1:0", "--listen", "127.0.0.1:0", "--console", "127.0.0.1:0"}
	}
	// identity makes the streams that the others wait for.
	rig.Start(t, dir, "identity", bin, nil, true, args("identity", filepath.Join(shares, "identity"))...)
	for _, service := range bus.Services() {
		t.Run(service, func(t *testing.T) {
			mine := filepath.Join(shares, service)
			if service != "identity" {
				rig.Start(t, t.TempDir(), service, bin, nil, true, args(service, mine)...)
			}
			for _, f := range files(t, mine) {
				info, err := os.Stat(filepath.Join(mine, f))
				if err != nil {
					t.Fatal(err)
				}
				if info.Mode().Perm() != 0o600 {
					t.Errorf("%s has mode %v", f, info.Mode())
				}
				less := filepath.Join(t.TempDir(), "keys")
				if err := os.CopyFS(less, os.DirFS(mine)); err != nil {
					t.Fatal(err)
				}
				if err := os.Remove(filepath.Join(less, f)); err != nil {
					t.Fatal(err)
				}
				if filepath.Base(f) == bus.UserTelemetry+".nk" {
					continue // identity goes on without it, and says that nobody watches the queues
				}
				ends(t, f, exec.CommandContext(t.Context(), bin, args(service, less)...))
			}
		})
	}
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		out = append(out, rel)
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("files of %s: %q, %v", dir, out, err)
	}
	return out
}

// ends wants a process to end with an error, and soon.
func ends(t *testing.T, without string, cmd *exec.Cmd) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err == nil {
			t.Errorf("without %s it ended well", without)
		}
	case <-ctx.Done():
		_ = cmd.Process.Kill()
		<-ended
		t.Errorf("without %s it runs: it has no need of it", without)
	}
}
