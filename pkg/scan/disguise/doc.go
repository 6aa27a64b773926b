// Package disguise takes disguises off a text and says where each decoded byte came from.
//
// Flat takes one layer of every character-level disguise off a text (escapes, percent, entities, quoted-printable,
// look-alike and invisible characters). Runs finds encoded, spaced and broken-up stretches and decodes each into a
// child text. Both take the text in pieces of any size and give the same results however it was cut.
//
// The package does not look for secrets and does not nest: the caller scans what comes out, and runs Flat and Runs
// again on it as deep as it wants. Decoding is generous on purpose, for the plain text is scanned too; a wrong
// decoding costs time and hides nothing.
//
// A Flat or a Runs is for one goroutine. Only the standard library and golang.org/x/text are used.
package disguise
