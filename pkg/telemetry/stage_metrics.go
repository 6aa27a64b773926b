package telemetry

import (
	"context"
	"time"

	"sluice/pkg/exchange"
)

// Stage are the metrics and spans of one stage. All methods of a nil Stage do
// nothing. It is safe for concurrent use.
type Stage struct {
	t    *Telemetry
	at   exchange.Stage
	span SpanName

	in                       map[string]*tally // by lane; not written to after it was made
	out, retried, held, dead *tally
	duration, waited         *timer
	inFlight                 *raised
	places                   *dial
	refused                  family[string, *tally]
}

// Stage is the one of a name, or nil where there is no such stage.
func (t *Telemetry) Stage(at exchange.Stage) *Stage {
	if t == nil {
		return nil
	}
	return t.stages[at]
}

func (t *Telemetry) newStage(at exchange.Stage) *Stage {
	this := string(at)
	s := &Stage{
		t: t, at: at, span: spanOf(at), in: map[string]*tally{},
		out: t.meters.tally(stageOut, "stage", this), retried: t.meters.tally(stageRetried, "stage", this),
		held: t.meters.tally(stageHeld, "stage", this), dead: t.meters.tally(stageDead, "stage", this),
		duration: t.meters.timer(stageDuration, "stage", this), waited: t.meters.timer(stageWait, "stage", this),
		inFlight: t.meters.raised(stageInFlight, "stage", this), places: t.meters.dial(stagePlaces, "stage", this),
	}
	for lane := range t.vocabulary.lanes {
		s.in[lane] = t.meters.tally(stageIn, "stage", this, "lane", lane)
	}
	s.in[Other] = t.meters.tally(stageIn, "stage", this, "lane", Other)
	return s
}

// zero has the counters of a stage that works here stand at 0 from the start: where a
// counter appears with its first event, Prometheus sees no increase.
func (s *Stage) zero() {
	for _, t := range []*tally{s.out, s.retried, s.held, s.dead} {
		t.add(0)
	}
	for lane, t := range s.in {
		if lane != Other {
			t.add(0)
		}
	}
	s.inFlight.add(0)
}

// Places says how many exchanges this process works on at once.
func (s *Stage) Places(n int) {
	if s == nil {
		return
	}
	s.places.set(float64(n))
}

// Waited records how long an exchange was stored before it was first taken up.
func (s *Stage) Waited(d time.Duration) {
	if s == nil {
		return
	}
	s.waited.record(max(0, d.Seconds()))
}

// Dead counts a dead letter that is no exchange.
func (s *Stage) Dead() {
	if s == nil {
		return
	}
	s.dead.add(1)
}

// Ending is how a pass through a stage ended. Each pass has one.
type Ending uint8

// All endings.
const (
	Out     Ending = iota // handed on, or at the end of its way
	Refused               // ended here with a refusal
	Dead                  // ended here, and kept as a dead letter
	Retried               // given back after an error
	Held                  // given back without counting a try
)

func (e Ending) String() string {
	if e > Held {
		return Other
	}
	return [...]string{"out", "refused", "dead", "retried", "held"}[e]
}

// Pass is one exchange's pass through a stage. The zero value records nothing.
type Pass struct {
	stage   *Stage
	span    *Span
	began   time.Time
	arrived bool // by Arrive: there was no exchange yet
}

// Begin begins a pass: kind is Consumer for a message, Internal for an exchange that
// is handed on in memory. The span is a child of the one in ctx.
func (s *Stage) Begin(ctx context.Context, x *exchange.Exchange, kind Kind) (context.Context, Pass) {
	if s == nil {
		return ctx, Pass{}
	}
	s.in[s.t.vocabulary.lanes.word(x.Lane)].add(1)
	s.inFlight.add(1)
	ctx, span := s.t.Begin(ctx, s.span, kind)
	span.Exchange(x)
	return ctx, Pass{stage: s, span: span, began: time.Now()}
}

// Arrive begins a pass of a request that is no exchange yet. ours says that the
// traceparent is that of a service of ours, and not of a caller.
func (s *Stage) Arrive(ctx context.Context, traceparent string, ours bool) (context.Context, Pass) {
	if s == nil {
		return ctx, Pass{}
	}
	s.inFlight.add(1)
	p := Pass{stage: s, began: time.Now(), arrived: true}
	if ours {
		ctx, p.span = s.t.Begin(s.t.Continue(ctx, traceparent), s.span, Consumer)
	} else {
		ctx, p.span = s.t.Ingress(ctx, s.span, Consumer, traceparent)
	}
	return ctx, p
}

// End ends the pass. For a refusal or a dead letter, x says which. x is nil where
// the request never became an exchange: it is then none that the stage took up.
func (p Pass) End(x *exchange.Exchange, how Ending) {
	s := p.stage
	if s == nil {
		return
	}
	s.inFlight.add(-1)
	if x == nil {
		p.span.End()
		return
	}
	if p.arrived {
		s.in[s.t.vocabulary.lanes.word(x.Lane)].add(1)
		p.span.Exchange(x)
	}
	s.duration.record(time.Since(p.began).Seconds())
	p.span.Page(s.at, x)
	p.span.ended(how)
	switch how {
	case Refused:
		s.refuse(x)
	case Dead:
		s.dead.add(1)
	case Retried:
		p.span.Fail("retried")
		s.retried.add(1)
	case Held:
		s.held.add(1)
	default:
		s.out.add(1)
	}
	p.span.End()
}

func (s *Stage) refuse(x *exchange.Exchange) {
	code := Other
	if x.Refusal != nil {
		code = s.t.vocabulary.codes.word(x.Refusal.Code)
	}
	s.refused.get(code, Other, func(code string) *tally {
		return s.t.meters.tally(stageRefused, "stage", string(s.at), "code", code)
	}).add(1)
}
