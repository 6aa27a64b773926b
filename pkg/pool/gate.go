package pool

// Out takes the backend of this name out of traffic: no call begins there and no control question, until In. Calls
// that have begun finish. The reason is shown by States and stands in errors, so it holds nothing secret. A name that
// the pool has not got yet is remembered: a backend may be out before it is added, and stays out when it is set anew.
// Where no other backend serves a model, its callers are told Unavailable. Identities are asked for all the same.
func (p *Pool) Out(name, reason string) {
	if reason == "" {
		reason = "no reason was given"
	}
	p.gate(name, reason)
}

// In lets the backend of this name have calls again.
func (p *Pool) In(name string) { p.gate(name, "") }

func (p *Pool) gate(name, reason string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if reason == "" {
		delete(p.out, name)
	} else {
		p.out[name] = reason
	}
	if b := p.now().find(name); b != nil {
		b.out = reason
		b.meter.Out(reason != "")
		p.probeSoon(b)
	}
	p.serve()
}
