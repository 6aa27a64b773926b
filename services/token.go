package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/services/identity"
)

type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Make a token for a user, and the user where it is new."`
	List   tokenListCmd   `cmd:"" help:"List tokens, without their secrets."`
	Revoke tokenRevokeCmd `cmd:"" help:"Revoke a token: its connections are closed."`
}

// Help is shown by --help.
func (tokenCmd) Help() string {
	return `Example:
  sluice token list
These need the token of an administrator.`
}

type tokenCreateCmd struct {
	client
	Name    string        `arg:"" optional:"" name:"user" help:"The user it is for: an opaque name, no e-mail address."`
	User    string        `help:"The same." placeholder:"USER"`
	Role    []string      `help:"Role of a new user, more than once for several: app, soc-analyst, approver, ai-auditor, attestor, operator, admin. Without it: app." placeholder:"ROLE" sep:"none" predict:"roles"`
	Expires time.Duration `help:"Life of the token, such as 720h. Without it the token has no end." placeholder:"DURATION"`
	JSON    bool          `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (tokenCreateCmd) Help() string {
	return `Examples:
  sluice token create alice --expires 720h
  sluice token create watcher --role soc-analyst --json
The token is shown once. That of an app opens the HTTP edge and NATS, any other NATS only.
What a role may do: app sends requests; soc-analyst follows flags; ai-auditor reads evidence;
attestor is an agent beside an engine (sluice attest); operator administers the policy and the model register, and
stores evaluations; admin does that, administers users, reads evidence and
follows flags; approver may do nothing yet.`
}

// Run asks the identity service.
func (c *tokenCreateCmd) Run(ctx context.Context) error {
	owner := c.Name
	switch {
	case owner == "" && c.User == "":
		return usagef("say who the token is for: sluice token create USER")
	case owner == "":
		owner = c.User
	case c.User != "" && c.User != owner:
		return usagef("two users are named: a token is for one")
	case c.Expires%time.Second != 0:
		return usagef("--expires counts whole seconds, such as 720h or 90s") // less than one would be no end
	}
	var a identity.TokenAnswer
	q := identity.TokenQuestion{User: owner, Roles: c.Role, Seconds: int64(c.Expires / time.Second)}
	if err := c.ask(ctx, bus.UserSubject(bus.Admin, c.Tenant, c.As)+".token.create", q, &a); err != nil {
		return err
	}
	if a.Error != nil {
		return told(a.Error)
	}
	if c.JSON {
		return printJSON(a)
	}
	fmt.Printf("token:            %s\n", a.Token)
	fmt.Printf("id:               %s\n", a.Record.ID)
	fmt.Printf("owner:            %s of tenant %s\n", a.Record.User, a.Record.Tenant)
	fmt.Printf("expires:          %s\n", until(a.Record.Expires))
	fmt.Printf("roles:            %s\n", strings.Join(a.Roles, ", "))
	if a.Request != "" {
		fmt.Printf("request subject:  %s\n", a.Request)
		fmt.Printf("response subject: %s\n", a.Response)
	}
	fmt.Printf("inbox prefix:     %s\n", a.Inbox)
	return nil
}

func told(e *chat.Error) error {
	fmt.Fprintln(os.Stderr, "sluice:", e.Message)
	return exitCode(1)
}

func until(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.Format(time.RFC3339)
}

type tokenListCmd struct {
	client
	JSON bool `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (tokenListCmd) Help() string {
	return `Examples:
  sluice token list
  sluice token list --json`
}

// Run asks the identity service.
func (c *tokenListCmd) Run(ctx context.Context) error {
	var a identity.TokenAnswer
	if err := c.ask(ctx, bus.UserSubject(bus.Admin, c.Tenant, c.As)+".token.list", identity.TokenQuestion{}, &a); err != nil {
		return err
	}
	if a.Error != nil {
		return told(a.Error)
	}
	if c.JSON {
		return printJSON(a.Tokens)
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tOWNER\tCREATED\tEXPIRES\tSTATE")
	for _, t := range a.Tokens {
		state := "good"
		switch {
		case !t.Revoked.IsZero():
			state = "revoked " + t.Revoked.Format(time.RFC3339)
		case !t.Expires.IsZero() && time.Now().After(t.Expires):
			state = "expired"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", t.ID, t.User, t.Created.Format(time.RFC3339), until(t.Expires), state)
	}
	return w.Flush()
}

type tokenRevokeCmd struct {
	client
	ID   string `arg:"" name:"id" help:"The token's id, as list shows it."`
	JSON bool   `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (tokenRevokeCmd) Help() string {
	return `Example:
  sluice token revoke 0a1b2c3d4e5f
"sluice token list" has the ids. It works at once, for connections that are open too.`
}

// Run asks the identity service.
func (c *tokenRevokeCmd) Run(ctx context.Context) error {
	var a identity.TokenAnswer
	if err := c.ask(ctx, bus.UserSubject(bus.Admin, c.Tenant, c.As)+".token.revoke", identity.TokenQuestion{ID: c.ID}, &a); err != nil {
		return err
	}
	if a.Error != nil {
		return told(a.Error)
	}
	if c.JSON {
		return printJSON(a.Record)
	}
	fmt.Printf("revoked %s of %s\n", a.Record.ID, a.Record.User)
	return nil
}
