package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"sluice/pkg/bus"
	"sluice/services/provenance"
)

type recordCmd struct {
	client
	ID   string `arg:"" name:"id" help:"The request id."`
	User string `help:"Whose request it was; your own without it." placeholder:"USER"`
}

// Help is shown by --help.
func (recordCmd) Help() string {
	return `Example:
  sluice record 01HW8KQ3ZT9N4V5B6C7D8E9F0G --user alice`
}

// Run prints one record as it is stored, indented.
func (c *recordCmd) Run(ctx context.Context) error {
	var a provenance.RecordAnswer
	q := provenance.RecordQuestion{ID: c.ID, User: c.User}
	if err := c.ask(ctx, bus.UserSubject(bus.Audit, c.Tenant, c.As)+".record", q, &a); err != nil {
		return err
	}
	if a.Error != nil {
		return told(a.Error)
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
}

// Help is shown by --help.
func (logCmd) Help() string {
	return `Example:
  sluice log --since 24h | jq 'select(.kind == "record" and .outcome != "completed")'`
}

// Run prints the log, oldest first, a JSON object a line.
func (c *logCmd) Run(ctx context.Context) error {
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
			if _, err := fmt.Fprintln(os.Stdout, string(e)); err != nil {
				return fmt.Errorf("printing the log: %w", err)
			}
		}
		if !page.More {
			return nil
		}
		q.After = page.Next
	}
}
