// Package bus is Sluice's seam to NATS: how a process connects, which accounts,
// subjects, streams and buckets exist, and how the embedded server is set up.
// One table each; everything else in the tree refers to them by name. It knows
// nothing of prompts, stages' work or policy.
package bus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nkeys"
)

// Bus is one process's connection to NATS as one of Sluice's own users. It is
// safe for concurrent use.
type Bus struct {
	NC   *nats.Conn
	JS   jetstream.JetStream
	user string
}

// Options say how to connect. Name is the user's whose Seed it is. InProcess, when
// set, connects in process and URL is not used.
type Options struct {
	URL        string
	InProcess  nats.InProcessConnProvider
	Seed       []byte
	Name       string
	CAFile     string
	Log        *slog.Logger
	MinPayload int64
}

// Connect opens a connection that reconnects for ever. It waits for the first
// connection until ctx ends, so that processes may start in any order.
func Connect(ctx context.Context, o Options) (*Bus, error) {
	kp, err := nkeys.FromSeed(o.Seed)
	if err != nil {
		return nil, fmt.Errorf("reading the NATS credential of %s: %w", o.Name, err)
	}
	pub, err := kp.PublicKey()
	if err != nil {
		return nil, fmt.Errorf("reading the NATS credential of %s: %w", o.Name, err)
	}
	log := o.Log.With("nats_user", o.Name)
	opts := []nats.Option{
		nats.Name("sluice/" + o.Name),
		nats.Nkey(pub, kp.Sign),
		nats.CustomInboxPrefix(serviceInbox(o.Name)),
		nats.MaxReconnects(-1),
		nats.ReconnectWait(200 * time.Millisecond),
		nats.ReconnectJitter(100*time.Millisecond, 100*time.Millisecond),
		nats.PingInterval(5 * time.Second),
		// What cannot be sent now fails now: nothing raw waits in a buffer.
		nats.ReconnectBufSize(-1),
		nats.IgnoreAuthErrorAbort(),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			log.Warn("NATS reported an error", "error", err)
		}),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				log.Warn("NATS connection lost; reconnecting", "error", err)
			}
		}),
	}
	if o.CAFile != "" {
		opts = append(opts, nats.RootCAs(o.CAFile))
	}
	if o.InProcess != nil {
		opts = append(opts, nats.InProcessServer(o.InProcess))
	}
	nc, err := dial(ctx, log, o.URL, opts)
	if err != nil {
		return nil, err
	}
	if got := nc.MaxPayload(); got < o.MinPayload {
		nc.Close()
		return nil, fmt.Errorf("the NATS server allows payloads of %d bytes and Sluice needs %d: set max_payload to that or more; `sluice nats config` prints what carries the longest exchanges in one message", got, o.MinPayload)
	}
	js, err := jetstream.New(nc,
		// A PubAck that is lost must not keep its place for ever.
		jetstream.WithPublishAsyncTimeout(ackTime),
		jetstream.WithDefaultTimeout(5*time.Second))
	if err != nil {
		nc.Close()
		return nil, fmt.Errorf("opening JetStream: %w", err)
	}
	return &Bus{NC: nc, JS: js, user: o.Name}, nil
}

func dial(ctx context.Context, log *slog.Logger, url string, opts []nats.Option) (*nats.Conn, error) {
	wait := time.NewTimer(0)
	defer wait.Stop()
	for tried := 1; ; tried++ {
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("connecting to NATS: %w", ctx.Err())
		case <-wait.C:
		}
		nc, err := nats.Connect(url, opts...)
		if err == nil {
			return nc, nil
		}
		if errors.Is(err, nats.ErrAuthorization) {
			return nil, fmt.Errorf("connecting to NATS: %w: the server does not know these credentials; start it with the output of `sluice nats config` for the same --keys folder", err)
		}
		if tried&(tried-1) == 0 { // ever more rarely
			log.Warn("waiting for NATS; a server that does not know these credentials does not answer either", "tried", tried, "error", err)
		}
		wait.Reset(200 * time.Millisecond)
	}
}

// WrongLastSequence says whether a compare-and-set was refused because somebody
// else had written first.
func WrongLastSequence(err error) bool {
	var api *jetstream.APIError
	return errors.As(err, &api) && (api.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence || api.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequenceConstant) ||
		errors.Is(err, jetstream.ErrKeyExists)
}

// Close drains the connection: subscriptions end, what is buffered is sent.
func (b *Bus) Close() {
	if err := b.NC.FlushTimeout(2 * time.Second); err != nil && !errors.Is(err, nats.ErrConnectionClosed) {
		b.NC.Close()
		return
	}
	b.NC.Close()
}
