package main

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/catalog"
	"sluice/pkg/token"
)

// serviceNames are what `sluice run` takes, in the order in which `up` starts them.
func serviceNames() []string {
	return []string{"identity", "provenance", "dispatch", "toolauth", "guard", "dlp", "console", "edge"}
}

func checkNames(names []string) error {
	for _, n := range names {
		if !slices.Contains(serviceNames(), n) {
			return usagef("there is no service %q: choose of %s", n, strings.Join(serviceNames(), ", "))
		}
	}
	return nil
}

// life holds the contexts that end one after another when a process drains: the
// edge, then dlp, then, when nothing new comes in, the stages.
type life struct {
	edge, dlp, stages context.Context
}

// start starts one service. When it returns, the service is ready.
func (p *process) start(l life, name string, listener net.Listener) error {
	starters := map[string]func() error{
		"identity":   func() error { return p.startIdentity(l.stages) },
		"provenance": func() error { return p.startProvenance(l.stages) },
		"dispatch":   func() error { return p.startDispatch(l.stages) },
		"toolauth":   func() error { return p.startToolauth(l.stages) },
		"guard":      func() error { return p.startGuard(l.stages) },
		"dlp":        func() error { return p.startDLP(l) },
		"console":    func() error { return p.startConsole(l, listener) },
		"edge":       func() error { return p.startEdge(l, listener) },
	}
	if err := starters[name](); err != nil {
		return fmt.Errorf("starting %s: %w", name, err)
	}
	p.log.Info("service started", "service", name)
	return nil
}

func (p *process) directory(ctx context.Context, b *bus.Bus, onChange func(token.Record)) (*token.Directory, error) {
	d := token.NewDirectory(b, time.Now)
	p.watch(ctx, &p.stages, "following identities", func(ctx context.Context) error { return d.Watch(ctx, onChange) })
	return d, waitFor(ctx, d.Ready())
}

func (p *process) catalog(ctx context.Context, b *bus.Bus) (*catalog.Catalog, error) {
	c := catalog.New()
	p.watch(ctx, &p.stages, "following models", func(ctx context.Context) error { return c.Watch(ctx, b) })
	return c, waitFor(ctx, c.Ready())
}

func waitFor(ctx context.Context, ready <-chan struct{}) error {
	select {
	case <-ready:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
