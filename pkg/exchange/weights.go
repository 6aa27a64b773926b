package exchange

import "time"

// Weights says how sure it was which weights answered.
type Weights struct {
	State    string    `json:"state"`    // of package model
	Attested bool      `json:"attested"` // they were shown to be those that are registered, or are a part of this binary
	By       string    `json:"told_by,omitempty"`
	Agent    string    `json:"agent,omitempty"` // its user
	Told     time.Time `json:"told,omitzero"`
	Version  string    `json:"version,omitempty"` // of the register's entry
	Entry    string    `json:"entry,omitempty"`   // its digest
}
