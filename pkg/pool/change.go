package pool

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"sluice/pkg/engine"
	"sluice/pkg/telemetry"
)

// Set makes these the backends, in this order, as New would; on an error nothing is changed. What a backend has
// begun it finishes, also when it leaves. One that had the same name, the same Engine value and the same As keeps its
// breaker and what is known of it, whatever else of it changed; another Engine value is a new backend. So whoever
// sets the backends anew gives the engines again that have not changed.
func (p *Pool) Set(backends []Backend) error {
	if len(backends) == 0 {
		return errors.New("pool: there is no backend; configure at least one")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.replace(backends)
}

// Add adds one backend, or replaces that of its name.
func (p *Pool) Add(b Backend) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	next := p.configured()
	if i := slices.IndexFunc(next, func(o Backend) bool { return o.Name == b.Name }); i >= 0 {
		next[i] = b
	} else {
		next = append(next, b)
	}
	return p.replace(next)
}

// Remove takes the backend of this name from the pool. drained is closed when the last call that it had begun has
// ended. It is not ok if there is none of the name. What was said by Out stays said.
func (p *Pool) Remove(name string) (drained <-chan struct{}, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.now().find(name)
	if b == nil {
		return nil, false
	}
	_ = p.replace(slices.DeleteFunc(p.configured(), func(o Backend) bool { return o.Name == name })) // checked before
	return b.drained, true
}

// Changed is closed at the next change of the backends by Set, Add or Remove. Take it before you read Models.
func (p *Pool) Changed() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.changed
}

// Models lists the configured names and patterns of all backends, sorted, also of those that are out.
func (p *Pool) Models() []string {
	var out []string
	for _, b := range p.now().backends {
		out = append(out, b.Models...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// configured is the backends as they are set. mu is held.
func (p *Pool) configured() []Backend {
	var out []Backend
	for _, b := range p.now().backends {
		out = append(out, b.Backend)
	}
	return out
}

// replace checks the backends, makes the new table and lets the waiters look at it. mu is held.
func (p *Pool) replace(backends []Backend) error {
	old := p.now()
	names := map[string]bool{}
	checked := make([]Backend, len(backends))
	for i, raw := range backends {
		if names[raw.Name] {
			return fmt.Errorf("pool: two backends are named %q; give each one its own name", raw.Name)
		}
		names[raw.Name] = true
		var err error
		if checked[i], err = raw.filled(i); err != nil {
			return err
		}
	}
	next := make([]*backend, len(checked))
	for i, raw := range checked {
		was := old.find(raw.Name)
		if was != nil && (!same(was.Engine, raw.Engine) || was.As != raw.As) {
			was = nil
		}
		next[i] = p.enter(raw, was)
	}
	p.table.Store(newTable(next))
	for _, b := range old.backends {
		if !among(next, b) {
			p.dismiss(b, names[b.Name])
		}
	}
	close(p.changed)
	p.changed = make(chan struct{})
	for w := range p.waiting.all() {
		w.look(p.now())
	}
	p.serve()
	return nil
}

// same reports whether two are one value. Those of a type that cannot be compared never are.
func same(a, b engine.Engine) bool { return reflect.ValueOf(a).Comparable() && a == b }

// dismiss has a backend get no more calls. Its metrics are another's where one of its name has taken its place, and
// else say nothing that an alarm would wait for. mu is held.
func (p *Pool) dismiss(b *backend, replaced bool) {
	b.gone = true
	if !replaced {
		b.meter.Breaker(telemetry.Closed)
		b.meter.Out(false)
		b.meter.Told(0, 0, 0)
	}
	p.leaving = append(p.leaving, b)
	p.drain(b)
}

// drain forgets a backend that is leaving when its last call has ended. mu is held.
func (p *Pool) drain(b *backend) {
	if b.outstanding > 0 {
		return
	}
	before := len(p.leaving)
	p.leaving = slices.DeleteFunc(p.leaving, func(o *backend) bool { return o.standing == b.standing })
	if len(p.leaving) < before {
		close(b.drained)
	}
}
