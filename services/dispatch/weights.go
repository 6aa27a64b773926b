package dispatch

import (
	"cmp"
	"time"

	"sluice/pkg/exchange"
	"sluice/pkg/model"
)

// attested puts on the page what is known of the weights that answered, or were asked last. What was shown
// only after the call began, which took so long, shows nothing of the weights that it began with.
func (s *Service) attested(x *exchange.Exchange, backend string, took time.Duration) {
	if s.Weights == nil || backend == "" {
		return
	}
	v := s.Weights(backend, x.Model)
	if v.State == model.Verified && v.Since.After(s.Now().Add(-took)) {
		v.State = model.Unattested
	}
	w := &exchange.Weights{State: string(v.State), Attested: v.State == model.Verified || v.State == model.BuiltIn, By: v.Seen.By}
	if v.Seen.Digest != "" && s.Now().Sub(v.Seen.At) <= model.Fresh {
		w.Agent, w.Told = v.Seen.Who, v.Seen.At.UTC()
		x.Dispatch.ModelSHA = cmp.Or(x.Dispatch.ModelSHA, v.Seen.Digest)
	}
	if v.State == model.Verified {
		w.Version, w.Entry = v.Entry.Version, v.Entry.Digest
	}
	x.Dispatch.Weights = w
}
