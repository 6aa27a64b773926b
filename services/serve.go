package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"
)

// readyLine is what stdout gets once, when everything consumes.
type readyLine struct {
	Ready   bool   `json:"ready"`
	HTTP    string `json:"http"`
	Ops     string `json:"ops"`
	NATS    string `json:"nats"`
	Console string `json:"console"`
}

// serve starts the named services, says so, and drains when ctx ends: first the
// edge, then dlp, then, when nothing new comes in, the stages, then the connections.
func (p *process) serve(ctx context.Context, names []string, natsAddr string) error {
	ops, err := net.Listen("tcp", p.Ops)
	if err != nil {
		return fmt.Errorf("listening for --ops: %w", err)
	}
	if err := p.observe(ctx, names); err != nil {
		return errors.Join(err, ops.Close())
	}
	defer p.unobserve()
	go paceCollector(ctx)
	opsDone := p.serveOps(ops)
	defer opsDone()

	line := readyLine{Ready: true, Ops: ops.Addr().String(), NATS: natsAddr}
	edge, closeEdge := context.WithCancel(context.WithoutCancel(ctx))
	defer closeEdge()
	dlp, closeDLP := context.WithCancel(context.WithoutCancel(ctx))
	defer closeDLP()
	stages, stopStages := context.WithCancel(context.WithoutCancel(ctx))
	defer stopStages()
	starting := make(chan error, 1)
	go func() { starting <- p.startAll(life{edge, dlp, stages}, names, &line) }()
	select {
	case err = <-starting:
		if err == nil {
			err = p.announce(line)
		}
	case <-ctx.Done():
		closeEdge()
		closeDLP()
		stopStages()
		<-starting
		p.close()
		return nil
	}
	if err == nil {
		select {
		case <-ctx.Done():
			p.log.Info("draining")
		case err = <-p.fail:
		}
	}
	closeEdge()
	p.edges.Wait()
	closeDLP()
	p.ingress.Wait()
	stopStages()
	p.close()
	return err
}

func (p *process) startAll(l life, names []string, line *readyLine) error {
	for _, n := range names {
		var listener net.Listener
		var err error
		switch n {
		case "edge":
			if listener, err = p.listenHTTP("--listen", p.Listen); err == nil {
				line.HTTP = listener.Addr().String()
			}
		case "console":
			if listener, err = p.listenHTTP("--console", p.Console); err == nil {
				line.Console = listener.Addr().String()
			}
		}
		if err != nil {
			return err
		}
		if err := p.start(l, n, listener); err != nil {
			return err
		}
	}
	for _, begin := range p.begin {
		begin()
	}
	return nil
}

func (p *process) listenHTTP(flag, addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listening for %s: %w", flag, err)
	}
	if p.TLSCert == "" {
		return l, nil
	}
	cert, err := tls.LoadX509KeyPair(p.TLSCert, p.TLSKey)
	if err != nil {
		return nil, fmt.Errorf("reading --tls-cert and --tls-key: %w", err)
	}
	return tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}), nil
}

// announce marks the process ready and writes the one line of stdout.
func (p *process) announce(line readyLine) error {
	p.markReady()
	data, err := json.Marshal(line)
	if err != nil {
		return fmt.Errorf("announcing: %w", err)
	}
	if _, err := fmt.Fprintln(os.Stdout, string(data)); err != nil {
		return fmt.Errorf("announcing: %w", err)
	}
	if p.announced != nil {
		p.announced(line)
	}
	return nil
}

// ops answers /healthz (the process lives), /readyz (everything consumes) and
// /metrics.
func (p *process) ops() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { status(w, true) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) { status(w, p.isReady()) })
	mux.Handle("GET /metrics", p.tel.Handler())
	return mux
}

func (p *process) serveOps(l net.Listener) (stop func()) {
	srv := &http.Server{Handler: p.ops(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 5 * time.Second}
	go func() { _ = srv.Serve(l) }()
	return func() { _ = srv.Close() }
}

func status(w http.ResponseWriter, ok bool) {
	w.Header().Set("Content-Type", "application/json")
	if !ok {
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, `{"ok":false}`)
		return
	}
	fmt.Fprintln(w, `{"ok":true}`)
}
