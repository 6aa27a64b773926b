package bus_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sluice/pkg/bus"
)

func TestShareCredentials(t *testing.T) {
	keys, to := keysFolder(t), t.TempDir()
	given := map[string]string{} // seed to service
	for _, service := range bus.Services() {
		own := filepath.Join(to, service)
		for range 2 { // again changes nothing
			if err := bus.ShareCredentials(keys, service, own); err != nil {
				t.Fatal(err)
			}
		}
		entries, err := os.ReadDir(filepath.Join(own, "nats"))
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) != len(bus.CredentialsOf(service)) {
			t.Errorf("%s has %d files, not %d", service, len(entries), len(bus.CredentialsOf(service)))
		}
		for _, e := range entries {
			if other := given[e.Name()]; other != "" {
				t.Errorf("%s and %s have the same credential %s", service, other, e.Name())
			}
			given[e.Name()] = service
		}
	}
	all, err := os.ReadDir(filepath.Join(keys, "nats"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if given[e.Name()] == "" {
			t.Errorf("no service is given %s", e.Name())
		}
	}
}

func TestShareRefuses(t *testing.T) {
	keys, other, to := keysFolder(t), keysFolder(t), t.TempDir()
	if err := bus.ShareCredentials(keys, "edge", to); err != nil {
		t.Fatal(err)
	}
	before, err := bus.Seed(to, "edge")
	if err != nil {
		t.Fatal(err)
	}
	if err := bus.ShareCredentials(other, "edge", to); err == nil {
		t.Error("another key was written over a share")
	}
	if after, err := bus.Seed(to, "edge"); err != nil || !slices.Equal(before, after) {
		t.Errorf("the share changed: %v", err)
	}
	for _, service := range []string{"setup", "telemetry", "../edge", ""} {
		if err := bus.ShareCredentials(keys, service, t.TempDir()); err == nil {
			t.Errorf("%q is no service and was given keys", service)
		}
	}
}

func TestSeals(t *testing.T) {
	for service, seals := range map[string]bool{
		"edge": true, "dlp": true, "guard": true, "toolauth": true, "dispatch": true, "provenance": true, "identity": false, "console": false,
	} {
		if bus.Seals(service) != seals {
			t.Errorf("%s seals: %t", service, !seals)
		}
	}
}
