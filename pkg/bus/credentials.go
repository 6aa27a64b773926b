package bus

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/nats-io/nkeys"
)

// Credentials of Sluice's own NATS users live as nkey seeds below KEYS/nats, one
// file each, so that a process can be given its own and no other.
const (
	UserEdge       = "edge"
	UserDLP        = "dlp"
	UserGuard      = "guard"
	UserToolauth   = "toolauth"
	UserDispatch   = "dispatch"
	UserProvenance = "provenance"
	UserIdentity   = "identity"
	UserConsole    = "console"
	UserTelemetry  = "telemetry"      // of identity's queue watch: reads how long the queues are
	UserSetup      = "setup"          // in SLUICE: makes streams, buckets and consumers
	UserCallout    = "callout"        // in CALLOUT: answers authorization requests
	UserSystem     = "system"         // in SYS: closes connections of revoked tokens
	calloutIssuer  = "callout-issuer" // account key that signs user JWTs
	calloutXKey    = "callout-xkey"   // curve key: tokens travel encrypted to the callout
)

// ServiceUsers are the users of Sluice's services. Each is alone in its account.
func ServiceUsers() []string {
	return []string{UserEdge, UserDLP, UserGuard, UserToolauth, UserDispatch, UserProvenance, UserIdentity, UserConsole, UserTelemetry}
}

// EnsureCredentials makes the seeds below keys that do not exist yet (mode 0600).
func EnsureCredentials(keys string) error {
	if err := os.MkdirAll(filepath.Join(keys, "nats"), 0o700); err != nil {
		return fmt.Errorf("making the keys folder: %w", err)
	}
	kinds := map[string]func() (nkeys.KeyPair, error){
		calloutIssuer: nkeys.CreateAccount,
		calloutXKey:   nkeys.CreateCurveKeys,
		UserCallout:   nkeys.CreateUser,
		UserSystem:    nkeys.CreateUser,
		UserSetup:     nkeys.CreateUser,
	}
	for _, u := range ServiceUsers() {
		kinds[u] = nkeys.CreateUser
	}
	for n, create := range kinds {
		kp, err := create()
		if err != nil {
			return fmt.Errorf("making the key %s: %w", n, err)
		}
		seed, err := kp.Seed()
		if err != nil {
			return fmt.Errorf("making the key %s: %w", n, err)
		}
		if err := WriteNew(seedPath(keys, n), seed); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("storing the key %s: %w", n, err)
		}
	}
	return nil
}

func seedPath(keys, n string) string { return filepath.Join(keys, "nats", n+".nk") }

// Seed reads one user's seed.
func Seed(keys, user string) ([]byte, error) {
	seed, err := os.ReadFile(seedPath(keys, user))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no credential for %q in the keys folder: make them once with `sluice nats config --keys DIR` and give this process a copy: %w", user, err)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the credential of %s: %w", user, err)
	}
	return seed, nil
}

// CalloutKeys are what the authorization service needs to answer.
type CalloutKeys struct {
	Issuer nkeys.KeyPair
	XKey   nkeys.KeyPair
}

// LoadCalloutKeys reads them from the keys folder.
func LoadCalloutKeys(keys string) (CalloutKeys, error) {
	var out CalloutKeys
	for n, dst := range map[string]*nkeys.KeyPair{calloutIssuer: &out.Issuer, calloutXKey: &out.XKey} {
		kp, err := load(keys, n)
		if err != nil {
			return out, err
		}
		*dst = kp
	}
	return out, nil
}

func load(keys, n string) (nkeys.KeyPair, error) {
	seed, err := Seed(keys, n)
	if err != nil {
		return nil, err
	}
	kp, err := nkeys.FromSeed(seed)
	if err != nil {
		return nil, fmt.Errorf("reading the key %s: %w", n, err)
	}
	return kp, nil
}

func public(keys, n string) (string, error) {
	kp, err := load(keys, n)
	if err != nil {
		return "", err
	}
	return kp.PublicKey()
}

// WriteNew writes a secret file (0600) whole or not at all, and never over an
// existing one: that is fs.ErrExist. It survives a crash of the machine after
// its return.
func WriteNew(path string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err := tmp.Write(data); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Sync(); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	if err := os.Link(tmp.Name(), path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}
