package dispatch

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/policy"
	"sluice/pkg/sanitize"
	"sluice/pkg/scan"
	"sluice/pkg/stage"
)

// flow is one live stream in work: what the model has said, what of it was
// scanned, and what was released. The call's goroutine owns it.
type flow struct {
	*Service
	ctx       context.Context // the lease's
	x         *exchange.Exchange
	p         *policy.Policy
	clean     *sanitize.Sanitizer
	pseudonym func(scan.Type, string) string

	began     time.Time
	whole     *chat.Assembler
	strands   map[strandKey]*strand
	order     []strandKey // as they came
	probable  bool        // log-probabilities were asked for
	lanes     *lanes
	asked     string // what the user said last, for the guard
	protected *injection.Disclosure

	run    string
	seq    int
	opened bool
	mute   bool // nothing more is released before the outcome; the rest goes the ordinary way

	seen  windows             // those that were released
	page  *exchange.GuardPage // of the window that ended the stream
	rules []string            // that did
}

// strandKey is one field of one choice: content, reasoning and so on.
type strandKey struct {
	choice int
	field  string
}

// strand is the text of one field on its way.
type strand struct {
	scan     *sanitize.Stream
	watch    *injection.Watch
	heard    int    // bytes that the model said
	pending  []byte // scanned, not released
	released strings.Builder
	last     time.Time // of a release
}

func (s *Service) newFlow(ctx context.Context, x *exchange.Exchange, p *policy.Policy, prompt []byte) (*flow, error) {
	pseudonym, err := s.pseudonyms(ctx, x)
	if err != nil {
		return nil, err
	}
	clean, err := s.cleaner(ctx, x, p)
	if err != nil {
		return nil, err
	}
	doc, err := chat.Parse(prompt, chat.Limits{Bytes: len(prompt) + 1, Nodes: maxNodes})
	if err != nil {
		return nil, stage.Reject("its sealed prompt does not parse")
	}
	f := &flow{Service: s, ctx: ctx, x: x, p: p, clean: clean, pseudonym: pseudonym, began: s.Now(), run: stage.Run(ctx)}
	asks := doc.Root.Get("logprobs")
	f.probable = asks != nil && asks.Kind == chat.Bool && asks.Bool
	f.forget()
	var system, asked []string
	asking := -1 // the last message of the user
	for _, piece := range injection.Documents(doc) {
		switch {
		case piece.Glued:
		case piece.Source == injection.System:
			system = append(system, piece.Text)
		case piece.Source == injection.User:
			if piece.Message != asking {
				asking, asked = piece.Message, nil
			}
			asked = append(asked, piece.Text)
		}
	}
	x.Dispatch.Run = f.run
	f.asked = lastBytes(strings.Join(asked, "\n"), maxAsked)
	f.protected = injection.NewDisclosure(system, p.Canaries())
	return f, nil
}

// forget has the flow begin with the first word of a model.
func (f *flow) forget() {
	f.whole = chat.NewAssembler(chat.Limits{Bytes: f.MaxAnswer, Nodes: maxNodes})
	f.whole.Tokens, f.lanes = f.probable, nil
	if f.probable {
		f.lanes = newLanes(f.clean, f.MaxAnswer/2)
	}
	f.strands, f.order = map[strandKey]*strand{}, nil
	f.x.Dispatch.FirstToken = 0
}

// again says whether another backend may begin anew where one broke off: nothing of what it said has left, and no
// record says that anything might have.
func (f *flow) again() bool {
	if f.opened || f.mute || f.seq > 0 {
		return false
	}
	f.forget()
	return true
}

// take handles one event of the engine.
func (f *flow) take(call context.Context, event []byte) error {
	if f.x.Dispatch.FirstToken == 0 {
		f.x.Dispatch.FirstToken = max(ms(f.Now().Sub(f.began)), 0.001)
	}
	deltas, err := f.whole.Add(event)
	if err != nil {
		return err
	}
	told := strandKey{choice: -1} // whose tokens came with this event
	for _, d := range deltas {
		k := strandKey{d.Choice, d.Field}
		if d.Text == "" {
			told = k
			if f.rules = f.lanes.take(d); len(f.rules) > 0 {
				return errBlocked
			}
			continue
		}
		st := f.strand(k)
		if k == laneOf(k) || laneOf(k) == told { // some engines have none of thoughts
			f.lanes.say(k, st.heard, d.Text)
		}
		st.heard += len(d.Text)
		text := st.scan.Write(d.Text)
		st.pending = append(st.pending, text...)
		if st.scan.Redacted() {
			f.lanes.end()
		}
		if f.discloses(st, text) {
			return errBlocked
		}
		if rules := st.scan.Blocked(); len(rules) > 0 {
			f.rules = rules
			return errBlocked
		}
		for before := -1; f.due(st) && st.released.Len() > before; {
			before = st.released.Len()
			if err := f.release(call, k, st); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *flow) strand(k strandKey) *strand {
	st, ok := f.strands[k]
	if !ok {
		st = &strand{scan: f.clean.Stream(policy.Output, f.pseudonym), watch: f.protected.Watch(), last: f.Now()}
		f.strands[k] = st
		f.order = append(f.order, k)
	}
	return st
}

// A window is judged when it is large enough, or old. The first are small, so
// that the caller sees soon that somebody speaks.
const (
	firstWindow = 48 // bytes
	oldWindow   = 400 * time.Millisecond
)

func (f *flow) due(st *strand) bool {
	if f.mute || len(st.pending) == 0 {
		return false
	}
	size := f.p.StreamWindow()
	if n := st.released.Len(); n < size {
		size = max(firstWindow, n)
	}
	return len(st.pending) >= size || f.Now().Sub(st.last) >= oldWindow
}

// counts are what the scan of the stream found. Of a stream that is judged whole
// afterwards, what stays in the text is found and counted then.
func (f *flow) counts(judgedAgain bool) []sanitize.Count {
	var out []sanitize.Count
	redacted := false
	add := func(counts []sanitize.Count) {
		for _, c := range counts {
			if !judgedAgain || c.Action.Rewrites() {
				out = append(out, c)
			}
		}
	}
	for _, k := range f.order {
		add(f.strands[k].scan.Counts())
		redacted = redacted || f.strands[k].scan.Redacted()
	}
	if f.lanes != nil && !redacted { // else the tokens spell what was counted
		add(f.lanes.found)
	}
	return out
}

// write puts what was scanned in the place of what the model said, and its
// log-probabilities beside it. It returns the rules that block what only the end of a
// text decides.
func (f *flow) write(c *chat.Completion) []string {
	for _, k := range f.order {
		st := f.strands[k]
		st.pending = append(st.pending, st.scan.Close()...)
		if st.scan.Redacted() {
			f.lanes.end()
		}
		f.rules = append(f.rules, st.scan.Blocked()...)
		message := c.Doc.Root.Get("choices").Elems[k.choice].Get("message")
		message.Set(k.field, chat.NewString(st.released.String()+string(st.pending)))
	}
	if f.lanes == nil {
		return f.rules
	}
	f.rules = append(f.rules, f.lanes.close()...)
	choices := c.Doc.Root.Get("choices").Elems
	for i := range choices {
		choices[i].Set("logprobs", f.lanes.whole(i))
	}
	return f.rules
}

// secondLook is the rule of a stream in whose whole text something was found that
// reaches into what was released.
const secondLook = "stream-second-look"

// same says whether what was released stands as it was at the start of each text, and
// nothing was found in tokens that have left.
func (f *flow) same(c *chat.Completion, result sanitize.Result) (rule string, ok bool) {
	for i := range c.Choices() {
		if result.Tokens && f.lanes.left(i) {
			return secondLook, false
		}
	}
	for _, k := range f.order {
		text := c.Doc.Root.Get("choices").Elems[k.choice].Get("message").Get(k.field).Text()
		if !strings.HasPrefix(text, f.strands[k].released.String()) {
			return secondLook, false
		}
	}
	return "", true
}

// refuse ends the exchange by what blocked it: the scan, or the guard's window.
func (f *flow) refuse() {
	slices.Sort(f.rules)
	f.rules = slices.Compact(f.rules)
	if f.page == nil {
		f.block(f.x, f.rules)
		return
	}
	r := refusal(chat.ErrContentFilter(f.rules), false)
	r.Stage, r.Rules = string(exchange.StageGuard), f.rules
	f.x.Refuse(r)
}

var errMute = errors.New("nothing may be released now")
