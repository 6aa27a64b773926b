// Package leaks plants the secrets of a labelled set, and made ones, in what a model
// says: in every field that can carry text, cut at every place, on every surface,
// streamed and not. It asserts that no piece of them reaches the client. It holds no
// code for production.
//
// A cut at a place makes two pieces of a text, that before it and that after it, each
// an event of the engine. Many texts are said in one answer, each cut at one place, and
// in all fields at once. As nothing of log-probabilities leaves any more after the
// first finding, each place is tried once more in a stream of its own, in which
// log-probabilities of what comes before the secret do leave.
package leaks
