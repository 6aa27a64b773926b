package flag

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/ocsf"
)

// Follower tells of a tenant's flags, each once: stored ones first, if it is asked
// to, then live ones. Live ones come over a plain subscription, which keeps nothing;
// what it missed (a lost connection, a follower too slow) is found in the history.
type Follower struct {
	NC     *nats.Conn
	Tenant string
	// Ask puts a question about stored flags. It bounds its own time.
	Ask func(context.Context, Question) (Page, error)
	// Begin says which stored flags to tell first; none where it is zero.
	Begin Question
	// Each is told of every flag, on the goroutine that runs Follow.
	Each func(Flag)
	// Notice is told what happens to the connection and to the history: of a new loss,
	// and of its end, with nil.
	Notice func(error)
	// Current, if set, is called once, when the history was read for the first time.
	Current func()
}

// Flag is one event as it came and as it reads.
type Flag struct {
	ocsf.Finding
	Raw json.RawMessage
}

const (
	flushTime = 5 * time.Second
	aheadOf   = 4096            // live flags that wait while history is read
	settle    = time.Second     // what was under way when the history was read is stored by then
	againIn   = 3 * time.Second // after a question that failed
	aheadMost = 2000            // live flags between two looks at the history, so that a look is short
	remember  = 16384           // ids of flags that were told
	skew      = time.Minute     // our clock may be before the server's by so much
)

// Follow runs until ctx ends; its error is that the subscription could not be made.
func (f Follower) Follow(ctx context.Context) error {
	live := make(chan *nats.Msg, aheadOf)
	link := f.NC.StatusChanged(nats.CONNECTED, nats.RECONNECTING, nats.DISCONNECTED)
	defer f.NC.RemoveStatusListener(link)
	sub, err := f.NC.ChanSubscribe(bus.FlagSubject("*", "*", f.Tenant), live)
	if err != nil {
		return fmt.Errorf("following flags: %w", err)
	}
	defer func() { _ = sub.Unsubscribe() }()
	// The history is read when the server has the subscription, so nothing lies between.
	// Where that fails the connection is lost, and its return brings another look.
	_ = f.NC.FlushTimeout(flushTime)
	slow := sub.StatusChanged(nats.SubscriptionSlowConsumer)
	w := &follow{Follower: f, link: link, seen: map[string]bool{}, look: time.NewTimer(0), question: f.Begin, settling: true}
	if f.Begin == (Question{}) {
		w.question, w.quiet = Question{Newest: 1}, true // where the stream is now
		w.began = time.Now()
	}
	defer w.look.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-w.look.C:
			w.catchUp(ctx)
		case m := <-live:
			w.tell(m.Data)
			if w.ahead++; w.ahead == aheadMost {
				w.look.Reset(0)
			}
		case s, ok := <-w.link:
			w.linked(s, ok)
		case <-slow:
			w.unplaced()
			w.settling = true
			w.look.Reset(0)
		}
	}
}

var errLost = errors.New("the connection is lost; reconnecting")

// follow is the state of one Follow, of its goroutine.
type follow struct {
	Follower
	link     <-chan nats.Status // nil when the connection is closed for good
	question Question           // what to ask next
	quiet    bool               // the answer to it only tells where the stream is
	began    time.Time
	lost     bool // Notice was told so
	settling bool // look once more when what is under way has settled
	ahead    int
	look     *time.Timer
	seen     map[string]bool
	order    []string // of seen, as a ring
	oldest   int
}

// linked hears how the connection is, and says whether it is lost.
func (w *follow) linked(s nats.Status, ok bool) (lost bool) {
	switch {
	case !ok:
		w.link = nil
	case s == nats.CONNECTED:
		w.settling = true
		w.look.Reset(0)
	default:
		w.unplaced()
		w.notice(errLost)
		return true
	}
	return false
}

// ask puts the question. It does not wait for an answer over a connection that is lost.
func (w *follow) ask(ctx context.Context) (page Page, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answered := make(chan struct{})
	question := w.question
	go func() {
		defer close(answered)
		page, err = w.Ask(ctx, question)
	}()
	for {
		select {
		case <-answered:
			return page, err
		case s, ok := <-w.link:
			if w.linked(s, ok) {
				cancel()
				<-answered
				return Page{}, errLost
			}
		}
	}
}

// unplaced says that where the stream was at the beginning is not to be learned any
// more: flags may have been missed since, so those stored from then on are told.
func (w *follow) unplaced() {
	if w.quiet {
		w.question, w.quiet = Question{Since: w.began.Add(-skew)}, false
	}
}

func (w *follow) notice(err error) {
	if (err != nil) != w.lost && w.Notice != nil {
		w.lost = err != nil
		w.Notice(err)
	}
}

// catchUp tells what history has and nobody was told.
func (w *follow) catchUp(ctx context.Context) {
	for {
		page, err := w.ask(ctx)
		if err == nil && page.Error != nil {
			err = page.Error
		}
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			w.unplaced()
			w.notice(fmt.Errorf("the history of flags cannot be read now; live ones are shown: %w", err))
			w.look.Reset(againIn)
			return
		}
		for _, e := range page.Events {
			if w.quiet {
				w.first(e)
				continue
			}
			w.tell(e)
		}
		if page.Next > 0 || w.question.After > 0 {
			w.question = Question{After: max(page.Next, w.question.After)}
		} else if w.quiet || w.question.Newest > 0 {
			w.question = Question{} // the stream was empty: from its beginning
		}
		w.quiet = false
		if !page.More {
			break
		}
	}
	w.notice(nil)
	if w.Current != nil {
		w.Current()
		w.Current = nil
	}
	w.ahead = 0
	if w.settling {
		w.settling = false
		w.look.Reset(settle)
	}
}

// tell passes a flag on if it is new.
func (w *follow) tell(raw []byte) {
	f := Flag{Raw: raw}
	if json.Unmarshal(raw, &f.Finding) != nil {
		f.Finding = ocsf.Finding{Message: "an event that this version cannot read"}
	}
	if w.first(raw) {
		w.Each(f)
	}
}

// first says whether this flag was not seen before, and remembers it.
func (w *follow) first(raw []byte) bool {
	var e struct {
		Metadata struct {
			UID string `json:"uid"`
		} `json:"metadata"`
	}
	id := ""
	if json.Unmarshal(raw, &e) == nil {
		id = e.Metadata.UID
	}
	if id == "" {
		h := sha256.Sum256(raw)
		id = hex.EncodeToString(h[:])
	}
	if w.seen[id] {
		return false
	}
	w.seen[id] = true
	if len(w.order) < remember {
		w.order = append(w.order, id)
		return true
	}
	delete(w.seen, w.order[w.oldest])
	w.order[w.oldest] = id
	w.oldest = (w.oldest + 1) % remember
	return true
}
