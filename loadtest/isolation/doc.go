// Package isolation tries, against the real binary and with plain nats.go, to
// read, guess, inject into or collide with what belongs to another user. Every
// attempt is a row of a test. It holds no code for production.
//
// What users of one account do share, on purpose, is the inbox space _INBOX.>: an
// unmodified client works because of it. Somebody who listens there sees that an
// ack went to another user, and the request id in it, and nothing else. A user
// that sets the inbox prefix sluice.inbox.<tenant>.<user> shares not even that.
package isolation
