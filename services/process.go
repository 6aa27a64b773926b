package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/config"
	"sluice/pkg/exchange"
	"sluice/pkg/policy"
	"sluice/pkg/requests"
	"sluice/pkg/scan"
	"sluice/pkg/seal"
	"sluice/pkg/stage"
	"sluice/pkg/telemetry"
	"sluice/services/identity"
)

// process is what the services of one process share: read-only after newProcess.
type process struct {
	settings
	cfg       config.File
	log       *slog.Logger
	tel       *telemetry.Telemetry // nil before serve
	policy    *policy.Policy
	detectors *scan.Set
	known     policy.Known // names that a policy may use
	validator *chat.Validator
	url       string
	inProcess nats.InProcessConnProvider

	// Work of the stages that run here, by name, and what begins it: all is written
	// before any of it runs.
	local map[exchange.Stage]stage.Func
	wires map[exchange.Stage]*bus.Bus // their connections
	begin []func()
	live  *policy.Live // the policy in force

	fail    chan error     // what ends the process
	edges   sync.WaitGroup // takes work from HTTP
	ingress sync.WaitGroup // takes work from NATS
	stages  sync.WaitGroup // watchers and stages

	announced func(readyLine) // called once when ready

	mu    sync.Mutex
	buses []*bus.Bus // to be closed last, and asked for readiness
	ready bool
}

func newProcess(s settings, services []string, log *slog.Logger) (*process, error) {
	if err := noCoreDump(); err != nil {
		return nil, err
	}
	cfg, err := s.load(services)
	if err != nil {
		return nil, err
	}
	p := &process{settings: s, cfg: cfg, log: log, fail: make(chan error, 8), local: map[exchange.Stage]stage.Func{}, wires: map[exchange.Stage]*bus.Bus{}}
	own, err := loadDetectors(cfg.Rules)
	if err != nil {
		return nil, err
	}
	p.detectors, p.known = own.set, own.known
	if p.policy, err = policy.Load(cfg.Policy, p.known); err != nil {
		return nil, err
	}
	if p.validator, err = chat.NewValidator(); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *process) limits() bus.Limits {
	return bus.Limits{
		Replicas: p.cfg.NATS.Replicas, AckWait: time.Duration(p.cfg.NATS.AckWait), Backlog: p.cfg.Limits.Backlog,
	}
}

// connect opens a connection as one of Sluice's users.
func (p *process) connect(ctx context.Context, user string) (*bus.Bus, error) {
	seed, err := bus.Seed(p.Keys, user)
	if err != nil {
		return nil, err
	}
	b, err := bus.Connect(ctx, bus.Options{
		URL: p.url, InProcess: p.inProcess, Seed: seed, Name: user, CAFile: p.cfg.NATS.CAFile,
		Log: p.log, MinPayload: bus.LeastPayload,
	})
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.buses = append(p.buses, b)
	return b, nil
}

// join connects as a service and waits until what it works with stands.
func (p *process) join(ctx context.Context, user string) (*bus.Bus, error) {
	b, err := p.connect(ctx, user)
	if err != nil {
		return nil, err
	}
	return b, b.Await(ctx)
}

// provision makes streams, buckets and consumers as setup, which nothing else is done
// as. It tries until ctx ends.
func (p *process) provision(ctx context.Context) error {
	b, err := p.connect(ctx, bus.UserSetup)
	if err != nil {
		return err
	}
	for {
		err := b.Provision(ctx, p.limits())
		if err == nil {
			return nil
		}
		p.log.Warn("streams are not ready; trying again", "error", err)
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-time.After(500 * time.Millisecond):
		}
	}
}

// station is what every service has that handles bodies.
type station struct {
	bus    *bus.Bus
	book   *requests.Book // nil where the service may not open it
	sealer *seal.Sealer
	live   *policy.Live // the policy in force
}

func (p *process) station(ctx context.Context, user string) (station, error) {
	b, err := p.join(ctx, user)
	if err != nil {
		return station{}, err
	}
	sealer, err := p.sealer(ctx, b)
	if err != nil {
		return station{}, err
	}
	live, err := p.policies(ctx, b)
	if err != nil {
		return station{}, err
	}
	at := station{bus: b, sealer: sealer, live: live}
	if bus.Opens(user, bus.BucketRequests) {
		kv, err := b.Bucket(ctx, bus.BucketRequests)
		if err != nil {
			return station{}, err
		}
		at.book = requests.NewBook(kv, time.Now)
	}
	return at, nil
}

func (p *process) sealer(ctx context.Context, b *bus.Bus) (*seal.Sealer, error) {
	kek, err := seal.LoadKEK(p.Keys)
	if err != nil {
		return nil, err
	}
	kv, err := b.Bucket(ctx, bus.BucketKeys)
	if err != nil {
		return nil, err
	}
	s := seal.New(kek, bus.KeyStore{KV: kv}, time.Now)
	// A keys folder that is not the one of this data is found now, not by a request.
	if _, err := s.Digest(ctx, identity.FirstTenant, "start", nil); err != nil {
		return nil, err
	}
	return s, nil
}

func (p *process) once(kv jetstream.KeyValue) (*stage.Once, error) {
	id := make([]byte, 8)
	if _, err := rand.Read(id); err != nil {
		return nil, fmt.Errorf("naming this worker: %w", err)
	}
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	owner := fmt.Sprintf("%s-%d-%s", host, os.Getpid(), hex.EncodeToString(id))
	return stage.NewOnce(kv, owner, time.Duration(p.cfg.NATS.AckWait), p.cfg.NATS.Attempts, time.Now), nil
}

// policies follows the policy in force, once for the whole process.
func (p *process) policies(ctx context.Context, b *bus.Bus) (*policy.Live, error) {
	if p.live != nil {
		return p.live, nil
	}
	kv, err := b.Bucket(ctx, bus.BucketPolicy)
	if err != nil {
		return nil, err
	}
	live, err := policy.Open(ctx, policy.NewStore(kv, time.Now), p.known, p.log)
	if err != nil {
		return nil, err
	}
	p.live = live
	p.watch(ctx, &p.stages, "following the policy", func(ctx context.Context) error {
		return live.Follow(ctx, b.NC, bus.ChangedSubject(bus.BucketPolicy, policy.KeyInForce))
	})
	return live, nil
}

// watch runs fn until ctx ends; its end before that ends the process.
func (p *process) watch(ctx context.Context, group *sync.WaitGroup, what string, fn func(context.Context) error) {
	group.Go(func() {
		if err := fn(ctx); err != nil && ctx.Err() == nil {
			select {
			case p.fail <- fmt.Errorf("%s: %w", what, err):
			default:
			}
		}
	})
}

// close closes every connection, after everything that uses them has ended.
func (p *process) close() {
	p.stages.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, b := range p.buses {
		b.Close()
	}
}

// isReady says whether everything consumes and NATS is there.
func (p *process) isReady() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, b := range p.buses {
		if !b.NC.IsConnected() {
			return false
		}
	}
	return p.ready
}

func (p *process) markReady() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ready = true
}
