package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

func streamChecks() []check {
	return []check{
		{group: "stream", expect: "a stream arrives whole: the engine's text, one finish_reason, usage, [DONE]", run: wholeStream},
		{group: "stream", expect: "text arrives while the engine still speaks, in several pieces", run: liveStream},
		{group: "stream", expect: "a caller who leaves ends the engine's call; its slots are idle soon after", run: abort},
	}
}

func (w *world) streamed(tokens int, text string) body {
	return w.request(tokens, user(text)).with("stream", true).with("stream_options", map[string]bool{"include_usage": true})
}

const longQuestion = "Write a long story about a miller, her river and the town below."

func wholeStream(ctx context.Context, w *world) (string, error) {
	x, err := w.completed(ctx, w.streamed(64, question))
	if err != nil {
		return "", err
	}
	saw := fmt.Sprintf("%d pieces, %s, %s tokens", x.Pieces, x.finish(), counted(x.Usage))
	if !x.Done {
		return saw, errors.New("no [DONE] came")
	}
	return saw, asWritten(x)
}

func liveStream(ctx context.Context, w *world) (string, error) {
	x, err := w.completed(ctx, w.streamed(280, longQuestion))
	if err != nil {
		return "", err
	}
	return live(x)
}

// live decides whether text came before the engine had ended. Two windows of the guard have to have been filled.
func live(x *exchange) (string, error) {
	const windows = 2 * 400
	if len(x.Text) < windows {
		return "", skipf("the answer has %d bytes: too short to be released in pieces", len(x.Text))
	}
	ahead := x.call.Ended.Sub(x.First)
	saw := fmt.Sprintf("first text %s after the request and %s before the engine's end, %d pieces", x.First.Sub(x.Sent).Round(time.Millisecond), ahead.Round(time.Millisecond), x.Pieces)
	if ahead <= 0 || x.Pieces < 2 {
		return saw, errors.New("it was not live")
	}
	return saw, asWritten(x)
}

// errEnough ends a stream that a caller leaves.
var errEnough = errors.New("enough")

func abort(ctx context.Context, w *world) (string, error) {
	mark := w.tap.mark()
	inner, leave := context.WithCancel(ctx)
	defer leave()
	b := w.streamed(1200, longQuestion+" Do not stop.")
	busy := 0
	var left time.Time
	a, err := w.main.ask(inner, b, func(string) error {
		busy = w.busySlots(ctx)
		left = time.Now()
		leave()
		return errEnough
	})
	if !errors.Is(err, errEnough) {
		if err == nil {
			return "", skipf("no text came (status %d)", a.Status)
		}
		return "", fmt.Errorf("asking Sluice: %w", err)
	}
	const soon = 20 * time.Second
	waiting, stop := context.WithTimeout(ctx, soon)
	defer stop()
	over := func(calls []call) bool { return len(calls) > 0 && !calls[0].Ended.IsZero() }
	if err := w.tap.wait(waiting, mark, chatPath, over); err != nil {
		return "", fmt.Errorf("the engine's call went on for %s", soon)
	}
	c := w.tap.since(mark, chatPath)[0]
	w.asked = append(w.asked, asked{id: a.ID, outcome: "failed"})
	if !c.Left {
		w.asked = w.asked[:len(w.asked)-1]
		return "", skipf("the engine had said everything before the caller left")
	}
	saw := fmt.Sprintf("the call ended %s after the caller left", c.Ended.Sub(left).Round(time.Millisecond))
	if busy < 0 {
		return saw + "; this engine shows no slots", nil
	}
	if busy == 0 {
		return saw, errors.New("no slot was busy while the caller listened: this check sees nothing")
	}
	for w.busySlots(ctx) != 0 {
		if waiting.Err() != nil {
			return saw, fmt.Errorf("a slot was still busy %s after", soon)
		}
		pause(ctx, 20*time.Millisecond)
	}
	return fmt.Sprintf("%s; slots busy before: %d, idle again after %s", saw, busy, time.Since(left).Round(time.Millisecond)), nil
}

// busySlots counts the slots of a llama.cpp server that work; -1 where it cannot be asked.
func (w *world) busySlots(ctx context.Context) int {
	if w.kind != "llamacpp" {
		return -1
	}
	data, err := w.get(ctx, "/slots")
	var slots []struct {
		Busy bool `json:"is_processing"`
	}
	if err != nil || json.Unmarshal(data, &slots) != nil {
		return -1
	}
	n := 0
	for _, s := range slots {
		if s.Busy {
			n++
		}
	}
	return n
}

// pause waits for what no signal tells.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
