package model

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"time"
)

// Standing is how an entry stands in the register.
type Standing string

// All standings. Only what is approved is pinned; what was retired once stays so.
const (
	Proposed Standing = "proposed"
	Approved Standing = "approved"
	Retired  Standing = "retired"
)

// Registered is an entry with what was done to it. Users are written tenant/user.
type Registered struct {
	Entry
	Digest     string    `json:"digest"` // of the entry
	Standing   Standing  `json:"standing"`
	ProposedBy string    `json:"proposed_by"`
	Proposed   time.Time `json:"proposed"`
	Approver   string    `json:"approver,omitempty"`
	Approved   time.Time `json:"approved,omitzero"`
	RetiredBy  string    `json:"retired_by,omitempty"`
	Retired    time.Time `json:"retired,omitzero"`
}

// MaxRegistered bounds one as it is stored.
const MaxRegistered = MaxEntry + 2<<10

// Refusals of an act on the register.
var (
	ErrStands   = errors.New("another entry with this name and version stands: give the new one a version of its own")
	ErrApproved = errors.New("the entry is approved already")
	ErrRetired  = errors.New("the entry is retired, which is for ever: register the weights under another version")
	ErrOwn      = errors.New("who proposed an entry cannot approve it: another operator or administrator must look at it")
	ErrOther    = errors.New("the entry is not the one that was looked at: its digest is another")
)

// Key is where an entry is stored below the register's prefix: a digest, since names hold what a key may not.
func Key(name, version string) string {
	sum := sha256.Sum256([]byte(name + "\x00" + version))
	return hex.EncodeToString(sum[:16])
}

// ParseRegistered reads what is stored. What does not hold together is an error, never an entry.
func ParseRegistered(data []byte) (Registered, error) {
	var r Registered
	if err := strict(data, MaxRegistered, &r); err != nil {
		return Registered{}, err
	}
	if err := r.check(); err != nil {
		return Registered{}, err
	}
	switch {
	case r.Digest != r.Entry.Digest():
		return Registered{}, errors.New("the digest is not the entry's")
	case r.Standing == Approved && (r.Approver == "" || r.Approved.IsZero()):
		return Registered{}, errors.New("it is approved by nobody")
	case r.Standing != Proposed && r.Standing != Approved && r.Standing != Retired:
		return Registered{}, errors.New("its standing means nothing")
	}
	return r, nil
}

// Propose is the entry as somebody proposes it, over what stands at its place, nil for nothing. A proposal replaces
// a proposal and nothing else.
func Propose(was *Registered, e Entry, by string, now time.Time) (Registered, error) {
	if was != nil && was.Standing != Proposed {
		return Registered{}, ErrStands
	}
	return Registered{Entry: e, Digest: e.Digest(), Standing: Proposed, ProposedBy: by, Proposed: now.UTC()}, nil
}

// Approve is the entry as approved. expect is the digest that the approver looked at. alone lets who proposed it
// approve it too.
func (r Registered) Approve(by, expect string, alone bool, now time.Time) (Registered, error) {
	switch {
	case r.Standing == Approved:
		return r, ErrApproved
	case r.Standing == Retired:
		return r, ErrRetired
	case expect != r.Digest:
		return r, ErrOther
	case by == r.ProposedBy && !alone:
		return r, ErrOwn
	}
	r.Standing, r.Approver, r.Approved = Approved, by, now.UTC()
	return r, nil
}

// Retire is the entry as retired: no backend gets traffic for it any more.
func (r Registered) Retire(by string, now time.Time) (Registered, error) {
	if r.Standing == Retired {
		return r, ErrRetired
	}
	r.Standing, r.RetiredBy, r.Retired = Retired, by, now.UTC()
	return r, nil
}

// Label is name and version, for people.
func (e Entry) Label() string { return strings.Join([]string{e.Name, e.Version}, " ") }
