package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/flag"
	"sluice/pkg/ocsf"
)

// soc is a NATS server on which somebody tells flags, and what `sluice watch` prints.
type soc struct {
	t      *testing.T
	srv    *server.Server
	nc     *nats.Conn
	cmd    watchCmd
	stored chan []ocsf.Event // what the history is, one for each question
	asked  chan struct{}     // gets one for each answer
}

const socToken = "made-up-token"

func newSOC(t *testing.T, port int, stored ...[]ocsf.Event) *soc {
	t.Helper()
	srv, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: port, Authorization: socToken, NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	srv.Start()
	t.Cleanup(srv.Shutdown)
	if !srv.ReadyForConnections(10 * time.Second) {
		t.Fatal("no NATS server")
	}
	nc, err := nats.Connect(srv.ClientURL(), nats.Token(socToken))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	s := &soc{t: t, srv: srv, nc: nc, stored: make(chan []ocsf.Event, 100), asked: make(chan struct{}, 100)}
	for _, events := range stored {
		s.stored <- events
	}
	s.cmd.NATSURL, s.cmd.Token, s.cmd.Tenant, s.cmd.As = srv.ClientURL(), socToken, "acme", "carol"
	_, err = nc.Subscribe("sluice.flags.acme.carol", func(m *nats.Msg) {
		page := flag.Page{Events: []json.RawMessage{}}
		select {
		case events := <-s.stored:
			for _, e := range events {
				page.Events = append(page.Events, e.Body)
			}
			page.Next = 1
		default:
		}
		data, err := json.Marshal(page)
		if err == nil {
			err = m.Respond(data)
		}
		if err != nil {
			t.Error(err)
		}
		if s.nc.Flush() == nil { // else a server that goes down takes the answer along
			s.asked <- struct{}{}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func socEvents(id string, findings ...exchange.Finding) []ocsf.Event {
	x := &exchange.Exchange{
		Key: exchange.Key("acme", "alice", id), ID: id, Tenant: "acme", User: "alice", Lane: "interactive", Via: "nats", Accepted: time.UnixMilli(1),
		DLP: &exchange.DLPPage{State: exchange.Passed, Findings: findings},
	}
	return ocsf.Events(x, exchange.StageDLP, "", time.UnixMilli(1795435201000), "1")
}

func (s *soc) tell(events ...ocsf.Event) {
	s.t.Helper()
	for _, e := range events {
		if err := s.nc.Publish(bus.FlagSubject(e.Severity, e.Category, e.Tenant), e.Body); err != nil {
			s.t.Fatal(err)
		}
	}
}

// watch runs the command; lines are what it prints, ended its error.
func (s *soc) watch() (lines, notices <-chan string, end func() error) {
	s.t.Helper()
	out, outTo := s.lines()
	errs, errsTo := s.lines()
	ctx, cancel := context.WithCancel(s.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.cmd.follow(ctx, outTo, errsTo) }()
	return out, errs, func() error {
		cancel()
		return soon(s.t, ended)
	}
}

func (s *soc) lines() (<-chan string, io.Writer) {
	r, w := io.Pipe()
	out := make(chan string, 1000)
	go func() {
		for in := bufio.NewScanner(r); in.Scan(); {
			out <- in.Text()
		}
	}()
	s.t.Cleanup(func() { w.Close() })
	return out, w
}

func soon[T any](t *testing.T, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(20 * time.Second):
		t.Fatal("nothing came")
		panic("not reached")
	}
}

// listening waits until the command's subscription is at the server.
func (s *soc) listening() {
	s.t.Helper()
	end := time.After(20 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		if subs := s.srv.NumSubscriptions(); subs >= 2 {
			if r := s.srv.GlobalAccount().Interest("sluice.flag.low.dlp.acme"); r > 0 {
				return
			}
		}
		select {
		case <-tick.C:
		case <-end:
			s.t.Fatal("it never listened")
		}
	}
}

var (
	socSecret = exchange.Finding{Type: "SECRET", Rule: "aws-access-key-id", Action: "redact", Count: 1}
	socEmail  = exchange.Finding{Type: "EMAIL_ADDRESS", Rule: "email", Action: "pseudonymize", Count: 1}
	socHazard = exchange.Finding{Type: "HAZARD", Rule: "S9", Action: "block", Count: 1}
)

func TestWatch(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*watchCmd)
		want   []string
	}{
		"all":      {func(*watchCmd) {}, []string{"high dlp aws-access-key-id redact", "low dlp email pseudonymize", "critical hazard S9 block"}},
		"severity": {func(c *watchCmd) { c.Severity = "high" }, []string{"high dlp aws-access-key-id redact", "critical hazard S9 block"}},
		"category": {func(c *watchCmd) { c.Category = "hazard" }, []string{"critical hazard S9 block"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSOC(t, -1)
			tt.change(&s.cmd)
			lines, _, end := s.watch()
			s.listening()
			s.tell(socEvents("r-1", socSecret, socEmail, socHazard)...)
			for _, want := range tt.want {
				f := strings.Fields(soon(t, lines))
				class := 2 // words of the class, and one more of the DLP's
				if f[2] == "dlp" {
					class = 3
				}
				got := strings.Join(append(f[1:3:3], f[3+class:5+class]...), " ")
				if got != want || f[0] != "2026-11-23T12:00:01.000Z" || f[len(f)-2] != "alice" || f[len(f)-1] != "r-1" {
					t.Errorf("got %q, want %q", f, want)
				}
			}
			if err := end(); err != nil {
				t.Errorf("ended with %v", err)
			}
			if len(lines) != 0 {
				t.Errorf("and %q", <-lines)
			}
		})
	}
}

// With --since the history comes first, and nothing of it again.
func TestWatchSince(t *testing.T) {
	s := newSOC(t, -1)
	s.cmd.Since, s.cmd.JSON = time.Hour, true
	old, both, live := socEvents("old", socSecret), socEvents("both", socSecret), socEvents("live", socSecret)
	s.stored <- append(old, both...)
	s.stored <- both
	lines, _, end := s.watch()
	s.listening()
	got := []string{soon(t, lines), soon(t, lines)}
	s.tell(both...)
	s.tell(live...)
	got = append(got, soon(t, lines))
	for i, want := range append(append(old, both...), live...) {
		if got[i] != string(want.Body) {
			t.Errorf("line %d is %s, want %s", i, got[i], want.Body)
		}
	}
	if err := end(); err != nil {
		t.Error(err)
	}
}

// A server that goes away and comes back: it is told, and what was missed is read.
func TestWatchReconnects(t *testing.T) {
	first := newSOC(t, -1)
	lines, notices, end := first.watch()
	first.listening()
	first.tell(socEvents("before", socSecret)...)
	if got := soon(t, lines); !strings.HasSuffix(got, "before") {
		t.Error(got)
	}
	soon(t, first.asked)
	soon(t, first.asked) // from now on nothing but a loss makes it look again
	port := first.srv.Addr().String()[strings.LastIndex(first.srv.Addr().String(), ":")+1:]
	first.srv.Shutdown()
	first.srv.WaitForShutdown()
	first.nc.Close()
	// Whoever answers may be gone before the connection is.
	noticed(t, notices, "reconnecting")
	var n int
	if _, err := fmt.Sscan(port, &n); err != nil {
		t.Fatal(err)
	}
	second := newSOC(t, n, socEvents("missed", socSecret))
	if got := soon(t, lines); !strings.HasSuffix(got, "missed") {
		t.Error(got)
	}
	noticed(t, notices, "connected again")
	second.tell(socEvents("after", socSecret)...)
	if got := soon(t, lines); !strings.HasSuffix(got, "after") {
		t.Error(got)
	}
	if err := end(); err != nil {
		t.Error(err)
	}
}

// noticed waits for a notice; that the history cannot be read now may be told before it.
func noticed(t *testing.T, notices <-chan string, want string) {
	t.Helper()
	for {
		got := soon(t, notices)
		if strings.Contains(got, want) {
			return
		}
		if !strings.Contains(got, "cannot be read now") {
			t.Fatalf("told %q, want %q", got, want)
		}
	}
}

// What a terminal would obey does not reach it.
func TestWatchPrintsNoEscapes(t *testing.T) {
	s := newSOC(t, -1)
	lines, _, end := s.watch()
	s.listening()
	s.tell(socEvents("r", exchange.Finding{Type: "X", Rule: "\x1b[2Jrule\u202e\n", Action: "flag"})...)
	if got := soon(t, lines); strings.ContainsAny(got, "\x1b\u202e") || !strings.Contains(got, "rule") {
		t.Errorf("%q", got)
	}
	if err := end(); err != nil {
		t.Error(err)
	}
}

func TestWatchRefused(t *testing.T) {
	s := newSOC(t, -1)
	s.cmd.Token = "another"
	if err := s.cmd.follow(t.Context(), io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), "refused the token") {
		t.Errorf("with another token: %v", err)
	}
	s.cmd.Token, s.cmd.Since = socToken, -time.Hour
	if err := s.cmd.follow(t.Context(), io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), "--since") {
		t.Errorf("a negative --since: %v", err)
	}
}
