package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

func faultChecks(w *world) []check {
	how := "the line to the engine is cut"
	if w.settings.own() {
		how = "the engine is killed"
	}
	return []check{
		{group: "faults", expect: "a prompt over the engine's context gets 400 model_refused_request that speaks of length", run: tooLong},
		{group: "faults", expect: how + " inside a stream: the caller gets an error, no finish_reason and no [DONE]", run: broken},
		{group: "faults", expect: "while it is away: 503 model_unavailable, and the breaker opens: the engine is no longer tried", run: breaker},
		{group: "faults", expect: "when it is back, a probe closes the breaker and completions arrive", run: back},
	}
}

func tooLong(ctx context.Context, w *world) (string, error) {
	fits := w.window(ctx)
	const most = 200_000
	if fits == 0 || fits > most {
		return "", skipf("the engine does not tell its context, or it is too large to be filled here (%d)", fits)
	}
	words := make([]byte, 0, fits*8)
	for range fits + fits/2 {
		words = append(words, "river "...)
	}
	x, err := w.through(ctx, w.request(8, user(string(words))))
	if err != nil {
		return "", err
	}
	saw := fmt.Sprintf("status %d, code %s: %s", x.Status, x.Code, x.Reason)
	if x.Status != http.StatusBadRequest || x.Code != "model_refused_request" {
		return saw, errors.New("not 400 model_refused_request")
	}
	return saw, nil
}

func broken(ctx context.Context, w *world) (string, error) {
	gone := false
	x, err := w.throughEach(ctx, w.streamed(1200, longQuestion+" Do not stop."), func(string) error {
		if !gone {
			gone = true
			w.breakEngine()
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	if !gone {
		w.breakEngine() // what follows needs it
		return "", skipf("no text came (status %d, code %s)", x.Status, x.Code)
	}
	return cutOff(x)
}

// cutOff decides of a stream whose engine went away.
func cutOff(x *exchange) (string, error) {
	saw := fmt.Sprintf("%d bytes came, then the error %q", len(x.Text), x.Code)
	switch {
	case x.call != nil && x.engine != nil && x.engine.Done:
		return "", skipf("the engine had said everything before it went")
	case x.Code == "":
		return saw, errors.New("no error came")
	case len(x.Finish) > 0 || x.Done:
		return saw, errors.New("the stream looks whole")
	}
	return saw, nil
}

func breaker(ctx context.Context, w *world) (string, error) {
	// Enough failures in a row to open it, whatever was counted before.
	const tries = breakAfter + 3
	tried := 0
	for range tries {
		mark := w.tap.mark()
		x, err := w.through(ctx, w.request(8, user(question)))
		if err != nil {
			return "", err
		}
		if x.Status != http.StatusServiceUnavailable || x.Code != "model_unavailable" {
			return "", fmt.Errorf("status %d, code %q", x.Status, x.Code)
		}
		if len(w.tap.since(mark, chatPath)) > 0 {
			tried++
		}
	}
	saw := fmt.Sprintf("%d requests, all 503 model_unavailable; the engine was tried for %d of them", tries, tried)
	if tried >= tries {
		return saw, errors.New("every request tried the engine: the breaker did not open")
	}
	return saw, nil
}

func back(ctx context.Context, w *world) (string, error) {
	began := time.Now()
	if err := w.healEngine(ctx); err != nil {
		return "", err
	}
	up := time.Now()
	var last string
	for ctx.Err() == nil && time.Since(up) < 10*openFor {
		x, err := w.through(ctx, w.request(8, user(question)))
		if err != nil {
			return "", err
		}
		if x.Status == http.StatusOK {
			return fmt.Sprintf("the engine was up after %s, the first completion came %s later (breaker: %s)", up.Sub(began).Round(100*time.Millisecond), time.Since(up).Round(100*time.Millisecond), openFor), nil
		}
		last = x.Code
		pause(ctx, openFor/8)
	}
	return "", fmt.Errorf("no completion within %s, at last %q", 10*openFor, last)
}
