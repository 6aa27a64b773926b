package sanitize

import (
	"encoding/base64"
	"encoding/hex"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/oklog/ulid/v2"

	"sluice/pkg/policy"
	policynames "sluice/pkg/policy/names"
	"sluice/pkg/scan"
)

func TestCleanLabels(t *testing.T) {
	s := labels(t)
	for _, bad := range []string{
		"AKIA" + "QYLPMN5HHHFPZAM2", "x-AKIA" + "QYLPMN5HHHFPZAM2-1", "5105105105105100", "5105-1051-0510-5100", "512-45-6789",
		"ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a",
	} {
		if s.Clean(bad, policy.Input) {
			t.Errorf("%q may be an id", bad)
		}
	}
	for _, good := range []string{"a", "order-17", "2026-11-23T150405", "retry_3", "user-42-session-7-turn-12"} {
		if !s.Clean(good, policy.Input) {
			t.Errorf("%q may not be an id", good)
		}
	}
}

// TestCleanLetsIDsPass: what clients mint must pass, however often they mint.
func TestCleanLetsIDsPass(t *testing.T) {
	s := labels(t)
	random := rand.NewChaCha8([32]byte{1}) // the same ids in every run
	raw := make([]byte, 24)
	refused := map[string]int{}
	const n = 5000
	for i := range n {
		if _, err := random.Read(raw); err != nil {
			t.Fatal(err)
		}
		for kind, id := range map[string]string{
			"uuid": uuid(raw), "ulid": ulid.MustNew(uint64(1763910000000+i), random).String(), "hex": hex.EncodeToString(raw[:16]),
			"base64url": base64.RawURLEncoding.EncodeToString(raw), "request": "req_" + hex.EncodeToString(raw[:12]),
			"millis": strconv.Itoa(1763910000000 + i*7919), "nanos": strconv.Itoa(1763910000000000000 + i*104729),
			"seconds": strconv.Itoa(1763910000 + i*7), "counter": "job-" + strconv.Itoa(i),
		} {
			if !s.Clean(id, policy.Input) {
				refused[kind]++
			}
		}
	}
	for kind, count := range refused {
		t.Logf("%s: %d of %d refused", kind, count, n)
		if count*1000 > n {
			t.Errorf("%s: %d of %d ids are refused", kind, count, n)
		}
	}
}

// uuid is a version 4 UUID of raw.
func uuid(raw []byte) string {
	b := [16]byte(raw)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	h := hex.EncodeToString(b[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

func labels(t *testing.T) *Sanitizer {
	t.Helper()
	set := scan.Default()
	p, err := policy.Load("", policynames.Known(set))
	if err != nil {
		t.Fatal(err)
	}
	return New(set, p)
}
