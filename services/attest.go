package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/attestor"
	"sluice/pkg/bus"
	"sluice/pkg/model"
	"sluice/pkg/weights"
)

type attestCmd struct {
	client
	Backend   string        `help:"The backend beside which this runs, as the configuration names it." required:"" placeholder:"NAME"`
	Engine    string        `help:"The kind of engine: vllm or llamacpp." required:"" enum:"vllm,llamacpp" placeholder:"KIND"`
	URL       string        `help:"Address of the engine." required:"" name:"url" placeholder:"URL"`
	APIKeyEnv string        `help:"Environment variable with the engine's API key." name:"api-key-env" placeholder:"NAME"`
	Serves    string        `help:"What the engine itself calls the files, to the letter, where that is not their path here: a path within its container, or the name of a repository." placeholder:"TEXT"`
	Whole     time.Duration `help:"Read all files again after this time, though nothing says that they changed." default:"1h"`
	LogLevel  string        `help:"debug, info, warn or error." default:"info" enum:"debug,info,warn,error" env:"SLUICE_LOG_LEVEL"`
	Paths     []string      `arg:"" help:"The file, the files, or the folder that the engine is given." type:"path" name:"path"`
}

// Help is shown by --help.
func (attestCmd) Help() string {
	return `Example:
  sluice attest --backend gpu-1 --engine llamacpp --url http://127.0.0.1:8000 --as gpu-1 --token-file gpu-1.token model.gguf
It runs beside an engine that cannot tell which weights it serves, and needs a token of a user with the role attestor
in the tenant default; the backend's attested_by names that user, and no other is believed. It writes one line of
JSON to stdout when its first report is stored, then reports every 15 seconds, and at once when a file changed. It
reads the files, the engine's list of models, and nothing else.`
}

// Run reports until the process is told to stop.
func (c *attestCmd) Run(ctx context.Context) error {
	files, err := weights.New(c.Paths)
	if err != nil {
		return err
	}
	log := settings{LogLevel: c.LogLevel}.logger()
	o := attestor.Options{
		Backend: c.Backend, Kind: c.Engine, URL: c.URL, APIKey: os.Getenv(c.APIKeyEnv), Serves: c.Serves, Files: files, Whole: c.Whole,
		Version: version(), Log: log, Now: time.Now,
	}
	if err := o.Check(); err != nil {
		return usagef("%w", err)
	}
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	denied := make(chan error, 1)
	// A token that is refused may only mean that the identity service is away: it goes on trying.
	nc, err := c.connect(denied,
		nats.MaxReconnects(-1), nats.ReconnectWait(300*time.Millisecond), nats.ReconnectJitter(200*time.Millisecond, 200*time.Millisecond),
		nats.ReconnectBufSize(-1), nats.IgnoreAuthErrorAbort())
	if err != nil {
		return err
	}
	defer nc.Close()
	go endDenied(ctx, denied, end, "this token may not attest: it needs the role attestor")
	o.Send = func(ctx context.Context, report []byte) error {
		return store(ctx, nc, bus.UserSubject(bus.Attest, c.Tenant, c.As), report)
	}
	first := true
	o.Sent = func(r model.Report) {
		if !first {
			return
		}
		first = false
		line, err := json.Marshal(map[string]any{"ready": true, "backend": r.Backend, "state": r.State})
		if err == nil {
			fmt.Println(string(line))
		}
	}
	attestor.Run(ctx, o)
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}

// store publishes a report and waits until it is stored.
func store(ctx context.Context, nc *nats.Conn, subject string, report []byte) error {
	m, err := nc.RequestWithContext(ctx, subject, report)
	if err != nil {
		return fmt.Errorf("storing a report: %w", err)
	}
	var ack nats.PubAck
	var fault struct {
		Error *struct {
			Code int `json:"code"`
		} `json:"error"`
	}
	if json.Unmarshal(m.Data, &fault) != nil || fault.Error != nil || json.Unmarshal(m.Data, &ack) != nil || ack.Sequence == 0 {
		return errors.New("storing a report: it is not acknowledged")
	}
	return nil
}
