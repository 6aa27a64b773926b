package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/flag"
	"sluice/pkg/ocsf"
)

type watchCmd struct {
	client
	Severity string        `help:"Flags of at least this severity: informational, low, medium, high or critical." default:"informational" enum:"informational,low,medium,high,critical"`
	Category string        `help:"Flags of this category alone: dlp, hazard, injection, tool, guard, stream or model." default:"" enum:",dlp,hazard,injection,tool,guard,stream,model" placeholder:"CATEGORY"`
	Since    time.Duration `help:"Print those of this long ago first, such as 24h." placeholder:"DURATION"`
	JSON     bool          `help:"Print OCSF events as JSON lines." name:"json"`
}

// Help is shown by --help.
func (watchCmd) Help() string {
	return `Needs a token of a user with the role soc-analyst or admin. Examples:
  sluice watch --as carol --token-file carol.token --severity high --since 1h
  sluice watch --since 24h --category dlp --json
A line: time, severity, category, class, rule, action, user, request id.
It reconnects by itself and reads what it missed; Ctrl-C ends it.`
}

// Run follows flags until ctx ends.
func (c *watchCmd) Run(ctx context.Context) error { return c.follow(ctx, os.Stdout, os.Stderr) }

func (c *watchCmd) follow(ctx context.Context, out, errs io.Writer) error {
	if c.Since < 0 {
		return usagef("--since is how long ago: write it without a minus, such as 1h")
	}
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	denied := make(chan error, 1)
	refused := refusals{end: end}
	nc, err := c.connect(denied,
		nats.MaxReconnects(-1), nats.ReconnectWait(300*time.Millisecond), nats.ReconnectJitter(200*time.Millisecond, 200*time.Millisecond),
		nats.IgnoreAuthErrorAbort(), nats.ReconnectErrHandler(refused.failed), nats.ReconnectHandler(refused.connected),
		nats.ClosedHandler(func(*nats.Conn) { end(errors.New("the server closed the connection for good")) }))
	if err != nil {
		return err
	}
	defer nc.Close()
	go endDenied(ctx, denied, end, "this token may not follow flags: it needs the role soc-analyst or admin")
	f := flag.Follower{
		NC: nc, Tenant: c.Tenant, Ask: c.history(nc),
		Each: func(f flag.Flag) {
			if err := c.print(out, f); err != nil {
				end(err)
			}
		},
		Notice: func(err error) { c.notice(errs, err) },
	}
	if c.Since > 0 {
		f.Begin = flag.Question{Since: time.Now().Add(-c.Since)}
	}
	err = f.Follow(ctx)
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return err
}

// history asks for stored flags as the user.
func (c *watchCmd) history(nc *nats.Conn) func(context.Context, flag.Question) (flag.Page, error) {
	return func(ctx context.Context, q flag.Question) (flag.Page, error) {
		var page flag.Page
		data, err := json.Marshal(q)
		if err != nil {
			return page, fmt.Errorf("encoding the question: %w", err)
		}
		ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
		defer cancel()
		m, err := nc.RequestWithContext(ctx, bus.UserSubject(bus.Flags, c.Tenant, c.As), data)
		if err != nil {
			return page, fmt.Errorf("asking: %w", err)
		}
		if err := json.Unmarshal(m.Data, &page); err != nil {
			return page, errors.New("the answer does not decode: is this command as new as the server?")
		}
		return page, nil
	}
}

func (c *watchCmd) print(w io.Writer, f flag.Flag) error {
	severity := strings.ToLower(f.Severity)
	if !ocsf.AtLeast(severity, c.Severity) || c.Category != "" && f.Unmapped.Category != c.Category {
		return nil
	}
	line := string(f.Raw)
	if !c.JSON {
		line = printable(fmt.Sprintf("%s  %-13s  %-9s  %-21s  %-24s  %-12s  %s  %s",
			time.UnixMilli(f.Time).UTC().Format("2006-01-02T15:04:05.000Z"), severity, f.Unmapped.Category, f.ClassName,
			f.FindingInfo.Analytic.UID, f.Unmapped.Action, f.Actor.User.UID, f.Metadata.CorrelationUID))
	}
	if _, err := fmt.Fprintln(w, line); err != nil {
		return fmt.Errorf("printing a flag: %w", err)
	}
	return nil
}

// printable keeps whatever a terminal would obey out of a line.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

func (c *watchCmd) notice(w io.Writer, err error) {
	if err == nil {
		fmt.Fprintln(w, "sluice watch: connected again; nothing is missing")
		return
	}
	fmt.Fprintln(w, "sluice watch:", err)
}

// refusals ends the command when the server has gone on refusing the token: it is
// revoked or expired. A server that has just started may refuse for a moment, until
// the identity service is there. It is used by one goroutine, that of the connection.
type refusals struct {
	end   context.CancelCauseFunc
	since time.Time
}

const refusedFor = 20 * time.Second

func (r *refusals) failed(_ *nats.Conn, err error) {
	switch {
	case !errors.Is(err, nats.ErrAuthorization):
		r.since = time.Time{}
	case r.since.IsZero():
		r.since = time.Now()
	case time.Since(r.since) > refusedFor:
		r.end(errors.New("the server refuses the token: is it revoked or expired?"))
	}
}

func (r *refusals) connected(*nats.Conn) { r.since = time.Time{} }
