// Package console is the web pages of the people who watch over Sluice: live flags
// for SOC analysts, the records of the last exchanges for auditors. It shows what
// FLAGS and EVIDENCE hold, which is no content, to who may see it, and asks for it as
// that user, so that the reading is on the access log under their name. It changes
// nothing and decides nothing.
package console

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/token"
)

// Deps are what the console works with. All are safe for concurrent use.
type Deps struct {
	Bus       *bus.Bus
	Directory *token.Directory
	Log       *slog.Logger
	Now       func() time.Time
	TLS       bool // it is reached by https, so its cookies are sent over nothing else
	Version   string
}

// Console serves HTTP.
type Console struct {
	Deps
	handler  http.Handler
	pages    pages
	sessions *sessions
	guesses  *guesses
	feeds    *feeds
	origin   *http.CrossOriginProtection
	busy     chan struct{} // a place for each request in hand, but for streams
	streams  chan struct{} // a place for each stream of flags
	life     context.Context
	end      context.CancelFunc
}

const (
	mostBusy    = 128
	mostStreams = 256
	mostConns   = 1024
	maxForm     = 4 << 10 // bytes
	maxHeader   = 16 << 10
)

// New makes a console. Close ends what it started; Serve does so by itself.
func New(d Deps) (*Console, error) {
	pages, err := loadPages()
	if err != nil {
		return nil, err
	}
	c := &Console{
		Deps: d, pages: pages, sessions: newSessions(d.Now), guesses: newGuesses(d.Now), origin: http.NewCrossOriginProtection(),
		busy: make(chan struct{}, mostBusy), streams: make(chan struct{}, mostStreams),
	}
	c.life, c.end = context.WithCancel(context.Background())
	c.feeds = newFeeds(c.life, d)
	c.handler = c.routes()
	return c, nil
}

// Close ends all streams and what follows flags.
func (c *Console) Close() { c.end() }

func (c *Console) routes() http.Handler {
	mux := http.NewServeMux()
	page := func(pattern string, may func(token.User) bool, do func(*visit)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { c.visit(w, r, may, do) })
	}
	mux.HandleFunc("GET /login", c.askLogin)
	mux.HandleFunc("POST /login", c.login)
	page("POST /logout", anyone, (*visit).logout)
	page("GET /{$}", anyone, (*visit).home)
	page("GET /flags/stream", seesFlags, (*visit).stream)
	page("GET /exchanges", seesExchanges, (*visit).list)
	page("GET /exchanges/{id}", seesExchanges, (*visit).one)
	mux.HandleFunc("GET /static/{file}", serveStatic)
	page("/", anyone, func(v *visit) { v.fail(http.StatusNotFound, "There is no such page.") })
	return mux
}

// ServeHTTP bounds and marks every request before anything looks at it.
func (c *Console) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "+
		"form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	if err := c.origin.Check(r); err != nil {
		http.Error(w, "This form was not sent from a page of this console.", http.StatusForbidden)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	places := c.busy
	if r.URL.Path == "/flags/stream" {
		places = c.streams
	}
	select {
	case places <- struct{}{}:
		defer func() { <-places }()
		c.handler.ServeHTTP(w, r)
	default:
		w.Header().Set("Retry-After", "2")
		http.Error(w, "The console is busy; try again.", http.StatusServiceUnavailable)
	}
}

// Serve answers on l until ctx ends, then finishes what is in hand within drain.
func (c *Console) Serve(ctx context.Context, l net.Listener, drain time.Duration) error {
	srv := &http.Server{
		Handler: c, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: maxHeader,
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     slog.NewLogLogger(c.Log.Handler(), slog.LevelDebug),
	}
	defer c.Close()
	done := make(chan error, 1)
	go func() { done <- srv.Serve(newBounded(l, mostConns)) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	c.Close() // streams have no end of their own
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := srv.Shutdown(stop); err != nil {
		return srv.Close()
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
