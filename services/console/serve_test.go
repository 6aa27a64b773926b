package console_test

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/services/console"
)

// A console behind TLS marks its cookies so, and ends with its context although
// streams have no end of their own.
func TestServe(t *testing.T) {
	w := newWorld(t)
	c, err := console.New(console.Deps{
		Bus: w.Connect(bus.UserConsole), Directory: w.dir, Log: slog.New(slog.DiscardHandler), Now: w.clock.now, TLS: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.Serve(ctx, l, 10*time.Second) }()
	w.web.URL = "http://" + l.Addr().String()

	b := w.browser()
	form := b.get("/login")
	if cookies := form.Cookies(); len(cookies) != 1 || cookies[0].Name != "__Host-sluice_login" || !cookies[0].Secure {
		t.Fatalf("cookies %v", cookies)
	}
	// The jar keeps a Secure cookie from plain HTTP: it is handed on by hand.
	text, _ := w.member("acme", "carol", bus.RoleAnalyst)
	login := b.postWith("/login", form.Cookies(), map[string]string{"csrf": csrf(t, form.text), "token": text})
	var session *http.Cookie
	for _, k := range login.Cookies() {
		if k.Name == "__Host-sluice_session" {
			session = k
		}
	}
	if login.StatusCode != http.StatusSeeOther || session == nil || !session.Secure {
		t.Fatalf("login: %d, cookies %v", login.StatusCode, login.Cookies())
	}
	r, err := http.NewRequest("GET", w.web.URL+"/flags/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(session)
	resp, err := b.http.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("the stream: %d", resp.StatusCode)
	}
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(patience):
		t.Error("it does not end")
	}
}
