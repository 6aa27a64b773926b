// Package ocsf writes what the checks found as security events of OCSF 1.8 (Open
// Cybersecurity Schema Framework, schema.ocsf.io): Data Security Findings (2006)
// for personal data and secrets, Detection Findings (2004) for hazards, injections,
// denied tools, exceptions and failures. It is pure: the same exchange gives the
// same events but for their time. No event holds text of a prompt or completion, or
// what a rule matched; users are opaque. Sending events is pkg/flag's.
package ocsf

import (
	"encoding/json"
	"time"

	"sluice/pkg/exchange"
)

// Event is one finding as the SOC gets it.
type Event struct {
	Severity string // one of Levels
	Category string // one of Categories
	Tenant   string
	Stage    string // whose page it stands on
	Time     time.Time
	ID       string // the same for the same finding of the same exchange, however often it is made
	Body     []byte // the event as JSON
}

// Events are the findings on the pages that the stage `at` has written, one for each
// page, type, rule and action, of at least the level; a level that is none of Levels
// leaves nothing out. now is the events' time, version the product's.
//
//	dlp       its page
//	guard     the newest of its pages: a check that gave no verdict is a finding too
//	toolauth  the denials on the newest of its pages
//	dispatch  its page, and calls of tools that were never offered
//
// A refusal by that stage that is a failure of ours is a finding where the exchange
// became a dead letter or a live stream was cut.
func Events(x *exchange.Exchange, at exchange.Stage, level string, now time.Time, version string) []Event {
	var out []Event
	for _, f := range merged(findings(x, at)) {
		severity := Severity(f.Type, f.Rule, f.Action)
		if !AtLeast(severity, level) {
			continue
		}
		id := f.id(x)
		out = append(out, Event{
			Severity: severity, Category: f.category, Tenant: x.Tenant, Stage: string(at), Time: now, ID: id,
			Body: encode(f.event(x, at, id, severity, now, version)),
		})
	}
	return out
}

// encode cannot fail: a Finding is made of strings, whole numbers and lists of them.
func encode(f Finding) []byte {
	body, err := json.Marshal(f)
	if err != nil {
		panic("ocsf: a finding does not encode") // not reached
	}
	return body
}

// merged adds up findings that would be the same event.
func merged(all []finding) []finding {
	type key struct{ page, kind, rule, action string }
	at := map[key]int{}
	var out []finding
	for _, f := range all {
		k := key{f.page, f.Type, f.Rule, f.Action}
		i, there := at[k]
		if !there {
			at[k] = len(out)
			out = append(out, f)
			continue
		}
		out[i].Count += f.Count
		out[i].tools = add(out[i].tools, f.tools...)
		out[i].reasons = add(out[i].reasons, f.reasons...)
	}
	return out
}
