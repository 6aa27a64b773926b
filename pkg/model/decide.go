package model

import (
	"slices"
	"time"
)

// Fresh is how long what was told of a backend's weights is believed.
const Fresh = 60 * time.Second

// State says how sure it is which weights a backend serves.
type State string

// All states. The first four may serve, the others never do.
const (
	Verified     State = "verified"     // an approved entry has the digest that was told
	BuiltIn      State = "built_in"     // the development model: part of this binary
	Unattested   State = "unattested"   // the model is registered, and nobody can tell what this backend serves
	Unregistered State = "unregistered" // no approved entry bears the model's name
	Refused      State = "refused"      // the entry is retired, or names other backends
	Silent       State = "silent"       // who should tell has not, or not lately, or cannot
	Tampered     State = "tampered"     // other weights than those that are registered
)

// States are all of them, the worst last.
func States() []State {
	return []State{Verified, BuiltIn, Unattested, Unregistered, Refused, Silent, Tampered}
}

// Worse says whether a verdict is worse than another: it does not serve, or its state is a worse one.
func (v Verdict) Worse(than Verdict) bool {
	if v.Serve != than.Serve {
		return than.Serve
	}
	return slices.Index(States(), v.State) > slices.Index(States(), than.State)
}

// Seen is what was told of the weights that a backend serves under a model's name.
type Seen struct {
	By     string    // of the Tellers, or ByBinary
	Who    string    // the agent's user, for ByFiles
	Digest string    // "" where it is not known
	At     time.Time // when it was told
	Tells  bool      // this engine, or an agent that is configured beside it, is to tell
}

// Rules are what the policy says of backends that are not verified.
type Rules struct {
	Unattested   bool // may serve
	Unregistered bool // may serve
}

// Verdict is what is made of it.
type Verdict struct {
	Serve bool
	State State
	Seen  Seen
	Entry Registered // that was verified, or is not what is served; else zero
	Since time.Time  // from when on it has been the same; zero where nobody kept that
}

// Same says whether two verdicts say the same of the same weights, whenever they were told, and whichever of the
// register's entries has them.
func (v Verdict) Same(w Verdict) bool {
	return v.State == w.State && v.Seen.Digest == w.Seen.Digest && v.Seen.By == w.Seen.By
}

// Decide says whether a backend may serve a model. entries are those of the model's name, whatever their standing.
//
// Silence of who is to tell takes a backend out whatever the rules say: otherwise it would be enough to stop the
// agent before changing the file.
func Decide(backend string, entries []Registered, seen Seen, rules Rules, now time.Time) Verdict {
	v := Verdict{Seen: seen, State: Unregistered, Serve: rules.Unregistered}
	if seen.By == ByBinary {
		v.State, v.Serve = BuiltIn, true
		return v
	}
	var pinned, here []Registered
	for _, e := range entries {
		switch e.Standing {
		case Approved:
			pinned = append(pinned, e)
			if len(e.Backends) == 0 || slices.Contains(e.Backends, backend) {
				here = append(here, e)
			}
		case Retired:
			v.State, v.Serve, v.Entry = Refused, false, e
		case Proposed: // it binds nobody yet
		}
	}
	switch {
	case len(pinned) == 0:
		return v
	case len(here) == 0:
		v.State, v.Serve, v.Entry = Refused, false, pinned[0]
		return v
	}
	v.State, v.Serve, v.Entry = compare(here, seen, now)
	if v.State == Unattested {
		v.Serve = rules.Unattested
	}
	return v
}

func compare(here []Registered, seen Seen, now time.Time) (State, bool, Registered) {
	told := seen.Digest != "" && now.Sub(seen.At) <= Fresh
	var other Registered
	comparable := false
	for _, e := range here {
		d := e.digestBy(seen.By)
		switch {
		case d == "":
		case told && d == seen.Digest:
			return Verified, true, e
		case !comparable:
			comparable, other = true, e
		}
	}
	switch {
	case told && comparable:
		return Tampered, false, other
	case seen.Tells && !told:
		return Silent, false, here[0]
	default:
		return Unattested, false, here[0]
	}
}
