package provenance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/live"
	"sluice/pkg/telemetry"
)

// maxOpening bounds the question for an opening record in bytes.
const maxOpening = 32 << 10

// serveOpenings stores the opening records that dispatch asks for before it
// releases the first byte of a live stream.
func (s *Service) serveOpenings() error {
	_, err := s.Bus.NC.QueueSubscribe(bus.Open+".*", queue, func(m *nats.Msg) {
		if m.Reply == "" {
			return
		}
		s.openings.Do(func(ctx context.Context) {
			ctx = s.Telemetry.Continue(ctx, m.Header.Get(telemetry.Header))
			ctx, span := s.Telemetry.Begin(ctx, telemetry.SpanOpening, telemetry.Server)
			defer span.End()
			s.openings.Reply(m, s.openStream(ctx, m.Data))
		})
	})
	if err != nil {
		return fmt.Errorf("serving opening records: %w", err)
	}
	return nil
}

func (s *Service) openStream(ctx context.Context, data []byte) live.Opened {
	var o evidence.Opening
	if len(data) > maxOpening || json.Unmarshal(data, &o) != nil || !openable(o) {
		s.Log.WarnContext(ctx, "an opening record was refused: it names no exchange")
		s.Telemetry.Current(ctx).Fail("invalid")
		return live.Opened{}
	}
	ctx = telemetry.WithRequest(ctx, o.RequestID)
	span := s.Telemetry.Current(ctx)
	span.Request(o.RequestID)
	span.Tenant(o.Tenant)
	err := evidence.Open(ctx, s.Bus, o)
	switch {
	case err == nil:
		return live.Opened{OK: true}
	case errors.Is(err, evidence.ErrOpened):
		other, _, err := evidence.FindOpening(ctx, s.Bus, o.Tenant, o.Key, o.Accepted)
		if err != nil {
			s.Log.WarnContext(ctx, "an opening record of another attempt cannot be read", "tenant", o.Tenant, "error", err)
		}
		return live.Opened{Taken: true, At: other.TS}
	}
	s.Telemetry.EvidenceFailed()
	span.Fail("not_stored")
	s.Log.WarnContext(ctx, "an opening record is not stored", "tenant", o.Tenant, "error", err)
	return live.Opened{}
}

func openable(o evidence.Opening) bool {
	return o.Kind == "opening" && o.Run != "" && bus.ValidName(o.Tenant) && bus.ValidName(o.User) && bus.ValidName(o.RequestID) &&
		o.Key == exchange.Key(o.Tenant, o.User, o.RequestID)
}
