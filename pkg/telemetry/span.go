package telemetry

import (
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"sluice/pkg/exchange"
)

// Span is one recorded piece of work. All methods of a nil Span do nothing. No
// method takes text: what is not a number is looked up among the words that are
// known, and is "other" if it is none of them. One goroutine uses it at a time.
type Span struct {
	t    *Telemetry
	span trace.Span
}

// End ends the span; what is set later is lost.
func (s *Span) End() {
	if s == nil {
		return
	}
	s.span.End()
}

// Fail marks the work as failed, by its kind: one of package engine's, or such as
// held, retried, panic, invalid or canceled.
func (s *Span) Fail(kind string) {
	if s == nil {
		return
	}
	s.span.SetAttributes(attribute.String("error.type", s.t.vocabulary.kinds.word(kind)))
	s.span.SetStatus(codes.Error, "")
}

// Exchange says whose exchange it is, and which pass through the stage.
func (s *Span) Exchange(x *exchange.Exchange) {
	if s == nil {
		return
	}
	s.Request(x.ID)
	s.span.SetAttributes(
		attribute.String("sluice.tenant", name(x.Tenant)),
		attribute.String("sluice.lane", s.t.vocabulary.lanes.word(x.Lane)),
		attribute.Int("sluice.stage.pass", x.Pass()),
		attribute.Bool("sluice.live", x.Live),
	)
}

// Request says which request it is. id must have been accepted as a request id:
// an id that was refused may be a secret.
func (s *Span) Request(id string) {
	if s == nil {
		return
	}
	s.span.SetAttributes(attribute.String("sluice.request.id", name(id)))
}

// Tenant says whose work it is.
func (s *Span) Tenant(tenant string) {
	if s == nil {
		return
	}
	s.span.SetAttributes(attribute.String("sluice.tenant", name(tenant)))
}

// Refused says that the work ended in a refusal, by its code.
func (s *Span) Refused(code string) {
	if s == nil {
		return
	}
	s.span.SetAttributes(attribute.String("sluice.refusal.code", s.t.vocabulary.codes.word(code)))
}

// Verdict says how a check ended and what it found.
func (s *Span) Verdict(state exchange.CheckState, findings []exchange.Finding) {
	if s == nil {
		return
	}
	all := make([]attribute.KeyValue, 1, 1+len(findings))
	all[0] = attribute.String("sluice.check.state", s.t.vocabulary.states.word(string(state)))
	counts := map[string]int{}
	for _, f := range findings {
		counts[s.t.known[Rules].word(f.Rule)] += f.Count
	}
	for rule, n := range counts {
		all = append(all, attribute.Int("sluice.finding."+rule, n))
	}
	s.span.SetAttributes(all...)
}

// Page says what the page holds that a stage has written in this pass.
func (s *Span) Page(at exchange.Stage, x *exchange.Exchange) {
	if s == nil {
		return
	}
	if x.Refusal != nil && x.Refusal.Stage == string(at) {
		s.Refused(x.Refusal.Code)
	}
	switch at {
	case exchange.StageDLP:
		if x.DLP != nil {
			s.Verdict(x.DLP.State, x.DLP.Findings)
		}
	case exchange.StageGuard:
		if p := newer(x.GuardOutput, x.GuardInput); p != nil {
			s.Verdict(p.State, p.Findings)
		}
	case exchange.StageToolauth:
		if p := newer(x.ToolCalls, x.ToolOffer); p != nil {
			s.Verdict(p.State, nil)
			s.Count(Tools, len(p.Decisions))
		}
	case exchange.StageDispatch:
		if p := x.Dispatch; p != nil {
			s.Verdict(p.State, p.Findings)
			s.Count(Takeovers, p.Takeovers)
		}
	}
}

func newer[P any](second, first *P) *P {
	if second != nil {
		return second
	}
	return first
}

// Quantity is what a span may count.
type Quantity uint8

// All quantities.
const (
	Bytes     Quantity = iota // of text or of a message
	Turns                     // pieces of text that were judged
	Tools                     // decided on
	Takeovers                 // workers that had the lease before
	Windows                   // of a live stream
	Attempts                  // backends tried
	quantities
)

// Count sets a number.
func (s *Span) Count(what Quantity, n int) {
	if s == nil || what >= quantities {
		return
	}
	key := [...]string{"sluice.bytes", "sluice.turns", "sluice.tools", "sluice.takeovers", "sluice.windows", "sluice.attempts"}[what]
	s.span.SetAttributes(attribute.Int(key, n))
}

// Route is a path that the edge serves, as a constant pattern.
type Route uint8

// All routes.
const (
	RouteOther         Route = iota // a path that there is not
	RouteChat                       // /v1/chat/completions
	RouteModels                     // /v1/models
	RouteMessages                   // /v1/messages
	RouteOllama                     // /api/chat
	RouteOllamaTags                 // /api/tags
	RouteOllamaShow                 // /api/show
	RouteOllamaVersion              // /api/version
	RouteResponses                  // /v1/responses
	routes
)

func (r Route) String() string {
	if r >= routes {
		return Other
	}
	return [...]string{Other, "/v1/chat/completions", "/v1/models", "/v1/messages",
		"/api/chat", "/api/tags", "/api/show", "/api/version", "/v1/responses"}[r]
}

// HTTP says what was asked for and answered, with the names of OpenTelemetry's
// semantic conventions for HTTP servers.
func (s *Span) HTTP(method string, route Route, status int) {
	if s == nil {
		return
	}
	s.span.SetAttributes(
		attribute.String("http.request.method", s.t.method(method)),
		attribute.String("http.route", route.String()),
		attribute.Int("http.response.status_code", status),
	)
	if status >= 500 {
		s.span.SetStatus(codes.Error, "")
	}
}

// method is the conventions' word for a method that they do not know.
func (t *Telemetry) method(m string) string {
	if w := t.vocabulary.methods.word(m); w != Other {
		return w
	}
	return "_OTHER"
}

func (s *Span) ended(how Ending) {
	if s == nil {
		return
	}
	s.span.SetAttributes(attribute.String("sluice.result", how.String()))
}
