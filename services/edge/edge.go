// Package edge is the HTTP door: the shapes of package surface, bearer tokens, errors
// that each shape's clients understand. It holds a raw prompt only to pass it to dlp, waits
// for the outcome that provenance releases, and restores its caller's pseudonyms.
// It judges nothing.
package edge

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"time"

	"github.com/oklog/ulid/v2"
	"golang.org/x/sync/semaphore"

	"sluice/pkg/admission"
	"sluice/pkg/bus"
	"sluice/pkg/catalog"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/policy"
	"sluice/pkg/requests"
	"sluice/pkg/scan"
	"sluice/pkg/seal"
	"sluice/pkg/surface"
	"sluice/pkg/surface/anthropic"
	"sluice/pkg/surface/ollama"
	"sluice/pkg/surface/responses"
	"sluice/pkg/telemetry"
	"sluice/pkg/token"
)

// Deps are what the edge works with. All are safe for concurrent use.
type Deps struct {
	Bus       *bus.Bus
	Book      *requests.Book
	Sealer    *seal.Sealer
	Directory *token.Directory
	Catalog   *catalog.Catalog
	Validator *chat.Validator
	Policies  Policies
	Detectors *scan.Set // judge request ids, which are logged
	Log       *slog.Logger
	Telemetry *telemetry.Telemetry // nil records nothing
	Now       func() time.Time

	MaxBody   int64
	MaxInHand int64 // raw bytes held at once

	Version string // ours, for who asks
}

// Policies gives the policy in force.
type Policies interface {
	Current() *policy.Policy
}

// Edge serves HTTP.
type Edge struct {
	Deps
	name    string        // of this process, for pieces of live streams
	ending  chan struct{} // closed when a drain has no time left for who still waits
	notices *notices
	deltas  *deltas
	gate    *admission.Gate
	bytes   *semaphore.Weighted
	asking  chan struct{} // holds a place for each request that is read in its shape now
	routes  map[string]route
}

// route is what one path takes.
type route struct {
	method, operation string
	name              telemetry.Route
	as                surface.Surface
	do                func(*call)
}

// New subscribes to what concerns every waiting request.
func New(d Deps) (*Edge, error) {
	answers, err := responses.New()
	if err != nil {
		return nil, err
	}
	e := &Edge{Deps: d, name: ulid.Make().String(), ending: make(chan struct{}), gate: admission.New(d.Now), bytes: semaphore.NewWeighted(d.MaxInHand), asking: make(chan struct{}, runtime.GOMAXPROCS(0)), routes: map[string]route{
		"/v1/chat/completions": {"POST", surface.OperationChat, telemetry.RouteChat, surface.OpenAI{}, (*call).complete},
		"/v1/responses":        {"POST", surface.OperationResponses, telemetry.RouteResponses, answers, (*call).complete},
		"/v1/messages":         {"POST", surface.OperationMessages, telemetry.RouteMessages, anthropic.Surface{}, (*call).complete},
		"/api/chat":            {"POST", surface.OperationOllama, telemetry.RouteOllama, ollama.Surface{Now: d.Now}, (*call).complete},
		"/api/tags":            {"GET", "models", telemetry.RouteOllamaTags, ollama.Surface{}, (*call).tags},
		"/api/show":            {"POST", "models", telemetry.RouteOllamaShow, ollama.Surface{}, (*call).show},
		"/api/version":         {"GET", "models", telemetry.RouteOllamaVersion, ollama.Surface{}, (*call).version},
		"/v1/models":           {"GET", "models", telemetry.RouteModels, surface.OpenAI{}, (*call).models},
	}}
	if e.notices, err = listen(d.Bus.NC); err != nil {
		return nil, err
	}
	if e.deltas, err = hear(d.Bus.NC, e.name); err != nil {
		return nil, err
	}
	return e, nil
}

// ServeHTTP finds the route by the exact path. (http.ServeMux would answer an
// unclean path by a redirect of its own, without request id and access event.)
func (e *Edge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	route, ok := e.routes[r.URL.Path]
	if !ok {
		route.operation = "unknown"
	}
	route.as = shape(r, route.as)
	c := e.open(w, r, route)
	began := time.Now()
	defer func() { c.observe(route.name, time.Since(began)) }()
	c.take(route)
}

// traceparent is the caller's, unless there are several, which W3C has count as none.
func traceparent(h http.Header) string {
	if all := h.Values("Traceparent"); len(all) == 1 {
		return all[0]
	}
	return ""
}

// clientLeft stands in metrics for a client that went before there was an answer.
const clientLeft = 499

// observe tells how the request ended.
func (c *call) observe(route telemetry.Route, took time.Duration) {
	if c.status == 0 {
		c.status = clientLeft
	}
	c.Telemetry.Served(c.r.Method, route, c.status, took)
	c.span.HTTP(c.r.Method, route, c.status)
	c.span.Request(c.access.RequestID)
	if c.user.Tenant != "" {
		c.span.Tenant(c.user.Tenant)
	}
	c.span.End()
}

func (c *call) take(route route) {
	w, r := c.w, c.r
	if route.name == telemetry.RouteOther {
		c.fail(chat.ErrNotFound())
		return
	}
	if r.Method != route.method && !(route.method == "GET" && r.Method == "HEAD") {
		w.Header().Set("Allow", route.method)
		c.fail(chat.ErrMethod(route.method))
		return
	}
	if fault := c.authenticate(); fault != nil {
		if fault.Status == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", "Bearer")
		}
		c.fail(fault)
		return
	}
	route.do(c)
}

// Server is an http.Server with bounds on everything that a client may draw out.
func (e *Edge) Server() *http.Server {
	return &http.Server{
		Handler: e, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute,
		WriteTimeout: policy.MaxDeadline + settling, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     slog.NewLogLogger(e.Log.Handler(), slog.LevelDebug),
	}
}

// lastWords is what is left of a drain for those who still wait: they are told that
// their outcome is not to be had now, in their stream where one was begun.
const lastWords = 3 * time.Second

// Serve answers on l until ctx ends, then finishes what is in hand within drain. It
// is called once.
func (e *Edge) Serve(ctx context.Context, l net.Listener, drain time.Duration) error {
	return e.serve(ctx, e.Server(), l, drain)
}

func (e *Edge) serve(ctx context.Context, srv *http.Server, l net.Listener, drain time.Duration) error {
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	last := time.AfterFunc(drain-min(lastWords, drain/2), func() { close(e.ending) })
	defer last.Stop()
	if err := srv.Shutdown(stop); err != nil {
		return srv.Close()
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// call is one HTTP request. It is used by one goroutine.
type call struct {
	*Edge
	w      http.ResponseWriter
	r      *http.Request
	as     surface.Surface
	asked  surface.Asked // nil before it is read
	asks   bool          // for a completion
	named  bool          // by the caller's own request id
	access evidence.Access
	user   token.User
	span   *telemetry.Span
	status int // as it was answered; 0 before

	settle func(real int) // puts right what tokens were taken; nil where none are counted
}

func (e *Edge) open(w http.ResponseWriter, r *http.Request, to route) *call {
	c := &call{Edge: e, w: w, r: r, as: to.as, asks: to.method == http.MethodPost && to.operation != "models", access: evidence.Access{
		Kind: "access", TS: e.Now().UTC(), Via: "http", Operation: to.operation, Bytes: int(max(r.ContentLength, 0)),
	}}
	ctx, span := e.Telemetry.Ingress(r.Context(), telemetry.SpanEdge, telemetry.Server, traceparent(r.Header))
	c.span = span
	c.identify(ctx, requests.NewID())
	return c
}

// identify gives the request its id, in the answer, the access event and the log.
func (c *call) identify(ctx context.Context, id string) {
	c.access.RequestID = id
	c.w.Header().Set("X-Request-Id", id)
	if also := c.as.IDHeader(); also != "" {
		c.w.Header().Set(also, id)
	}
	c.r = c.r.WithContext(telemetry.WithRequest(ctx, id))
}

// settling is what an outcome, and its client, may take past the deadline.
const settling = 5 * time.Second

// wait is the longest time to an outcome.
func (e *Edge) wait() time.Duration { return e.Policies.Current().Deadline() + settling }
