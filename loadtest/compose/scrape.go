package main

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// listed are the files of a folder in a container, folders with a slash behind.
func (s *stack) listed(ctx context.Context, name, folder string) ([]string, error) {
	text, err := output(ctx, "docker", "cp", s.ids[name]+":"+folder, "-")
	if err != nil {
		return nil, err
	}
	var out []string
	archive := tar.NewReader(bytes.NewReader([]byte(text)))
	for {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break // output trims what a tar ends with
		}
		if err != nil {
			return nil, fmt.Errorf("listing %s of %s: %w", folder, name, err)
		}
		out = append(out, h.Name)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s has nothing at %s", name, folder)
	}
	return out, nil
}

// scrapedTime bounds the wait until Prometheus has seen what was restarted.
const scrapedTime = time.Minute

// scraped asks Prometheus whether it reads every service, knows the queues, and
// evaluates every rule.
func (s *stack) scraped(ctx context.Context, r *report) error {
	ctx, cancel := context.WithTimeout(ctx, scrapedTime)
	defer cancel()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var last error
	for {
		err := s.scrape(ctx, r)
		if err == nil {
			return nil
		}
		if ctx.Err() == nil {
			last = err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("not within %s: %w", scrapedTime, last)
		case <-tick.C:
		}
	}
}

func (s *stack) scrape(ctx context.Context, r *report) error {
	up, err := s.series(ctx, "min by (job) (up)", "job")
	if err != nil {
		return err
	}
	for _, name := range services() {
		if up[name] != "1" {
			return fmt.Errorf("up of %s is %q", name, up[name])
		}
	}
	for _, metric := range []string{"sluice_queue_messages", "sluice_queue_oldest_seconds", "sluice_queue_pending", "sluice_queue_ack_pending"} {
		stages, err := s.series(ctx, "max by (stage) ("+metric+")", "stage")
		if err != nil {
			return err
		}
		for _, stage := range []string{"guard", "toolauth", "dispatch", "provenance"} {
			if _, ok := stages[stage]; !ok {
				return fmt.Errorf("there is no %s of stage %s", metric, stage)
			}
		}
	}
	left, err := s.series(ctx, "sum(sluice_queue_messages)", "")
	if err != nil {
		return err
	}
	if left[""] != "0" {
		return fmt.Errorf("%s exchanges are left in the queues", left[""])
	}
	connected, err := s.series(ctx, "min by (job) (sluice_nats_connected)", "job")
	if err != nil {
		return err
	}
	for _, name := range services() {
		if connected[name] != "1" {
			return fmt.Errorf("sluice_nats_connected of %s is %q", name, connected[name])
		}
	}
	return s.rules(ctx, r)
}

func (s *stack) rules(ctx context.Context, r *report) error {
	var a struct {
		Data struct {
			Groups []struct {
				Rules []struct{ Name, Health, State, LastError string }
			}
		}
	}
	if err := s.query(ctx, "/api/v1/rules", &a); err != nil {
		return err
	}
	var n int
	var firing []string
	for _, g := range a.Data.Groups {
		for _, rule := range g.Rules {
			n++
			if rule.Health != "ok" {
				return fmt.Errorf("the rule %s is %q: %s", rule.Name, rule.Health, rule.LastError)
			}
			if rule.State == "firing" {
				firing = append(firing, rule.Name)
			}
		}
	}
	if n == 0 {
		return errors.New("no rules are in Prometheus")
	}
	r.rules, r.firing = n, strings.Join(firing, ", ")
	return nil
}
