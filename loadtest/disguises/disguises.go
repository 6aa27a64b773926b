// Package disguises hides a value in the ways people and programs hide one: encodings, compression, look-alike and
// invisible characters, separators, code, and nestings of these. It is a generator for measurements; it detects nothing.
package disguises

import "math/rand"

// Form is one way to hide a value. Make is pure but for r, and safe for use by several goroutines with an r each.
type Form struct {
	Name  string
	Class string // encoding, unicode, separated, code, or nested
	Make  func(secret string, r *rand.Rand) string

	// Before and After are how many bytes of what Make gives hide nothing, at its ends: a header, the name of a call.
	Before, After int
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
	return Form{Name: name, Class: class, Make: func(s string, _ *rand.Rand) string { return f(s) }}
}

// chance makes a form of a function that does.
func chance(name, class string, f func(string, *rand.Rand) string) Form {
	return Form{Name: name, Class: class, Make: f}
}

// around makes a form of a function, with what stands before and after it and hides nothing.
func around(before, name, class, after string, f func(string) string) Form {
	form := plain(name, class, func(s string) string { return before + f(s) + after })
	form.Before, form.After = len(before), len(after)
	return form
}
