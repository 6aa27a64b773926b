package telemetry

// Out tells whether the backend is taken out of traffic.
func (b *Backend) Out(out bool) {
	if b == nil {
		return
	}
	v := 0.0
	if out {
		v = 1
	}
	b.gauge(backendOut, v)
}

// Told is the load that the engine tells of: requests that it works on, that wait in it, and the share of its memory
// for keys and values that is in use. All are 0 where it does not tell.
func (b *Backend) Told(running, waiting int, cache float64) {
	if b == nil {
		return
	}
	b.gauge(backendEngine, float64(running), "state", "running")
	b.gauge(backendEngine, float64(waiting), "state", "waiting")
	b.gauge(backendCache, cache)
}

// gauge sets one of this backend's that is set rarely.
func (b *Backend) gauge(which int, v float64, pairs ...string) {
	b.t.gauge(which, v, append(pairs, "backend", b.name, "purpose", b.purpose.label())...)
}

// Retried counts a call that failed and could be tried at another backend, by whether the budget let it be.
func (t *Telemetry) Retried(purpose Purpose, granted bool) {
	if t == nil {
		return
	}
	word := map[bool]string{true: "yes", false: "no"}[granted]
	t.retries.get(retry{purpose, word}, retry{purpose, Other}, func(r retry) *tally {
		return t.meters.tally(poolRetries, "purpose", r.purpose.label(), "granted", r.granted)
	}).add(1)
}

type retry struct {
	purpose Purpose
	granted string
}
