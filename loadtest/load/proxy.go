package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"time"
)

// proxyCmd is the side that does nothing but pass on: what a hop over Go's net/http
// costs, with no check, no record and no queue.
type proxyCmd struct {
	Listen string `help:"Where to listen." default:"127.0.0.1:0"`
	To     string `help:"URL of what stands behind." required:""`
}

// Run serves until ctx ends.
func (c *proxyCmd) Run(ctx context.Context) error {
	to, err := url.Parse(c.To)
	if err != nil || to.Scheme != "http" || to.Host == "" {
		return errors.New("--to must be http://host:port")
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	srv := &http.Server{Handler: passOn(to), ReadHeaderTimeout: time.Minute}
	stop := context.AfterFunc(ctx, func() { _ = srv.Close() })
	defer stop()
	if err := json.NewEncoder(os.Stdout).Encode(map[string]any{"ready": true, "http": l.Addr().String()}); err != nil {
		return fmt.Errorf("saying that it is ready: %w", err)
	}
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return nil
}

// passOn is a plain reverse proxy with as many kept connections as the load has.
// Server-sent events are flushed as they come. Full duplex: without it a stream that
// ends fast is cut where its request was not read to the end.
func passOn(to *url.URL) http.Handler {
	p := httputil.NewSingleHostReverseProxy(to)
	p.Transport = &http.Transport{MaxIdleConns: 1024, MaxIdleConnsPerHost: 1024, DisableCompression: true}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).EnableFullDuplex()
		p.ServeHTTP(w, r)
	})
}
