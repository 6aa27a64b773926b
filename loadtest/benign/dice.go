package benign

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

func (d *dice) bytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(d.Uint32())
	}
	return b
}

// hex has n digits.
func (d *dice) hex(n int) string { return hex.EncodeToString(d.bytes((n + 1) / 2))[:n] }

func (d *dice) base64(bytes int) string { return base64.StdEncoding.EncodeToString(d.bytes(bytes)) }

func (d *dice) from(alphabet string, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(alphabet[d.IntN(len(alphabet))])
	}
	return b.String()
}

const (
	decimal  = "0123456789"
	letters  = "abcdefghijklmnopqrstuvwxyz"
	capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

func (d *dice) digits(n int) string { return d.from(decimal[1:], 1) + d.from(decimal, n-1) }

// between is low to high, both included.
func (d *dice) between(low, high int) int { return low + d.IntN(high-low+1) }

func (d *dice) pick(of ...string) string { return of[d.IntN(len(of))] }

func (d *dice) uuid() string {
	b := d.bytes(16)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func (d *dice) version() string {
	return fmt.Sprintf("%d.%d.%d", d.IntN(12), d.IntN(30), d.IntN(20)) + d.pick("", "", "", "-rc.1", "-beta", "+incompatible")
}

// time is some second from 2019 to 2026.
func (d *dice) time() time.Time {
	return time.Unix(1_546_300_800+d.Int64N(236_000_000), d.Int64N(1e9)).UTC()
}

func (d *dice) ip() string {
	return fmt.Sprintf("%d.%d.%d.%d", d.between(11, 203), d.IntN(256), d.IntN(256), d.between(1, 254))
}

// word is an identifier or a noun that code and prose use.
func (d *dice) word() string {
	return d.pick("account", "adapter", "anchor", "archive", "basket", "batch", "beacon", "billing", "border", "bridge", "bucket", "cache",
		"canvas", "cargo", "channel", "client", "cluster", "column", "compass", "cursor", "delta", "depot", "driver", "engine", "event",
		"feature", "filter", "forest", "garden", "gateway", "handler", "harbor", "index", "invoice", "journal", "kernel", "ladder", "lantern",
		"ledger", "market", "matrix", "meadow", "metric", "module", "mirror", "network", "notice", "order", "packet", "parser", "pipeline",
		"planner", "pocket", "policy", "profile", "queue", "record", "region", "report", "river", "router", "sample", "schema", "server",
		"session", "shadow", "signal", "socket", "stream", "summer", "table", "tenant", "ticket", "timber", "tracker", "tunnel", "vector",
		"vessel", "window", "winter", "worker", "yellow", "zephyr")
}

func (d *dice) words(n int, sep string) string {
	out := make([]string, n)
	for i := range out {
		out[i] = d.word()
	}
	return strings.Join(out, sep)
}

// Title is a word in capital and small letters.
func (d *dice) title() string { w := d.word(); return strings.ToUpper(w[:1]) + w[1:] }

// lines joins n lines.
func (d *dice) lines(n int, line func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(line(i))
		b.WriteByte('\n')
	}
	return b.String()
}

// asked puts a question before a text, as people do.
func (d *dice) asked(text string, questions ...string) string {
	return d.pick(questions...) + "\n\n" + text
}
