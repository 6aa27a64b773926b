package main

import (
	"context"
	"errors"
	"fmt"
)

func chatChecks() []check {
	return []check{
		{group: "chat", expect: "a plain completion arrives as the engine wrote it: text, finish_reason, usage", run: plainChat},
		{group: "chat", expect: "a conversation with a system prompt and earlier turns reaches the engine whole", run: conversation},
		{group: "chat", expect: "the same greedy request twice through Sluice, and once directly", observed: true, run: repeated},
	}
}

const question = "Name three things that a water mill can drive."

func plainChat(ctx context.Context, w *world) (string, error) {
	x, err := w.completed(ctx, w.request(48, user(question)))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%q, %s, %s tokens", short(x.Text), x.finish(), counted(x.Usage)), asWritten(x)
}

// asWritten checks that the caller got what the engine said. It holds where no rule found anything.
func asWritten(x *exchange) error {
	switch {
	case x.Text == "" && len(x.Calls) == 0:
		return errors.New("the answer is empty")
	case x.Text != x.engine.Text:
		return fmt.Errorf("the text is not the engine's: %d bytes of %d", len(x.Text), len(x.engine.Text))
	case x.finish() == "" || x.finish() != x.engine.finish():
		return fmt.Errorf("finish_reason is %q of %v, the engine's %v", x.finish(), x.Finish, x.engine.Finish)
	}
	return sameUsage(x.Usage, x.engine.Usage)
}

func sameUsage(got, want *usage) error {
	switch {
	case want == nil:
		return errors.New("the engine counted no tokens")
	case got == nil:
		return errors.New("the caller got no usage")
	case *got != *want:
		return fmt.Errorf("usage is %s, the engine's %s", counted(got), counted(want))
	}
	return nil
}

func counted(u *usage) string {
	if u == nil {
		return "no"
	}
	return fmt.Sprintf("%d+%d", u.Prompt, u.Completion)
}

func conversation(ctx context.Context, w *world) (string, error) {
	b := w.request(24, message{"role": "system", "content": "You answer in one short sentence."}, user("I like rivers."),
		message{"role": "assistant", "content": "Rivers are fine."}, user("Which of them is long?"))
	x, err := w.completed(ctx, b)
	if err != nil {
		return "", err
	}
	if err := sameField(b, x.call.Request, "messages"); err != nil {
		return "", err
	}
	return fmt.Sprintf("%q", short(x.Text)), asWritten(x)
}

func repeated(ctx context.Context, w *world) (string, error) {
	b := w.request(32, user("Write one sentence about a lock on a canal."))
	var texts []string
	for range 2 {
		x, err := w.completed(ctx, b)
		if err != nil {
			return "", err
		}
		texts = append(texts, x.Text)
	}
	direct, err := w.direct().ask(ctx, b, nil)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("second equals first: %t; direct equals first: %t (engines need not repeat themselves: batches and cached prompts round differently)",
		texts[0] == texts[1], texts[0] == direct.Text), nil
}
