package bus

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Services are the names of what runs as a process of its own, in alphabetical order.
func Services() []string {
	var out []string
	for _, u := range ServiceUsers() {
		if u != UserTelemetry { // a user of identity's
			out = append(out, u)
		}
	}
	slices.Sort(out)
	return out
}

// CredentialsOf are the seeds that a service needs, as file names below KEYS/nats:
// its own, and identity those of everything that it does for the house.
func CredentialsOf(service string) []string {
	out := []string{service}
	if service == UserIdentity {
		out = append(out, UserSetup, UserCallout, UserSystem, UserTelemetry, calloutIssuer, calloutXKey)
	}
	return out
}

// Seals says whether a service opens or seals bodies, and so needs the
// key-encryption key. The others are never given it.
func Seals(service string) bool { return Opens(service, BucketKeys) }

// ShareCredentials copies what a service needs of the keys folder to a folder of its
// own, mode 0600, where it is not there yet. What is there must be the same.
func ShareCredentials(keys, service, to string) error {
	if !slices.Contains(Services(), service) {
		return fmt.Errorf("there is no service %q to share keys with", service)
	}
	if err := os.MkdirAll(filepath.Join(to, "nats"), 0o700); err != nil {
		return fmt.Errorf("making the folder of %s: %w", service, err)
	}
	for _, n := range CredentialsOf(service) {
		if err := CopySecret(seedPath(keys, n), seedPath(to, n)); err != nil {
			return fmt.Errorf("sharing the key %s with %s: %w", n, service, err)
		}
	}
	return nil
}

// CopySecret copies a secret file (0600) where there is none. One that stands there
// with another content is an error, and stays.
func CopySecret(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	err = WriteNew(to, data)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	there, err := os.ReadFile(to)
	if err != nil {
		return err
	}
	if !bytes.Equal(there, data) {
		return fmt.Errorf("%s is another key: it was made from another keys folder; move the old shares away to make new ones", to)
	}
	return nil
}
