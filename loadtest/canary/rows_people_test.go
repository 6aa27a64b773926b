package canary

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sluice/loadtest/rig"
)

// atTheConsole are what a browser may send to it, of somebody who is nobody.
func atTheConsole() []row {
	var all []row
	for _, r := range []struct {
		method, path string
		status       int
	}{
		{"POST", "/login", 401}, {"POST", "/login?WORD=WORD", 401}, {"GET", "/WORD", 303}, {"GET", "/exchanges/WORD?WORD=WORD", 303},
		{"GET", "/static/WORD", 404}, {"POST", "/logout", 303}, {"WORD", "/login", 303},
	} {
		all = append(all, row{name: "console " + r.method + " " + r.path, run: func(t *testing.T, w *world, b bird) {
			base := "http://" + w.Services["console"].Addr("console")
			client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
			form, err := client.Get(base + "/login")
			if err != nil {
				t.Fatal(err)
			}
			defer form.Body.Close()
			values := url.Values{"token": {b.word}, b.word: {b.text()}}
			q, err := http.NewRequest(b.fill(r.method), base+b.fill(r.path), nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range form.Cookies() {
				q.AddCookie(c)
				values.Set("csrf", c.Value)
			}
			if r.method == "POST" {
				q.Body = io.NopCloser(strings.NewReader(values.Encode()))
				q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			q.AddCookie(&http.Cookie{Name: "session", Value: b.word})
			for _, name := range []string{"User-Agent", "Referer", "X-Forwarded-For", "Last-Event-Id", "X-" + b.word} {
				q.Header.Set(name, b.word)
			}
			a, err := client.Do(q)
			if err != nil {
				t.Fatal(err)
			}
			defer a.Body.Close()
			if a.StatusCode != r.status {
				t.Errorf("status %d, not %d: the path was not reached", a.StatusCode, r.status)
			}
		}})
	}
	return all
}

// atTheShell are commands that ask a server with wrong values. What they print is for
// who typed it; a prompt and a token are not said again even there.
func atTheShell() []row {
	var all []row
	for _, args := range []string{
		"ask|--model|eng/status-500|WORD", "ask|--model|WORD|WORD", "ask|--token|WORD|WORD", "token|create|WORD@example.org", "token|create|x|--role|WORD", "token|revoke|WORD",
		"record|WORD", "policy|check|FILE", "policy|apply|FILE", "policy|show|--version|WORD", "policy|show|--digest|WORD",
	} {
		all = append(all, row{name: "command " + args, run: func(t *testing.T, w *world, b bird) {
			file := rig.WriteFile(t, filepath.Join(t.TempDir(), "policy.yaml"), "%s", b.fill("version: TEXT\nWORD: TEXT\ndeadline: WORD\n"))
			words := strings.Split(strings.ReplaceAll(b.fill(args), "FILE", file), "|")
			if words[0] != "policy" || words[1] != "check" {
				words = append(words, "--nats-url", w.NATSURL, "--data", w.Data)
			}
			said, err := exec.Command(rig.Binary(t, false), words...).CombinedOutput()
			if err == nil || fmt.Sprint(err) != "exit status 1" {
				t.Errorf("it ended with %v: %s", err, said)
			}
			if words[0] == "ask" && strings.Contains(string(said), b.word) {
				t.Errorf("it says the canary again: %s", said)
			}
		}})
	}
	return all
}
