package pool

import (
	"context"
	"errors"
	"slices"
	"time"

	"sluice/pkg/engine"
)

// An answer that is nonsense may be the backend's fault or the text's. So it counts for nothing: it makes the backend
// suspect, and a control question (Options.Probe) tells which it was. A good answer to that clears the backend, a
// failure is one for its breaker. Nobody's text opens a breaker, and a model that garbles everything is left alone.

// probeEvery is the least time between two control questions to one backend.
const probeEvery = time.Second

// suspicion is what the pool holds against a backend.
type suspicion struct {
	of      string    // the model whose answer was nonsense; empty: nothing
	probed  time.Time // when the last control question began
	probing bool      // the next one has its time, or runs
}

func (s *suspicion) suspect() bool { return s.of != "" }

// checked takes what the caller's check said of an answer of b.
func (p *Pool) checked(b *backend, model string, err error) error {
	if err == nil {
		return nil
	}
	if p.opts.Probe != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		b.suspicion.of = model
		p.probeSoon(b)
	}
	return &Nonsense{Backend: b.Name, Err: err}
}

// probeSoon has a suspect asked the control question when its time is come. mu is held.
func (p *Pool) probeSoon(b *backend) {
	if !b.suspect() || b.probing || b.shut() {
		return
	}
	b.probing = true
	time.AfterFunc(time.Until(b.probed.Add(probeEvery)), func() { p.probe(b) })
}

// probe asks once, and again in a second while the backend is suspect; a breaker that is open wakes it later.
func (p *Pool) probe(b *backend) {
	p.mu.Lock()
	if b.shut() {
		b.probing = false
		p.mu.Unlock()
		return
	}
	was := b.breaker.state()
	done, ok := b.breaker.allow()
	b.probed = time.Now()
	model := b.suspicion.of
	p.mu.Unlock()

	o := neither
	if ok {
		o = p.control(b, model)
	}

	p.mu.Lock()
	defer p.mu.Unlock()
	b.probing = false
	if o == success {
		b.suspicion.of = ""
		if was == "closed" {
			o = neither // the text was the cause, and nothing is counted
		}
	}
	if ok {
		done(o)
	}
	p.serve()
	if b.breaker.state() != "open" {
		p.probeSoon(b)
	}
}

// control asks a backend the control question. Only a good answer is a success; an engine's code that panics fails.
func (p *Pool) control(b *backend, model string) (o outcome) {
	defer func() {
		if recover() != nil {
			o = failure
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), b.Timeout)
	defer cancel()
	err := p.opts.Probe(ctx, b.Engine, b.called(model))
	if err == nil {
		return success
	}
	if e, ok := errors.AsType[*engine.Error](err); ok && e.Kind == engine.Overloaded {
		return neither
	}
	return failure
}

// trusted is those that are not suspect; all of them if that is none.
func trusted(free []*backend) []*backend {
	suspect := func(b *backend) bool { return b.suspect() }
	if !slices.ContainsFunc(free, suspect) {
		return free
	}
	if some := slices.DeleteFunc(slices.Clone(free), suspect); len(some) > 0 {
		return some
	}
	return free
}
