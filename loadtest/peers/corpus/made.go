package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// logLines are lines of a service's log: times, levels, paths, ids, addresses
// of networks for documentation (RFC 5737), digests and durations.
func logLines(r *rand.Rand, n int) string {
	var b strings.Builder
	at := time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC).Add(time.Duration(r.IntN(1e6)) * time.Second)
	for range n {
		at = at.Add(time.Duration(r.IntN(5000)) * time.Millisecond)
		switch r.IntN(4) {
		case 0:
			fmt.Fprintf(&b, "%s INFO  http: GET /v1/orders/%d from 192.0.2.%d took %dms status=200\n", at.Format(time.RFC3339Nano), r.IntN(1e6), r.IntN(255), r.IntN(900))
		case 1:
			fmt.Fprintf(&b, "%s WARN  worker[%d]: retry %d of 5, request_id=%s, next in %ds\n", at.Format(time.RFC3339), r.IntN(64), 1+r.IntN(5), uuid(r), r.IntN(60))
		case 2:
			fmt.Fprintf(&b, "%s DEBUG cache: key orders:%d:v2 miss, size %d, digest sha256:%s\n", at.Format("2006/01/02 15:04:05"), r.IntN(1e5), r.IntN(1<<20), draw(r, hex, 64))
		default:
			fmt.Fprintf(&b, "%s ERROR db: connection to 198.51.100.%d:5432 refused (attempt %d): dial tcp: i/o timeout\n", at.Format(time.RFC3339), r.IntN(255), r.IntN(9))
		}
	}
	return b.String()
}

// settings are lines of YAML, of JSON or of an environment file, whose values
// are no secrets.
func settings(r *rand.Rand, n int) string {
	var b strings.Builder
	kind := r.IntN(3)
	for range n {
		name := pick(r, names) + "_" + pick(r, parts)
		value := pick(r, []string{
			"true", "30s", fmt.Sprint(r.IntN(65536)), "/var/lib/app/data", "https://example.com/v2", "eu-west-1",
			fmt.Sprintf("v%d.%d.%d", r.IntN(9), r.IntN(30), r.IntN(30)), "${" + strings.ToUpper(name) + "}", "registry.example.com/app:" + draw(r, hex, 12),
		})
		switch kind {
		case 0:
			fmt.Fprintf(&b, "  %s: %s\n", strings.ReplaceAll(name, "_", "-"), value)
		case 1:
			fmt.Fprintf(&b, "  %q: %q,\n", name, value)
		default:
			fmt.Fprintf(&b, "%s=%s\n", strings.ToUpper(name), value)
		}
	}
	return b.String()
}

var (
	names = []string{"server", "client", "cache", "worker", "queue", "metrics", "database", "session", "token", "key", "auth", "upload"}
	parts = []string{"timeout", "address", "size", "path", "url", "region", "version", "image", "limit", "enabled", "endpoint", "name"}
)

const (
	hex    = "0123456789abcdef"
	digits = "0123456789"
	upper  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lower  = "abcdefghijklmnopqrstuvwxyz"
	alnum  = digits + upper + lower
)

func draw(r *rand.Rand, from string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = from[r.IntN(len(from))]
	}
	return string(b)
}

func uuid(r *rand.Rand) string {
	return fmt.Sprintf("%s-%s-4%s-a%s-%s", draw(r, hex, 8), draw(r, hex, 4), draw(r, hex, 3), draw(r, hex, 3), draw(r, hex, 12))
}
