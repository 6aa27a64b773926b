package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"

	"sluice/pkg/bus"
	"sluice/services/provenance"
)

type recordCmd struct {
	client
	ID   string `arg:"" name:"id" help:"The request id."`
	User string `help:"Whose request it was; your own without it." placeholder:"USER"`
	JSON bool   `help:"Print it on one line, as it is stored." name:"json"`
}

// Help is shown by --help.
func (recordCmd) Help() string {
	return `Examples:
  sluice record 01HW8KQ3ZT9N4V5B6C7D8E9F0G
  sluice record 01HW8KQ3ZT9N4V5B6C7D8E9F0H --user alice --json
It needs the token of a user with the role ai-auditor or admin. An answer names its request in X-Request-Id;
"sluice log" lists them.`
}

// Run prints one record as it is stored.
func (c *recordCmd) Run(ctx context.Context) error {
	var a provenance.RecordAnswer
	q := provenance.RecordQuestion{ID: c.ID, User: c.User}
	if err := c.ask(ctx, bus.UserSubject(bus.Audit, c.Tenant, c.As)+".record", q, &a); err != nil {
		return err
	}
	if a.Error != nil {
		return told(a.Error)
	}
	if c.JSON {
		fmt.Println(string(a.Record))
		return nil
	}
	var out bytes.Buffer
	if err := json.Indent(&out, a.Record, "", "  "); err != nil {
		return fmt.Errorf("the record is no JSON: %w", err)
	}
	fmt.Println(out.String())
	return nil
}

type logCmd struct {
	client
	Since time.Duration `help:"How far back." default:"1h"`
	JSON  bool          `help:"Print the events as they are stored, as JSON lines." name:"json"`
}

// Help is shown by --help.
func (logCmd) Help() string {
	return `Examples:
  sluice log
  sluice log --since 24h --json | grep '"kind":"record"'
It needs the token of a user with the role ai-auditor or admin. A line: time, kind, user, what was done or how it
ended, and the request id or the object. Oldest first.`
}

// Run prints the log, oldest first.
func (c *logCmd) Run(ctx context.Context) error {
	if c.Since < 0 {
		return usagef("--since is how long ago: write it without a minus, such as 1h")
	}
	q := provenance.LogQuestion{Since: time.Now().Add(-c.Since)}
	for {
		var page provenance.LogPage
		if err := c.ask(ctx, bus.UserSubject(bus.Audit, c.Tenant, c.As)+".log", q, &page); err != nil {
			return err
		}
		if page.Error != nil {
			return told(page.Error)
		}
		for _, e := range page.Events {
			line := string(e)
			if !c.JSON {
				line = logLine(e)
			}
			if _, err := fmt.Fprintln(os.Stdout, line); err != nil {
				return fmt.Errorf("printing the log: %w", err)
			}
		}
		if !page.More {
			return nil
		}
		q.After = page.Next
	}
}

// logLine is one event for people: what every kind has, in columns. An event that
// has another shape is printed as it is stored.
func logLine(data []byte) string {
	var e struct {
		Kind      string    `json:"kind"`
		TS        time.Time `json:"ts"`
		User      string    `json:"user"`
		Actor     string    `json:"actor"`
		Outcome   string    `json:"outcome"`
		Operation string    `json:"operation"`
		Status    int       `json:"status"`
		Act       string    `json:"act"`
		RequestID string    `json:"request_id"`
		Object    string    `json:"object"`

		By, What, Classifier string // of an evaluation
	}
	if err := json.Unmarshal(data, &e); err != nil || e.Kind == "" {
		return printable(string(data))
	}
	what := cmp.Or(e.Outcome, e.Act, e.Operation, e.What)
	if e.Status != 0 {
		what += " " + strconv.Itoa(e.Status)
	}
	return printable(fmt.Sprintf("%s  %-7s  %-12s  %-16s  %s", e.TS.UTC().Format("2006-01-02T15:04:05.000Z"), e.Kind,
		cmp.Or(e.User, e.Actor, e.By, "-"), cmp.Or(what, "-"), cmp.Or(e.RequestID, e.Object, e.Classifier, "-")))
}
