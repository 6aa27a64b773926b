package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

type healthCmd struct {
	Ops  string        `help:"The process's --ops address." default:"127.0.0.1:9090" env:"SLUICE_OPS"`
	Live bool          `help:"Ask only whether the process lives, not whether everything in it consumes."`
	URL  string        `help:"Ask this address in place of --ops: any status of 200 to 299 is good." placeholder:"URL"`
	Wait time.Duration `help:"Longest wait for the answer." default:"3s"`
}

// Help is shown by --help.
func (healthCmd) Help() string {
	return `Example:
  sluice health --ops 127.0.0.1:9090
It ends with status 0 where the process is ready, and says why with status 1 where it is not: for the health check of
a container that holds nothing but this binary.`
}

// Run asks once.
func (c *healthCmd) Run(ctx context.Context) error {
	target, err := c.target()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, c.Wait)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return usagef("--url is no address: write it like http://127.0.0.1:8090/v1/models")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("asking for health: %w: does the process run, and listen there?", reason(err))
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16)); err != nil {
		return fmt.Errorf("asking for health: %w", err)
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return fmt.Errorf("not healthy: status %d; the process's log says what it waits for", resp.StatusCode)
	}
	fmt.Println("healthy")
	return nil
}

// reason is err without the address in front, which the caller knows.
func reason(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

func (c *healthCmd) target() (string, error) {
	if c.URL != "" {
		u, err := url.Parse(c.URL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return "", usagef("--url is no address: write it like http://127.0.0.1:8090/v1/models")
		}
		return c.URL, nil
	}
	host, err := hostOf(c.Ops)
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(c.Ops)
	if err != nil {
		return "", err
	}
	// The address that a process listens at may be "all of this machine's".
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	path := "/readyz"
	if c.Live {
		path = "/healthz"
	}
	return "http://" + net.JoinHostPort(host, port) + path, nil
}
