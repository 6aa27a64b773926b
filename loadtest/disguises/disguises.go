// Package disguises hides a value in the ways people and programs hide one: encodings, compression, look-alike and
// invisible characters, separators, code, and nestings of these. It is a generator for measurements; it detects nothing.
package disguises

import "math/rand"

// Form is one way to hide a value. Make is pure but for r, and safe for use by several goroutines with an r each.
type Form struct {
	Name  string
	Class string // encoding, unicode, separated, code, or nested
	Make  func(secret string, r *rand.Rand) string
}

// Forms gives every form, in a fixed order. Secrets are taken to be printable ASCII.
func Forms() []Form {
	var all []Form
	for _, part := range [][]Form{encodings(), unicodes(), separated(), code(), nested()} {
		all = append(all, part...)
	}
	return all
}

// plain makes a form of a function that needs no chance.
func plain(name, class string, f func(string) string) Form {
	return Form{name, class, func(s string, _ *rand.Rand) string { return f(s) }}
}
