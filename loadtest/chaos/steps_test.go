package chaos

import (
	"fmt"

	"sluice/loadtest/rig"
	"sluice/pkg/bus"
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
		return fmt.Sprintf("%s %s in %s %d", s.what, s.point, s.who, s.nth)
	}
	return s.what + " " + s.who
}

const (
	kill     = "kill"
	freeze   = "freeze"
	dieAt    = "die at"
	takeOver = "take over"
)

// failpoints say which service passes each, and at which passing it dies: early,
// so that nearly all of the batch is in flight still.
func failpoints() []step {
	at := func(point, who string, nth int) step {
		return step{what: dieAt, who: who, point: point, nth: nth, redelivers: who != "dlp" && point != failpoint.AckedNotAnswered}
	}
	return []step{
		at(failpoint.AcceptedNotPublished, "dlp", 5),
		at(failpoint.PublishedNotAnswered, "dlp", 5),
		at(failpoint.StoredNotPublished, "guard", 3),
		at(failpoint.StoredNotPublished, "guard", atOutput),
		at(failpoint.PublishedNotAcked, "guard", 3),
		at(failpoint.PublishedNotAcked, "guard", atOutput),
		at(failpoint.StoredNotPublished, "toolauth", 2),
		at(failpoint.PublishedNotAcked, "toolauth", 2),
		at(failpoint.LeasedNotCalled, "dispatch", 5),
		at(failpoint.OpenedNotSent, "dispatch", 2),
		at(failpoint.SentNotEnded, "dispatch", 2),
		at(failpoint.StreamedNotStored, "dispatch", 1),
		at(failpoint.AnsweredNotStored, "dispatch", 1),
		at(failpoint.StoredNotPublished, "dispatch", 1),
		at(failpoint.PublishedNotAcked, "dispatch", 1),
		at(failpoint.RecordedNotReleased, "provenance", 2),
		at(failpoint.OutcomeNotAcked, "provenance", 2),
		at(failpoint.AckedNotAnswered, "provenance", 2),
	}
}

// atOutput is a passing of guard with the first of the completions: every prompt
// of a batch has passed it before.
const atOutput = perStep + 1

// steps are the run, in order.
func steps() []step {
	// Where the blow falls while the model works, the stages after it get what
	// comes in meanwhile. identity and dlp are met when clients come, and guard and
	// toolauth once in front of the model and once behind it.
	killed := map[string]int{"edge": inModel, "dispatch": inModel, "provenance": inModel, "nats": inModel, "guard": inModel}
	halted := map[string]int{"edge": inModel, "dispatch": inModel, "provenance": inModel, "nats": inModel}
	var out []step
	for _, who := range processes() {
		out = append(out, step{what: kill, who: who, calls: killed[who], redelivers: who == "dispatch"})
	}
	for _, who := range processes() {
		_, consumes := bus.StreamOfStage(who)
		out = append(out, step{what: freeze, who: who, calls: halted[who], redelivers: consumes})
	}
	out = append(out, failpoints()...)
	for _, who := range exchange.Stages() {
		s := step{what: takeOver, who: string(who), calls: inModel, redelivers: true}
		if who == exchange.StageDispatch {
			// Every place is taken. A call that is frozen between its question whether the
			// lease is held and its own first byte is the one that stage.Held cannot stop.
			s.calls = slots
		}
		out = append(out, s)
	}
	return out
}

func processes() []string { return append(rig.ServiceNames(), "nats") }

// promised are how the names of the steps begin that must be there.
func promised() []string {
	var out []string
	for _, who := range processes() {
		out = append(out, kill+" "+who, freeze+" "+who)
	}
	for _, point := range failpoint.All() {
		out = append(out, dieAt+" "+point)
	}
	for _, point := range []string{failpoint.StoredNotPublished, failpoint.PublishedNotAcked} {
		out = append(out, dieAt+" "+point+" in guard", dieAt+" "+point+" in toolauth", dieAt+" "+point+" in dispatch")
	}
	for _, who := range exchange.Stages() {
		out = append(out, takeOver+" "+string(who))
	}
	return out
}
