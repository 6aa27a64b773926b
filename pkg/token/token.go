// Package token knows bearer tokens: how they look, how they are kept (hashed),
// and whose they are. The same token opens the HTTP edge and NATS. It makes no
// policy: what a role may do stands in pkg/bus.
package token

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sluice/pkg/bus"
)

// Prefix starts every token, so that scanners (ours too) know one.
const Prefix = "slc_"

const (
	idLen       = 12 // characters of [0-9a-f]: names the token in lists and logs
	secretBytes = 32 // random bytes
	secretLen   = 43 // the same in characters of base64url
)

// ErrInvalid is what every bad token gives; it does not say why.
var ErrInvalid = errors.New("the token is not valid")

// Record is a token as it is kept.
type Record struct {
	ID      string    `json:"id"`
	Tenant  string    `json:"tenant"`
	User    string    `json:"user"`
	Hash    string    `json:"hash,omitempty"` // SHA-256 of the secret, hex: 256 random bits need no slow hash
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero"` // zero: never
	Revoked time.Time `json:"revoked,omitzero"`
}

// User is somebody who may hold tokens.
type User struct {
	Tenant string   `json:"tenant"`
	User   string   `json:"user"`
	Roles  []string `json:"roles"`
}

// Roles that code asks for by name. All stand in bus.Roles, with what they may do.
const (
	RoleApp   = bus.RoleApp
	RoleAdmin = bus.RoleAdmin
)

// Has says whether the user bears the role.
func (u User) Has(role string) bool {
	return slices.Contains(u.Roles, role)
}

// New makes a token for a user and the record to keep. expires may be zero.
func New(tenant, user string, now, expires time.Time) (string, Record, error) {
	raw := make([]byte, idLen/2+secretBytes)
	if _, err := rand.Read(raw); err != nil {
		return "", Record{}, fmt.Errorf("making a token: %w", err)
	}
	id := hex.EncodeToString(raw[:idLen/2])
	secret := base64.RawURLEncoding.EncodeToString(raw[idLen/2:])
	return Prefix + id + "_" + secret, Record{
		ID: id, Tenant: tenant, User: user, Hash: hash(secret), Created: now.UTC(), Expires: expires.UTC(),
	}, nil
}

// Parse takes a token apart without judging it.
func Parse(text string) (id, secret string, err error) {
	rest, ok := strings.CutPrefix(text, Prefix)
	if !ok || len(rest) != idLen+1+secretLen || rest[idLen] != '_' {
		return "", "", ErrInvalid
	}
	id, secret = rest[:idLen], rest[idLen+1:]
	if _, err := hex.DecodeString(id); err != nil || strings.ToLower(id) != id {
		return "", "", ErrInvalid
	}
	// The decoder skips line breaks; the length tells.
	if raw, err := base64.RawURLEncoding.DecodeString(secret); err != nil || len(raw) != secretBytes {
		return "", "", ErrInvalid
	}
	return id, secret, nil
}

// FromText rebuilds the record of a token whose text is known, for the first
// start: the file with the token is written before its record is stored.
func FromText(text, tenant, user string, now time.Time) (Record, error) {
	id, secret, err := Parse(text)
	if err != nil {
		return Record{}, err
	}
	return Record{ID: id, Tenant: tenant, User: user, Hash: hash(secret), Created: now.UTC()}, nil
}

// Check compares in constant time, and says whether the token is good at now.
func (r Record) Check(secret string, now time.Time) error {
	same := subtle.ConstantTimeCompare([]byte(hash(secret)), []byte(r.Hash)) == 1
	switch {
	case !same, !r.Revoked.IsZero(), !r.Expires.IsZero() && !now.Before(r.Expires):
		return ErrInvalid
	}
	return nil
}

func hash(secret string) string {
	h := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(h[:])
}
