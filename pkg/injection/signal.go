package injection

// signal is a phrase that is a finding only together with others.
type signal struct {
	kind  int
	words string
}

// Kinds of signals of a jailbreak. One alone is ordinary speech: people ask
// for role play, and write about filters. Several near each other are not.
const (
	signalPersona    = iota + 1 // a role to play
	signalUnbound               // without rules
	signalUnrefusing            // must not refuse, warn or apologize
	signalByName                // names that known jailbreaks go by
	signalHold                  // staying in the role, points and threats, two answers

	// Kinds of signals in hidden text.
	signalName  // somebody that a model takes itself for
	signalOrder // a word that orders are made of

	// Kinds of signals of encoded text.
	signalRot13
	signalMirror
)
