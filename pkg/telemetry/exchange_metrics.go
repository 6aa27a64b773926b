package telemetry

import (
	"strconv"
	"time"

	"sluice/pkg/exchange"
)

// Admission is how a request was taken at the door.
type Admission uint8

// All results.
const (
	Accepted    Admission = iota
	Duplicate             // seen before; it has, or gets, the same outcome
	Turned                // refused: by a check, or for who asks
	Throttled             // too many at once
	Invalid               // no request that can be judged
	Conflict              // the id was used with another body
	Unavailable           // we cannot take it now
	admissions
)

func (a Admission) String() string {
	if a >= admissions {
		return Other
	}
	return [...]string{"accepted", "duplicate", "refused", "throttled", "invalid", "conflict", "unavailable"}[a]
}

// AdmissionOf is the result of a request that was turned away with an HTTP status.
func AdmissionOf(status int, code string) Admission {
	switch {
	case status == 409:
		return Conflict
	case status == 429:
		return Throttled
	case status >= 500:
		return Unavailable
	case status == 401, status == 403, code == "content_filter":
		return Turned
	}
	return Invalid
}

type admitted struct {
	tenant string
	result Admission
}

// Admitted counts a request at the door. tenant is "" where nobody knows whose it is.
func (t *Telemetry) Admitted(tenant string, result Admission) {
	if t == nil {
		return
	}
	if result >= admissions {
		result = Invalid
	}
	t.admissions.get(admitted{name(tenant), result}, admitted{Other, result}, func(k admitted) *tally {
		return t.meters.tally(admission, "tenant", k.tenant, "result", k.result.String())
	}).add(1)
}

type recorded struct{ tenant, via, outcome string }

type pair struct{ first, second string }

// Recorded counts an exchange whose record was stored now: its outcome, how its
// checks ended and what its rules found. outcome is one of package requests'.
func (t *Telemetry) Recorded(x *exchange.Exchange, outcome string, now time.Time) {
	if t == nil {
		return
	}
	outcome = t.vocabulary.outcomes.word(outcome)
	k := recorded{name(x.Tenant), t.vocabulary.doors.word(x.Via), outcome}
	t.exchanges.get(k, recorded{Other, k.via, outcome}, func(k recorded) *tally {
		return t.meters.tally(exchanges, "tenant", k.tenant, "via", k.via, "outcome", k.outcome)
	}).add(1)
	t.durations.get(outcome, Other, func(outcome string) *timer {
		return t.meters.timer(exchangeDuration, "outcome", outcome)
	}).record(max(0, now.Sub(x.Accepted).Seconds()))
	for check, state := range exchange.States(x) {
		t.count(&t.checks, checks, "check", "state", pair{t.vocabulary.checks.word(check), t.vocabulary.states.word(string(state))}, 1)
	}
	if x.DLP != nil {
		t.found(x.DLP.Findings)
	}
	if x.GuardInput != nil {
		t.found(x.GuardInput.Findings)
		t.shadowed(x.GuardInput)
	}
	if x.Dispatch != nil {
		t.found(x.Dispatch.Findings)
	}
	if x.GuardOutput != nil {
		t.found(x.GuardOutput.Findings)
		t.shadowed(x.GuardOutput)
	}
}

func (t *Telemetry) found(all []exchange.Finding) {
	for _, f := range all {
		t.count(&t.findings, findings, "rule", "action", pair{t.known[Rules].word(f.Rule), t.vocabulary.actions.word(f.Action)}, max(0, f.Count))
	}
}

type shadowed struct{ what, live, would string }

// shadowed counts what decided the hazards of a page beside what would have.
func (t *Telemetry) shadowed(p *exchange.GuardPage) {
	if len(p.Shadow) == 0 {
		return
	}
	live := "pass"
	for _, f := range p.Findings {
		if f.Type == "HAZARD" && (f.Action == "block" || f.Action == "flag" && live == "pass") {
			live = f.Action
		}
	}
	for _, s := range p.Shadow {
		k := shadowed{t.vocabulary.shadows.word(s.What), live, t.vocabulary.verdicts.word(s.Would)}
		t.shadows.get(k, shadowed{Other, live, Other}, func(k shadowed) *tally {
			return t.meters.tally(shadows, "what", k.what, "live", k.live, "would", k.would)
		}).add(1)
	}
}

// Flagged counts a flag that was sent to the analysts, by package ocsf's words.
func (t *Telemetry) Flagged(severity, category string) {
	if t == nil {
		return
	}
	t.count(&t.flags, flags, "severity", "category", pair{t.vocabulary.severities.word(severity), t.vocabulary.categories.word(category)}, 1)
}

func (t *Telemetry) count(of *family[pair, *tally], which int, first, second string, k pair, n int) {
	of.get(k, pair{Other, Other}, func(k pair) *tally {
		return t.meters.tally(which, first, k.first, second, k.second)
	}).add(n)
}

// EvidenceFailed counts a try to store evidence that failed.
func (t *Telemetry) EvidenceFailed() {
	if t == nil {
		return
	}
	t.evidence.add(1)
}

type asked struct {
	route  Route
	method string
	status int
}

// Served records one HTTP request at the edge, whole.
func (t *Telemetry) Served(method string, route Route, status int, took time.Duration) {
	if t == nil {
		return
	}
	if status < 100 || status > 599 {
		status = 0
	}
	k := asked{route, t.method(method), status}
	t.served.get(k, asked{RouteOther, "_OTHER", 0}, func(k asked) *timer {
		return t.meters.timer(httpDuration, "http.route", k.route.String(), "http.request.method", k.method,
			"http.response.status_code", strconv.Itoa(k.status))
	}).record(took.Seconds())
}

// Streaming counts a live stream that was opened (1) or ended (-1) at the edge.
func (t *Telemetry) Streaming(n int) {
	if t == nil {
		return
	}
	t.streams.add(n)
}
