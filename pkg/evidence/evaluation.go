package evidence

import (
	"time"

	"sluice/pkg/judged"
)

// Evaluation is the record of an evaluation that somebody had stored.
type Evaluation struct {
	Kind    string    `json:"kind"` // "evaluation"
	Version int       `json:"version"`
	Tenant  string    `json:"tenant"`
	By      string    `json:"by"` // the user who had it stored, and says that it is so
	TS      time.Time `json:"ts"` // when it was stored
	Evaluated
}

// Evaluated is what an evaluation of a classifier of text came to. It has figures of
// labelled sets and no text of them.
type Evaluated struct {
	What       string          `json:"what"` // hazard, guard or injection
	Classifier string          `json:"classifier"`
	BuiltIn    bool            `json:"built_in,omitempty"`
	Digest     string          `json:"digest"` // of the weights; "" where the engine does not tell
	Engine     string          `json:"engine,omitempty"`
	Direction  string          `json:"direction"`
	Split      string          `json:"split"`
	Policy     EvaluatedPolicy `json:"policy"`
	Unknown    []string        `json:"unknown_categories,omitempty"` // of the sets; the classifier cannot name them, so they have no figures of their own
	Sets       []EvaluatedSet  `json:"sets"`
	Report     judged.Report   `json:"report"`
	Sluice     string          `json:"sluice_version"`
}

// EvaluatedSet is one labelled set.
type EvaluatedSet struct {
	Name   string `json:"name"` // of the file, without its folder
	Digest string `json:"digest"`
	Rows   int    `json:"rows"`
}

// EvaluatedPolicy is the policy whose thresholds the figures are at.
type EvaluatedPolicy struct {
	Version string `json:"version"`
	Digest  string `json:"digest"`
}
