package main

import (
	"bytes"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sluice/loadtest/rig"
)

// Usage, refusal and success end with the statuses that the help names, and a mistake
// names the page that explains it.
func TestExitStatus(t *testing.T) {
	t.Parallel()
	bin := rig.Binary(t, false)
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "nats://" + closed.Addr().String()
	closed.Close()
	for _, tt := range []struct {
		args   string
		status int
		stderr string
	}{
		{"version", exitOK, ""},
		{"help", exitOK, ""},
		{"policy check good.yaml", exitOK, ""},
		{"policy check bad.yaml", exitFailed, "bad.yaml:1"},
		{"policy diff --exit-code good.yaml other.yaml", exitFailed, ""},
		{"policy show --nats-url " + nobody + " --token x", exitFailed, "sluice up"},
		{"log --data none", exitFailed, "--token-file"},
		{"", exitUsage, "For operators and auditors:"},
		{"fly", exitUsage, `"sluice help" lists`},
		{"ask", exitUsage, `"sluice help ask" explains`},
		{"policy apply", exitUsage, `"sluice help policy apply" explains`},
		{"policy check --loud good.yaml", exitUsage, `"sluice help policy check" explains`},
		{"ask --id a.b Hello", exitUsage, `"sluice help ask" explains`},
		{"ask --as a.b --token x Hello", exitUsage, "--as must be"},
		{"token create", exitUsage, "who the token is for"},
		{"log --since=-1h", exitUsage, "without a minus"},
		{"run fly", exitUsage, "choose of identity"},
		{"devmodel --listen 0.0.0.0:0", exitUsage, "without TLS"},
		{"completion tcsh", exitUsage, "bash"},
		{"help fly", exitUsage, `no command "fly"`},
		{"policy keys fly", exitUsage, "sluice policy keys"},
	} {
		t.Run(tt.args, func(t *testing.T) {
			dir := t.TempDir()
			rig.WriteFile(t, filepath.Join(dir, "good.yaml"), "version: a\ninput: {default: flag}\noutput: {default: flag}\n")
			rig.WriteFile(t, filepath.Join(dir, "other.yaml"), "version: b\ninput: {default: flag}\noutput: {default: flag}\n")
			rig.WriteFile(t, filepath.Join(dir, "bad.yaml"), "versio: a\n")
			cmd := exec.Command(bin, strings.Fields(tt.args)...)
			cmd.Dir, cmd.Env = dir, []string{"HOME=" + dir}
			var errs bytes.Buffer
			cmd.Stderr = &errs
			out, err := cmd.Output()
			if err != nil && cmd.ProcessState == nil {
				t.Fatal(err)
			}
			if got := cmd.ProcessState.ExitCode(); got != tt.status {
				t.Errorf("status %d, not %d\n%s", got, tt.status, &errs)
			}
			if !strings.Contains(errs.String(), tt.stderr) || (tt.stderr == "") != (errs.Len() == 0) {
				t.Errorf("stderr: %s", &errs)
			}
			if tt.stderr != "" && len(out) > 0 {
				t.Errorf("stdout has data: %s", out)
			}
		})
	}
}
