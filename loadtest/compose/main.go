// Command compose runs the stack of docker-compose.yml as an operator would, puts
// prompts through it while it kills a NATS server and stages, looks at it from inside
// its containers, and takes it down again. It makes no claim about speed: several
// processes on one machine are no cluster. `make compose-test` runs it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// limit bounds the whole run, the first build of Prometheus in it.
const limit = 40 * time.Minute

func main() {
	results := flag.String("results", "", "`file` that gets what was seen, in Markdown")
	keep := flag.Bool("keep", false, "leave the stack up at the end, and say how to take it down")
	build := flag.Bool("images", true, "build the images first (make images)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if err := run(ctx, options{results: *results, keep: *keep, build: *build}); err != nil {
		fmt.Fprintln(os.Stderr, "compose-test:", err)
		os.Exit(1)
	}
	fmt.Fprintln(os.Stderr, "compose-test: passed")
}

type options struct {
	results     string
	keep, build bool
}

func run(ctx context.Context, o options) (err error) {
	stopDaemon, err := daemon(ctx)
	if err != nil {
		return err
	}
	defer stopDaemon()
	if o.build {
		if err := step("building images", func() error { return loud(ctx, "make", "images") }); err != nil {
			return err
		}
	}
	s, err := newStack(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			s.tail(context.WithoutCancel(ctx))
		}
		if o.keep {
			fmt.Fprintf(os.Stderr, "compose-test: left up; take it down with: %s down -v\n", s.commandLine())
			return
		}
		err = errors.Join(err, step("taking the stack down", func() error { return s.down(context.WithoutCancel(ctx)) }))
	}()
	r := &report{started: time.Now()}
	if err := s.whole(ctx, r); err != nil {
		return err
	}
	if o.results != "" {
		return r.write(ctx, o.results)
	}
	return nil
}

// whole is the test, in order. What it saw goes to r.
func (s *stack) whole(ctx context.Context, r *report) error {
	steps := []struct {
		name string
		do   func(context.Context, *report) error
	}{
		{"bringing the stack up", s.up},
		{"sending prompts, killing a NATS server and stages", s.underLoad},
		{"comparing outcomes and records", s.compare},
		{"looking at who reaches whom", s.reach},
		{"looking at what containers may do", s.hardened},
		{"looking at what keys each has", s.shares},
		{"asking Prometheus", s.scraped},
		{"stopping with SIGTERM", s.drain},
	}
	for _, one := range steps {
		if err := step(one.name, func() error { return one.do(ctx, r) }); err != nil {
			return err
		}
	}
	return nil
}

func step(name string, do func() error) error {
	began := time.Now()
	fmt.Fprintf(os.Stderr, "compose-test: %s …\n", name)
	if err := do(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	fmt.Fprintf(os.Stderr, "compose-test: %s: done in %.1f s\n", name, time.Since(began).Seconds())
	return nil
}
