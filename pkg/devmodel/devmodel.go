// Package devmodel is the built-in development model: deterministic, made for trying and testing the pipeline, and
// plainly no language model. It answers in the shape of OpenAI's chat completions, plain and streamed, and of raw
// completions as vLLM gives them, with scores. The model's name chooses what it does, so that every way in which a
// model can go well or wrong is one request away. "sluice-dev/guard" plays a guard, and guards nothing.
//
// It has no weights, no sampling and no clock: the same body gets the same bytes. It ignores n, stop, tool_choice,
// every sampling parameter and, but for the guard's raw completions, max_tokens. It is no mock of any engine's own
// API. A further behaviour is one more row in family.go and one more function beside answer.go's.
package devmodel

import (
	"crypto/sha256"
	"encoding/hex"
)

const (
	// Name is the model's plain name; the others of the family are Name + "/" + behaviour.
	Name = "sluice-dev"

	// Fingerprint is the system_fingerprint of every answer.
	Fingerprint = "sluice-dev-not-a-language-model"

	// FixedAnswer is what the plain model says, whatever it is asked.
	FixedAnswer = "This is sluice-dev, the built-in development model. It is not a language model: this answer is fixed."

	// Created is the "created" of every answer: 2026-01-01T00:00:00Z, fixed because the model has no clock.
	Created = 1767225600

	// MaxBody is the largest request body, in bytes, that the handler reads. It is above the edge's own limit.
	MaxBody = 8 << 20

	// revision changes whenever the answers of this package change.
	revision = "sluice-dev/2"
)

// Digest identifies this revision of the development model, where an engine would give the digest of its weights:
// SHA-256 in hex over the revision's name. There are no weights.
func Digest() string {
	sum := sha256.Sum256([]byte(revision))
	return hex.EncodeToString(sum[:])
}
