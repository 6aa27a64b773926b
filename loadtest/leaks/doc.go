// Package leaks plants the secrets of a labelled set, and made ones, in what a model
// says: in every field that can carry text, cut at every place, on every surface,
// streamed and not. It asserts that no piece of them reaches the client. It holds no
// code for production.
package leaks
