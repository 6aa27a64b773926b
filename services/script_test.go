package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"sluice/loadtest/rig"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

// TestScript drives the real binary by the scripts in testdata/script. Beside the
// usual commands they have:
//
//	serve ARGS…   starts `sluice ARGS…` and waits for its ready line; its addresses
//	              stand in $HTTP, $OPS and $SLUICE_NATS_URL, the line in stdout
//	stop          ends it with SIGTERM, wants status 0, and gives its output
//	begin NAME ARGS…  starts `sluice ARGS…` beside the script; it writes NAME.stdout and NAME.stderr
//	until FILE EXPR   waits until a line of a file that is being written matches
//	finish NAME   interrupts it, wants status 0, and gives its output
//	curl          does what the printed curl line does; the answer stands in stdout
//	get PATH [H]  GETs $HTTP/PATH; the status and the answer stand in stdout
//	post PATH F   POSTs a file to $HTTP/PATH as the user of $TOKEN
//	field F NAME  sets NAME to the string at F, such as record.id, of the last stdout
func TestScript(t *testing.T) {
	bin := rig.Binary(t, false)
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", filepath.Dir(bin)+string(os.PathListSeparator)+e.Getenv("PATH"))
			for name, value := range map[string]string{
				"SLUICE_DATA": filepath.Join(e.WorkDir, "data"), "SLUICE_KEYS": filepath.Join(e.WorkDir, "keys"),
				"SLUICE_LISTEN": "127.0.0.1:0", "SLUICE_OPS": "127.0.0.1:0", "SLUICE_NATS": "127.0.0.1:0", "SLUICE_CONSOLE": "127.0.0.1:0",
			} {
				e.Setenv(name, value)
			}
			e.Values[serverKey{}] = &serverProcess{}
			e.Values[besideKey{}] = map[string]*serverProcess{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"serve": serve, "stop": stop, "begin": begin, "until": untilLine, "finish": finish, "curl": curl, "get": get, "post": post, "field": field,
		},
	})
}

type serverKey struct{}

// serverProcess is the one that a script has started.
type serverProcess struct {
	cmd            *exec.Cmd
	ended          chan struct{} // closed after its end
	stdout, stderr string        // files
}

func theServer(ts *testscript.TestScript) *serverProcess {
	return ts.Value(serverKey{}).(*serverProcess)
}

const readyTime = 30 * time.Second

func serve(ts *testscript.TestScript, neg bool, args []string) {
	p := theServer(ts)
	if neg || p.cmd != nil {
		ts.Fatalf("serve starts one process, which must get ready")
	}
	p.stdout, p.stderr = ts.MkAbs("serve.stdout"), ts.MkAbs("serve.stderr")
	out, err := os.Create(p.stdout)
	ts.Check(err)
	errs, err := os.Create(p.stderr)
	ts.Check(err)
	path, err := exec.LookPath(filepath.Join(strings.SplitN(ts.Getenv("PATH"), string(os.PathListSeparator), 2)[0], "sluice"))
	ts.Check(err)
	p.cmd = exec.Command(path, args...)
	p.cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"PATH", "HOME", "SLUICE_DATA", "SLUICE_KEYS", "SLUICE_LISTEN", "SLUICE_OPS", "SLUICE_NATS", "SLUICE_CONSOLE", "SLUICE_CONFIG"} {
		p.cmd.Env = append(p.cmd.Env, name+"="+ts.Getenv(name))
	}
	p.cmd.Stdout, p.cmd.Stderr = out, errs
	ts.Check(p.cmd.Start())
	cmd, ended := p.cmd, make(chan struct{})
	p.ended = ended
	go func() { _ = cmd.Wait(); close(ended) }()
	ts.Defer(func() { _ = cmd.Process.Kill(); <-ended })

	var line map[string]any
	for end := time.Now().Add(readyTime); ; {
		data, err := os.ReadFile(p.stdout)
		ts.Check(err)
		if bytes.HasSuffix(data, []byte("\n")) {
			ts.Check(json.Unmarshal(bytes.SplitN(data, []byte("\n"), 2)[0], &line))
			_, err = ts.Stdout().Write(data)
			ts.Check(err)
			break
		}
		select {
		case <-ended:
			ts.Fatalf("it ended before it was ready:\n%s", ts.ReadFile(p.stderr))
		case <-time.After(10 * time.Millisecond):
		}
		if time.Now().After(end) {
			ts.Fatalf("not ready in %s:\n%s", readyTime, ts.ReadFile(p.stderr))
		}
	}
	for name, env := range map[string]string{"http": "HTTP", "ops": "OPS"} {
		if s, ok := line[name].(string); ok {
			ts.Setenv(env, "http://"+s)
		}
	}
	if s, ok := line["nats"].(string); ok {
		ts.Setenv("SLUICE_NATS_URL", "nats://"+s)
	}
}

func stop(ts *testscript.TestScript, neg bool, args []string) {
	p := theServer(ts)
	if neg || p.cmd == nil {
		ts.Fatalf("nothing to stop")
	}
	ts.Check(p.cmd.Process.Signal(syscall.SIGTERM))
	select {
	case <-p.ended:
	case <-time.After(readyTime):
		ts.Fatalf("it did not end:\n%s", ts.ReadFile(p.stderr))
	}
	if !p.cmd.ProcessState.Success() {
		ts.Fatalf("it ended with %v:\n%s", p.cmd.ProcessState, ts.ReadFile(p.stderr))
	}
	_, err := io.WriteString(ts.Stdout(), ts.ReadFile(p.stdout))
	ts.Check(err)
	_, err = io.WriteString(ts.Stderr(), ts.ReadFile(p.stderr))
	ts.Check(err)
	p.cmd = nil
}

// printed takes a printed curl line apart. It knows no more of the shell than the
// line needs.
var printed = regexp.MustCompile(`(?m)^curl -sS (http\S+) -H "Authorization: Bearer \$\(cat '([^']+)'\)" -H '([^:']+): ([^']+)' -d '([^']+)'$`)

func curl(ts *testscript.TestScript, neg bool, args []string) {
	text := ts.ReadFile(theServer(ts).stderr)
	all := printed.FindAllStringSubmatch(text, -1)
	if len(all) != 1 {
		ts.Fatalf("%d curl lines are printed, not one:\n%s", len(all), text)
	}
	m := all[0]
	r, err := http.NewRequest("POST", m[1], strings.NewReader(m[5]))
	ts.Check(err)
	r.Header.Set("Authorization", "Bearer "+strings.TrimRight(ts.ReadFile(m[2]), "\n"))
	r.Header.Set(m[3], m[4])
	send(ts, neg, r)
}

func get(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("usage: get URL")
	}
	r, err := http.NewRequest("GET", args[0], nil)
	ts.Check(err)
	authorize(ts, r)
	send(ts, neg, r)
}

func post(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: post URL FILE")
	}
	r, err := http.NewRequest("POST", args[0], strings.NewReader(ts.ReadFile(args[1])))
	ts.Check(err)
	r.Header.Set("Content-Type", "application/json")
	authorize(ts, r)
	send(ts, neg, r)
}

func authorize(ts *testscript.TestScript, r *http.Request) {
	if token := ts.Getenv("TOKEN"); token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
}

// send writes the answer, its headers to stderr; ! wants a status of 400 or more.
func send(ts *testscript.TestScript, neg bool, r *http.Request) {
	resp, err := http.DefaultClient.Do(r)
	ts.Check(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	ts.Check(err)
	_, err = fmt.Fprintf(ts.Stdout(), "%d\n%s\n", resp.StatusCode, body)
	ts.Check(err)
	ts.Check(resp.Header.Write(ts.Stderr()))
	if neg != (resp.StatusCode >= 400) {
		ts.Fatalf("status %d: %s", resp.StatusCode, body)
	}
}

func field(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: field PATH NAME")
	}
	var v any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &v))
	for name := range strings.SplitSeq(args[0], ".") {
		m, ok := v.(map[string]any)
		if !ok {
			ts.Fatalf("nothing at %s", args[0])
		}
		v = m[name]
	}
	s, ok := v.(string)
	if !ok || s == "" {
		ts.Fatalf("no text at %s", args[0])
	}
	ts.Setenv(args[1], s)
}
