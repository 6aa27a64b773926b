// Package isolation tries, against the real binary and with plain nats.go, to
// read, guess, inject into or collide with what belongs to another user. Every
// attempt is a row of a test. Of Sluice's own services it plays each, as hostile code
// with its credential would, against a server set up as every Sluice's is; what
// stays possible stands in docs/decisions/0005. It holds no code for production.
//
// What users of one account do share, on purpose, is the inbox space _INBOX.>: an
// unmodified client works because of it. Somebody who listens there sees that an
// ack went to another user, and the request id in it, and nothing else. A user
// that sets the inbox prefix sluice.inbox.<tenant>.<user> shares not even that.
package isolation
