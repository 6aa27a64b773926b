package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/requests"
)

type askCmd struct {
	client
	Text    string        `arg:"" help:"The prompt."`
	User    string        `help:"The same as --as." placeholder:"USER" group:"connection"`
	Model   string        `help:"The model to ask." default:"sluice-dev" env:"SLUICE_MODEL"`
	ID      string        `help:"Request id; the same id and prompt again give the same outcome." placeholder:"ID"`
	Restore bool          `help:"Have pseudonyms of this prompt restored in the answer."`
	JSON    bool          `help:"Print the completion, or the error, as JSON." name:"json"`
	Wait    time.Duration `help:"Longest wait for the outcome." default:"150s"`
}

// Help is shown by --help.
func (askCmd) Help() string {
	return `Examples:
  sluice ask "What is a sluice?"
  sluice ask --model sluice-dev/echo --restore "I am bob@example.com"
  sluice ask --as alice --token-file alice.token --id ask-1 --json "Hello"
The answer comes over NATS, on the user's own response subject. A prompt that is refused and a model
that fails end with status 1; asked again with the same --id, the outcome is the same.`
}

// Run publishes the prompt on the request subject, as any application would, and
// waits for the outcome on the response subject.
func (c *askCmd) Run(ctx context.Context) error {
	if c.User != "" {
		c.As = c.User
	}
	if c.ID == "" {
		c.ID = requests.NewID()
	}
	if !bus.ValidName(c.ID) {
		return usagef("--id must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -")
	}
	body, err := json.Marshal(map[string]any{
		"model": c.Model, "messages": []map[string]string{{"role": "user", "content": c.Text}},
	})
	if err != nil {
		return fmt.Errorf("encoding the prompt: %w", err)
	}
	denied := make(chan error, 4)
	nc, err := c.connect(denied)
	if err != nil {
		return err
	}
	defer nc.Close()
	ctx, cancel := context.WithTimeout(ctx, c.Wait)
	defer cancel()
	outcome, err := nc.SubscribeSync(bus.ResponseSubject(c.Tenant, c.As, c.ID))
	if err != nil {
		return fmt.Errorf("subscribing to the response: %w", err)
	}
	if err := c.publish(ctx, nc, body, denied); err != nil {
		return err
	}
	for {
		m, err := c.next(ctx, nc, outcome)
		if err != nil {
			return err
		}
		info, ok := bus.ReadResponse(m)
		if !ok {
			continue
		}
		if c.Restore && info.Restorable {
			if err := nc.Publish(bus.UserSubject(bus.Restore, c.Tenant, c.As), []byte(c.ID)); err != nil {
				return fmt.Errorf("asking for pseudonyms: %w", err)
			}
			continue
		}
		if info.Apart {
			return fmt.Errorf("the answer of %s is stored and longer than this NATS server's messages: send the same request with that id to the HTTP edge", c.ID)
		}
		return c.print(info, m.Data)
	}
}

// publish is an unmodified JetStream publish: its ack means stored.
func (c *askCmd) publish(ctx context.Context, nc *nats.Conn, body []byte, denied <-chan error) error {
	js, err := jetstream.New(nc)
	if err != nil {
		return fmt.Errorf("opening JetStream: %w", err)
	}
	stored := make(chan error, 1)
	go func() {
		_, err := js.Publish(ctx, bus.UserSubject(bus.Request, c.Tenant, c.As), body, jetstream.WithMsgID(c.ID))
		stored <- err
	}()
	select {
	case err = <-stored:
	case err = <-denied:
		return fmt.Errorf("this token may not publish as %s of %s (check --tenant and --as): %w", c.As, c.Tenant, err)
	}
	var refused *jetstream.APIError
	switch {
	case errors.As(err, &refused):
		fmt.Fprintf(os.Stderr, "refused (%d): %s\n", refused.Code, refused.Description)
		return exitCode(1)
	case errors.Is(err, jetstream.ErrNoStreamResponse), errors.Is(err, nats.ErrNoResponders):
		return errors.New("nobody takes requests: start a dlp service with `sluice run dlp`, or `sluice up`")
	case err != nil:
		return fmt.Errorf("publishing the prompt: %w", err)
	}
	return nil
}

// next waits for a message, and asks for the outcome now and then: a release is
// a plain message and may be missed.
func (c *askCmd) next(ctx context.Context, nc *nats.Conn, sub *nats.Subscription) (*nats.Msg, error) {
	for {
		once, cancel := context.WithTimeout(ctx, 3*time.Second)
		m, err := sub.NextMsgWithContext(once)
		cancel()
		switch {
		case err == nil:
			return m, nil
		case ctx.Err() != nil:
			return nil, fmt.Errorf("no outcome in time; ask again with --id %s", c.ID)
		case !errors.Is(err, context.DeadlineExceeded):
			return nil, fmt.Errorf("waiting for the outcome: %w", err)
		}
		if err := nc.Publish(bus.UserSubject(bus.Fetch, c.Tenant, c.As), []byte(c.ID)); err != nil {
			return nil, fmt.Errorf("asking for the outcome: %w", err)
		}
	}
}

func (c *askCmd) print(info bus.ResponseInfo, body []byte) error {
	if c.JSON {
		fmt.Println(string(body))
	} else if info.Kind == requests.Completed {
		var done struct {
			Choices []struct {
				Message struct {
					Content string `json:"content"`
				} `json:"message"`
			} `json:"choices"`
		}
		if err := json.Unmarshal(body, &done); err != nil {
			return errors.New("the completion does not decode")
		}
		for _, ch := range done.Choices {
			fmt.Println(ch.Message.Content)
		}
	} else {
		var e struct {
			Error struct {
				Message string `json:"message"`
			} `json:"error"`
		}
		_ = json.Unmarshal(body, &e)
		fmt.Fprintf(os.Stderr, "%s (%d): %s\n", info.Kind, info.Status, e.Error.Message)
	}
	if info.Kind != requests.Completed {
		return exitCode(1)
	}
	return nil
}
