package requests

import (
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"sluice/pkg/bus"
	"sluice/pkg/scan"
)

// TestNewID: what is minted is never taken for a secret, whenever it is minted.
func TestNewID(t *testing.T) {
	set := scan.Default()
	if id := NewID(); !bus.ValidName(id) || len(set.Scan(id)) != 0 {
		t.Errorf("%q is no request id", id)
	}
	upper := 0
	for i := range 400_000 {
		at := time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC).Add(time.Duration(i) * 100 * time.Millisecond)
		id, err := ulid.New(ulid.Timestamp(at), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if len(set.Scan(id.String())) > 0 {
			upper++
		}
		if low := strings.ToLower(id.String()); plain(low) {
			if found := set.Scan(low); len(found) > 0 {
				t.Errorf("minted at %s: %s", at, found[0].Rule)
			}
		}
	}
	for id, want := range map[string]bool{
		"01m84kacca0xyz7ssn536220147": false, "01m84kacca5362201bssn4x0yz": false, "01m84kacca536220bssn147x0y": true, NewID(): true,
	} {
		if plain(id) != want {
			t.Errorf("plain(%q) = %v", id, !want)
		}
	}
	// The control: such an id is taken for a number, and these times do have such milliseconds.
	if len(set.Scan("01m84kacca0xyz7ssn536220147")) == 0 {
		t.Error("an id with a number in it was not found, so this test shows nothing")
	}
	for i := range 32 {
		at, err := ulid.ParseStrict("01M84KACCA0000000000000000")
		if err != nil {
			t.Fatal(err)
		}
		id, err := ulid.New(at.Time()+uint64(i), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if len(set.Scan(id.String())) > 0 {
			upper++
		}
	}
	if upper == 0 {
		t.Error("no upper-case id was found, so this test shows nothing")
	}
}
