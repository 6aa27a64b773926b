package telemetry

import "sluice/pkg/model"

// Weights tells how sure it is which weights a configured backend serves; "" that the backend is no more. It is set
// rarely. Backends of different purposes may bear one name.
func (t *Telemetry) Weights(backend string, purpose Purpose, now model.State) {
	if t == nil {
		return
	}
	for _, s := range model.States() {
		v := 0.0
		if s == now {
			v = 1
		}
		t.gauge(backendWeights, v, "backend", label(backend), "purpose", purpose.label(), "state", string(s))
	}
	t.meters.tally(modelTampers, "backend", label(backend), "purpose", purpose.label()).add(0)
}

// Tampered counts that a configured backend was found to serve other weights than those that are registered.
func (t *Telemetry) Tampered(backend string, purpose Purpose) {
	if t == nil {
		return
	}
	t.meters.tally(modelTampers, "backend", label(backend), "purpose", purpose.label()).add(1)
}
