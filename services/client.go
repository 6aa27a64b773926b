package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/services/identity"
)

// client are the flags of a command that talks to a running Sluice as a user.
type client struct {
	NATSURL   string `help:"Address of the NATS server." name:"nats-url" default:"nats://127.0.0.1:4222" env:"SLUICE_NATS_URL" group:"connection"`
	Token     string `help:"Token. Better in the environment than on the command line." env:"SLUICE_TOKEN" placeholder:"TOKEN" group:"connection"`
	TokenFile string `help:"File with the token." env:"SLUICE_TOKEN_FILE" type:"path" placeholder:"FILE" group:"connection"`
	Data      string `help:"Data folder; its admin.token is used where no token is given." default:"./data" env:"SLUICE_DATA" type:"path" group:"connection"`
	Tenant    string `help:"Tenant of the token." default:"default" env:"SLUICE_TENANT" group:"connection"`
	As        string `help:"Your own user: whose token it is." default:"admin" env:"SLUICE_USER" placeholder:"USER" group:"connection"`
	CAFile    string `help:"CA certificate of the NATS server (PEM)." env:"SLUICE_CA_FILE" type:"path" placeholder:"FILE" group:"connection"`
}

func (c client) token() (string, error) {
	if c.Token != "" {
		return c.Token, nil
	}
	path := c.TokenFile
	if path == "" {
		path = filepath.Join(c.Data, identity.TokenFile)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("no token: give SLUICE_TOKEN, --token-file, or --data of a running `sluice up`: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, 4096))
	if err != nil {
		return "", fmt.Errorf("reading the token: %w", err)
	}
	return strings.TrimSpace(string(data)), nil
}

// endDenied ends what lasts when the server permits something not. Other
// errors of the connection pass: it is made anew.
func endDenied(ctx context.Context, denied <-chan error, end context.CancelCauseFunc, why string) {
	for {
		select {
		case err := <-denied:
			if errors.Is(err, nats.ErrPermissionViolation) {
				end(fmt.Errorf("%s (check --tenant and --as too): %w", why, err))
			}
		case <-ctx.Done():
			return
		}
	}
}

// connect opens a connection as the user, with the inbox that is its alone.
// Permission errors arrive out of band; they are passed to denied.
func (c client) connect(denied chan<- error, more ...nats.Option) (*nats.Conn, error) {
	if !bus.ValidName(c.Tenant) || !bus.ValidName(c.As) {
		return nil, usagef("--tenant and --as must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -")
	}
	text, err := c.token()
	if err != nil {
		return nil, err
	}
	opts := []nats.Option{
		nats.Name("sluice-cli"), nats.Token(text), nats.CustomInboxPrefix(bus.PrivateInbox(c.Tenant, c.As)),
		nats.Timeout(5 * time.Second),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			select {
			case denied <- err:
			default:
			}
		}),
	}
	if c.CAFile != "" {
		opts = append(opts, nats.RootCAs(c.CAFile))
	}
	nc, err := nats.Connect(c.NATSURL, append(opts, more...)...)
	if errors.Is(err, nats.ErrAuthorization) {
		return nil, errors.New("the server refused the token: is it revoked or expired? An administrator makes a new one with `sluice token create`")
	}
	if err != nil {
		return nil, fmt.Errorf("connecting to NATS at --nats-url; is a Sluice running there, such as `sluice up`? %w", err)
	}
	return nc, nil
}

// ask sends a question to a service and decodes its answer.
func (c client) ask(ctx context.Context, subject string, question, answer any) error {
	denied := make(chan error, 1)
	nc, err := c.connect(denied)
	if err != nil {
		return err
	}
	defer nc.Close()
	data, err := json.Marshal(question)
	if err != nil {
		return fmt.Errorf("encoding the question: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	reply := make(chan *nats.Msg, 1)
	failed := make(chan error, 1)
	go func() {
		m, err := nc.RequestWithContext(ctx, subject, data)
		if err != nil {
			failed <- err
			return
		}
		reply <- m
	}()
	select {
	case m := <-reply:
		if err := json.Unmarshal(m.Data, answer); err != nil {
			return errors.New("the answer does not decode: is this command as new as the server?")
		}
		return nil
	case err := <-denied:
		return fmt.Errorf("this token may not do that (check --tenant and --as; tokens and evidence need an administrator's token): %w", err)
	case err := <-failed:
		if errors.Is(err, nats.ErrNoResponders) {
			return errors.New("nobody answers: start the service with `sluice run` (identity for tokens and policy, provenance for evidence), or `sluice up`")
		}
		return fmt.Errorf("no answer; are the services of this Sluice ready (/readyz on their --ops)? %w", err)
	}
}

func printJSON(v any) error {
	enc := json.NewEncoder(os.Stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
