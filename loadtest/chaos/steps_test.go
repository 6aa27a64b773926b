package chaos

import (
	"sluice/loadtest/rig"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
)

// step is one thing that happens to one process while a batch is in flight.
type step struct {
	what  string // kill, freeze, die at, or take over
	who   string // a service, or nats
	point string // of die at
	nth   int    // passing of the point that kills

	// calls is how many calls the model must have got of this batch before the
	// blow falls; with 0 it falls as soon as the batch is sent.
	calls int
	// redelivers: the process had messages in hand, so the stream must have
	// delivered some again.
	redelivers bool
}

func (s step) name() string {
	if s.point != "" {
		return s.what + " " + s.point
	}
	return s.what + " " + s.who
}

const (
	kill     = "kill"
	freeze   = "freeze"
	dieAt    = "die at"
	takeOver = "take over"
)

// owner says which service passes a failpoint, and at which passing it dies:
// early, so that nearly all of the batch is in flight still.
var owner = map[string]step{
	failpoint.AcceptedNotPublished: {who: "dlp", nth: 5},
	failpoint.PublishedNotAnswered: {who: "dlp", nth: 5},
	failpoint.LeasedNotCalled:      {who: "dispatch", nth: 5, redelivers: true},
	failpoint.AnsweredNotStored:    {who: "dispatch", nth: 1, redelivers: true},
	failpoint.StoredNotPublished:   {who: "dispatch", nth: 1, redelivers: true},
	failpoint.PublishedNotAcked:    {who: "dispatch", nth: 1, redelivers: true},
	failpoint.RecordedNotReleased:  {who: "provenance", nth: 2, redelivers: true},
	failpoint.OutcomeNotAcked:      {who: "provenance", nth: 2, redelivers: true},
	failpoint.AckedNotAnswered:     {who: "provenance", nth: 2},
}

// steps are the run, in order.
func steps() []step {
	// Where the blow falls while the model works, the stages after it get what
	// comes in meanwhile; identity and dlp are met when clients come.
	calls := map[string]int{"edge": inModel, "dispatch": inModel, "provenance": inModel, "nats": inModel}
	redelivers := map[string]bool{"dispatch": true}
	var out []step
	for _, who := range processes() {
		out = append(out, step{what: kill, who: who, calls: calls[who], redelivers: redelivers[who]})
	}
	redelivers["provenance"] = true
	for _, who := range processes() {
		out = append(out, step{what: freeze, who: who, calls: calls[who], redelivers: redelivers[who]})
	}
	for _, point := range failpoint.All() {
		s := owner[point]
		s.what, s.point = dieAt, point
		out = append(out, s)
	}
	for _, who := range exchange.Stages() {
		out = append(out, step{what: takeOver, who: string(who), calls: inModel, redelivers: true})
	}
	return out
}

func processes() []string { return append(rig.ServiceNames(), "nats") }

// promised are the names of the steps that must be there.
func promised() []string {
	var out []string
	for _, who := range processes() {
		out = append(out, kill+" "+who, freeze+" "+who)
	}
	for _, point := range failpoint.All() {
		out = append(out, dieAt+" "+point)
	}
	return append(out, takeOver+" dispatch", takeOver+" provenance")
}
