package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"
)

func redactionChecks() []check {
	return []check{
		{group: "redaction", expect: "an e-mail address and a key in a prompt do not reach the engine; a placeholder does", run: redacted(false)},
		{group: "redaction", expect: "the same of a stream", run: redacted(true)},
		{group: "redaction", expect: "an address that the model repeats from its placeholder is restored for its caller", observed: true, run: restored},
	}
}

// private is what must not leave: made up for each run, so that nothing else can hold it.
func private() (mail, key string) {
	return "miller." + strings.ToLower(rand.Text()[:10]) + "@example.org", "AKIA" + rand.Text()[:16]
}

func redacted(stream bool) func(context.Context, *world) (string, error) {
	return func(ctx context.Context, w *world) (string, error) {
		mail, key := private()
		text := "Write one line to " + mail + " about the key aws_access_key_id=" + key + " please."
		x, err := w.completed(ctx, w.request(32, user(text)).with("stream", stream))
		if err != nil {
			return "", err
		}
		log, err := os.ReadFile(w.main.log)
		if err != nil {
			return "", err
		}
		return clean(x.call, log, mail, key)
	}
}

// clean decides whether a call of the engine and Sluice's log are free of what is private.
func clean(c *call, log []byte, mail, key string) (string, error) {
	var header bytes.Buffer
	if err := c.Header.Write(&header); err != nil {
		return "", err
	}
	for _, where := range []struct {
		name string
		data []byte
	}{{"what the engine received", c.Request}, {"the headers that it received", header.Bytes()}, {"Sluice's log", log}} {
		for what, value := range map[string]string{"address": mail, "key": key} {
			if bytes.Contains(where.data, []byte(value)) {
				return "", fmt.Errorf("%s holds the %s", where.name, what)
			}
		}
	}
	if !bytes.Contains(c.Request, []byte("EMAIL_ADDRESS_")) {
		return "", errors.New("the engine received no placeholder: was this the request?")
	}
	return "neither in body, headers nor Sluice's log; a placeholder in the body", nil
}

func restored(ctx context.Context, w *world) (string, error) {
	mail, _ := private()
	x, err := w.completed(ctx, w.request(64, user("Repeat this line: write to "+mail), message{"role": "assistant", "content": "write to " + mail}, user("Repeat it again.")))
	if err != nil {
		return "", err
	}
	switch repeats := strings.Contains(x.engine.Text, "EMAIL_ADDRESS_"); {
	case strings.Contains(x.Text, mail):
		return "restored", nil
	case repeats:
		return "the model wrote a placeholder, and not one that it was given", nil
	}
	return fmt.Sprintf("the model did not repeat it: %q", short(x.Text)), nil
}
