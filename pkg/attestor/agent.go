// Package attestor is the agent beside an engine that cannot tell which weights it serves: it reads the files, sees when
// they change, asks the engine whether it serves them, and reports. It decides nothing: that is package gate's.
package attestor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"sluice/pkg/model"
	"sluice/pkg/weights"
)

// Times of an agent.
const (
	Every      = 15 * time.Second // between two reports; a change is reported at once
	LookEvery  = 2 * time.Second  // at the files, without reading them
	askTime    = 3 * time.Second
	reportTime = 5 * time.Second
)

// Files are those that the engine serves.
type Files interface {
	Changed() (bool, error)
	Read(ctx context.Context, all bool) (weights.Digest, error)
	files
}

// Options say what an agent does. All must be set but APIKey and Serves.
type Options struct {
	Backend string
	Kind    string // of Kinds
	URL     string
	APIKey  string
	Serves  string        // what the engine calls the files, where that is not their path here
	Files   Files         //
	Whole   time.Duration // after which all files are read again, though nothing says that they changed
	Version string
	Log     *slog.Logger
	Now     func() time.Time

	// Send stores a report; it returns when it is stored.
	Send func(ctx context.Context, report []byte) error
	// Sent, if set, is told of each report that was stored.
	Sent func(model.Report)
}

// agent is the state of one Run, of its goroutine.
type agent struct {
	Options
	client  *http.Client
	results chan result
	reading bool           // a reading is under way
	stale   bool           // the digest is of files that may be others by now, or there is none
	broken  bool           // they cannot be read
	have    weights.Digest // the last one
	whole   time.Time      // when all files were last read
	last    string         // state that was reported last
}

type result struct {
	digest weights.Digest
	whole  bool
	began  time.Time
	err    error
}

// Run reports until ctx ends.
func Run(ctx context.Context, o Options) {
	a := &agent{
		Options: o, results: make(chan result, 1), stale: true,
		client: &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}
	defer a.client.CloseIdleConnections()
	look, tell := time.NewTicker(LookEvery), time.NewTicker(Every)
	defer look.Stop()
	defer tell.Stop()
	reading, stop := context.WithCancel(ctx)
	defer func() {
		stop()
		if a.reading {
			<-a.results
		}
	}()
	a.read(reading, true)
	a.report(ctx)
	for {
		news := false
		select {
		case <-ctx.Done():
			return
		case r := <-a.results:
			news = a.took(r)
		case <-look.C:
			news = a.look(reading)
		case <-tell.C:
			news = true
		}
		if news {
			a.report(ctx)
		}
	}
}

// read begins a reading.
func (a *agent) read(ctx context.Context, whole bool) {
	a.reading = true
	began := a.Now()
	go func() {
		d, err := a.Files.Read(ctx, whole)
		a.results <- result{d, whole, began, err}
	}()
}

// took takes up a reading, and says whether there is something to report. What changed while it was read, or since,
// is read again.
func (a *agent) took(r result) bool {
	a.reading = false
	changed, err := a.Files.Changed()
	switch {
	case errors.Is(r.err, weights.ErrChanging), r.err == nil && err == nil && changed:
		was := a.stale && !a.broken
		a.stale, a.broken = true, false
		return !was
	case r.err != nil || err != nil:
		was := a.broken
		a.stale, a.broken = true, true
		if !was {
			a.Log.Error("the files cannot be read", "error", errors.Join(r.err, err))
		}
		return !was
	}
	a.have, a.stale, a.broken = r.digest, false, false
	if r.whole {
		a.whole = r.began
	}
	return true
}

// look looks whether the files changed, and says whether there is something to report. What was read before counts no
// more from then on: reading large files takes longer than other weights may be served.
func (a *agent) look(ctx context.Context) bool {
	changed, err := a.Files.Changed()
	fresh := changed && !a.stale
	if changed {
		a.stale = true
	}
	if err != nil && !a.broken {
		a.broken, fresh = true, true
		a.Log.Error("the files cannot be read", "error", err)
	}
	switch {
	case a.reading:
	case a.stale && err == nil:
		a.read(ctx, a.whole.IsZero())
	case !a.stale && a.Now().Sub(a.whole) >= a.Whole:
		a.read(ctx, true)
	}
	return fresh
}

func (a *agent) report(ctx context.Context) {
	r := a.now(ctx)
	data, err := json.Marshal(r)
	if err == nil {
		inner, cancel := context.WithTimeout(ctx, reportTime)
		defer cancel()
		err = a.Send(inner, data)
	}
	if err != nil {
		if ctx.Err() == nil {
			a.Log.Warn("a report is not stored; the next one is due soon", "error", err)
		}
		return
	}
	if r.State != a.last {
		a.Log.Info("reported", "backend", r.Backend, "state", r.State, "digest", r.Digest)
		a.last = r.State
	}
	if a.Sent != nil {
		a.Sent(r)
	}
}

// now is the report as things stand.
func (a *agent) now(ctx context.Context) model.Report {
	r := model.Report{Version: 1, Backend: a.Backend, Engine: a.Kind, Sluice: a.Options.Version, Hashed: a.whole.UTC()}
	switch {
	case a.broken:
		r.State = model.ReportUnreadable
		return r
	case a.stale:
		r.State = model.ReportHashing
		return r
	}
	r.Files, r.Bytes = len(a.have.Files), a.have.Bytes
	inner, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	loaded, err := Ask(inner, a.client, a.Kind, a.URL, a.APIKey)
	if err != nil {
		r.State = model.ReportEngineDown
		return r
	}
	var ok bool
	if r.Models, ok = serving(loaded, a.Kind, a.Serves, a.Files); !ok {
		r.State = model.ReportOther
		return r
	}
	r.State, r.Digest = model.ReportHashed, a.have.Digest
	return r
}

// Check says what is wrong with the options.
func (o Options) Check() error {
	switch {
	case !model.BackendName(o.Backend):
		return errors.New("the name of the backend must be 1 to 64 of A-Z, a-z, 0-9, _ and -, as the configuration has it")
	case o.Whole < time.Minute:
		return fmt.Errorf("the files cannot be read whole more often than every %s", time.Minute)
	}
	return nil
}
