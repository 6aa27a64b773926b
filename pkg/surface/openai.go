package surface

import (
	"time"

	"sluice/pkg/chat"
)

// OpenAI is chat completions as it is.
type OpenAI struct{}

// Ask takes any body: what is wrong with it the first stage says.
func (OpenAI) Ask(body []byte) (Asked, *chat.Error) { return asIs(body), nil }

// Fault is OpenAI's error.
func (OpenAI) Fault(fault *chat.Error, _ string) []byte { return fault.Body() }

// IDHeader is nowhere else: X-Request-Id is OpenAI's.
func (OpenAI) IDHeader() string { return "" }

// KeyHeader is nowhere else.
func (OpenAI) KeyHeader() string { return "" }

type asIs []byte

func (a asIs) Chat() []byte { return a }

func (asIs) Answer(done []byte) ([]byte, *chat.Error) { return done, nil }

func (asIs) Voice(time.Time) chat.Voice { return chat.Events{} }
