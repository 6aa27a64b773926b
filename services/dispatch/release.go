package dispatch

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/failpoint"
	"sluice/pkg/live"
	"sluice/pkg/policy"
	"sluice/pkg/stage"
)

const (
	maxAsked = live.MaxAsked
	overlap  = 512                    // bytes before a window that the guard reads again
	askTime  = 8 * time.Second        // for one verdict; then another guard may be asked
	askAgain = 200 * time.Millisecond // between two tries
	openTime = 5 * time.Second        // for the opening record
)

// release judges what is pending of a strand and sends it to the waiting edge.
// The order that nothing leaves unseen in: the scan and disclosure (take), the
// guard's verdict, the opening record, the lease, the delta.
func (f *flow) release(call context.Context, k strandKey, st *strand) error {
	ready := st.pending[:len(st.pending)-f.mayBeCanary(st.pending)]
	if len(ready) > live.MaxText-overlap {
		ready = ready[:runeStart(ready, live.MaxText-overlap)]
	}
	if len(ready) == 0 {
		return nil
	}
	text := string(ready)
	page, err := f.guarded(call, lastBytes(st.released.String(), overlap)+text)
	if err != nil {
		return err
	}
	if err := f.open(call); err != nil {
		if errors.Is(err, errMute) {
			f.mute = true
			return nil
		}
		return err
	}
	if err := stage.Held(f.ctx); err != nil {
		return err
	}
	st.released.WriteString(text)
	part := live.Part{Choice: k.choice, Field: k.field, Text: text}
	tokens := f.lanes.leave(k, func(of strandKey) int { return f.strands[of].released.Len() })
	if len(tokens) > 0 {
		part.Logprobs, tokens = tokens[0], tokens[1:]
	}
	f.send(part)
	for _, more := range tokens {
		f.send(live.Part{Choice: k.choice, Field: laneOf(k).field, Logprobs: more})
	}
	st.pending = st.pending[len(text):]
	st.last = f.Now()
	f.seen.left(page)
	f.x.Dispatch.Windows++
	f.x.Dispatch.Released += len(text)
	return nil
}

// send hands a part to the waiting edge.
func (f *flow) send(part live.Part) {
	if f.mute {
		return
	}
	d := live.Delta{Run: f.run, Seq: f.seq, Parts: []live.Part{part}}
	if f.seq == 0 {
		failpoint.Hit(failpoint.OpenedNotSent)
		d.Restore, d.Model, d.Created = f.x.Sections[exchange.SectionRestore], f.x.Model, f.Now().Unix()
	}
	if err := live.Send(f.Bus, f.x.Edge, f.x.Key, d); err != nil {
		f.Log.DebugContext(f.ctx, "a piece of a stream was not sent; the outcome has it", "error", err)
		f.mute = true
	}
	failpoint.Hit(failpoint.SentNotEnded)
	f.seq++
}

// mayBeCanary is the length of the end of text that a registered canary could
// begin with: it waits for what follows.
func (f *flow) mayBeCanary(text []byte) int {
	longest := 0
	for _, c := range f.p.Canaries() {
		for n := min(len(c)-1, len(text)); n > longest; n-- {
			end := text[len(text)-n:]
			if utf8.RuneStart(end[0]) && utf8.RuneStart(c[n]) && strings.EqualFold(string(end), c[:n]) {
				longest = n
				break
			}
		}
	}
	return longest
}

// discloses looks for canaries and the system's own words in what is about to wait
// for its release.
func (f *flow) discloses(st *strand, text string) bool {
	page := exchange.GuardPage{State: exchange.Failed, Classifier: "disclosure", Turns: 1}
	for _, found := range st.watch.Next(text) {
		if f.p.Action(policy.Output, "INJECTION", found.Rule) != policy.Block {
			continue // the guard finds it in the whole, and flags it
		}
		f.rules = append(f.rules, found.Rule)
		page.Findings = append(page.Findings, exchange.Finding{Type: "INJECTION", Rule: found.Rule, Action: string(policy.Block), Count: 1})
	}
	if len(f.rules) == 0 {
		return false
	}
	f.page = &page
	return true
}

// guarded asks for a verdict. Where none can be had the policy says what follows:
// to ask again until the deadline, to end the stream, or to go on as an exception.
// A guard process that died or starts is no verdict of the guard's: until another
// answers the question is asked again for a while, whatever the policy.
func (f *flow) guarded(call context.Context, text string) (exchange.GuardPage, error) {
	var none exchange.GuardPage
	began := f.Now()
	for tries := 1; ; tries++ {
		ctx, cancel := context.WithTimeout(call, askTime)
		a, err := live.Ask(ctx, f.Bus, live.Question{Tenant: f.x.Tenant, Policy: f.x.Policy.Digest, Asked: f.asked, Text: text, Deadline: f.x.Deadline})
		cancel()
		switch {
		case call.Err() != nil:
			return none, call.Err()
		case err == nil && a.Page.State == exchange.Failed:
			f.page, f.rules = &a.Page, a.Blocked
			return none, errBlocked
		case err == nil && a.Lets():
			return a.Page, nil
		}
		unheard := err != nil && (tries == 1 || f.Now().Sub(began) < askTime)
		switch on := f.p.GuardOnError(); {
		case on == policy.Hold, unheard:
			t := time.NewTimer(askAgain)
			select {
			case <-t.C:
			case <-call.Done():
				t.Stop()
				return none, call.Err()
			}
		case on == policy.Except:
			// The guard's look at the whole says how this exchange ended.
			return exchange.GuardPage{State: exchange.Excepted, Error: cmp.Or(a.Page.Error, "unavailable")}, nil
		default:
			return none, errUnjudged
		}
	}
}

// open has the opening record stored before the first release. Where it cannot be
// stored nothing is released until the closing one is.
func (f *flow) open(call context.Context) error {
	if f.opened {
		return nil
	}
	if err := stage.Held(f.ctx); err != nil {
		return err // no opening record after another attempt's closing one
	}
	ctx, cancel := context.WithTimeout(call, openTime)
	defer cancel()
	now := f.Now()
	at, err := live.Open(ctx, f.Bus, evidence.NewOpening(f.x, f.run, now, f.Version))
	switch {
	case err == nil:
		f.opened, f.x.Dispatch.Opened = true, now.UTC()
		return nil
	case errors.Is(err, evidence.ErrOpened):
		f.x.Dispatch.Opened = at
		return err
	}
	f.Log.WarnContext(f.ctx, "a stream is not opened; its answer waits for the record", "tenant", f.x.Tenant, "error", err)
	return errMute
}

// lastBytes is the end of text, at most n bytes, from a rune's start.
func lastBytes(text string, n int) string {
	if len(text) <= n {
		return text
	}
	text = text[len(text)-n:]
	for len(text) > 0 && !utf8.RuneStart(text[0]) {
		text = text[1:]
	}
	return text
}

// runeStart is the last start of a rune at or before n.
func runeStart(text []byte, n int) int {
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return n
}
