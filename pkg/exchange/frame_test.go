package exchange

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"strings"
	"testing"
	"time"
)

func sample() *Exchange {
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	return &Exchange{
		Key: Key("acme", "alice", "r-1"), ID: "r-1", Tenant: "acme", User: "alice", Lane: "interactive", Via: "nats",
		Model: "m", Accepted: at, Revision: 7, Deadline: at.Add(time.Minute), Stream: true,
		Policy: PolicyRef{Version: "1", Digest: "d", Detectors: "e", Required: Checks()},
		DLP:    &DLPPage{State: Passed, Findings: []Finding{{Type: "EMAIL_ADDRESS", Rule: "email", Action: "redact", Count: 2}}},
		Sections: map[string][]byte{
			SectionPrompt: {0, 1, 2, 0xff}, SectionRestore: {}, SectionCompletion: bytes.Repeat([]byte("x"), 300),
		},
	}
}

func TestRoundTrip(t *testing.T) {
	x := sample()
	data, err := x.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, x) {
		t.Errorf("got  %+v\nwant %+v", got, x)
	}
	again, err := x.Encode()
	if err != nil || !bytes.Equal(again, data) {
		t.Errorf("the same exchange has two encodings (%v)", err)
	}
	x.Sections = nil
	if data, err = x.Encode(); err != nil {
		t.Fatal(err)
	}
	if got, err = Decode(data); err != nil || got.Sections == nil {
		t.Errorf("a stage could not add a section (%v)", err)
	}
}

// Sections alias the message. To append to one must not write into the next.
func TestSectionsDoNotOverlap(t *testing.T) {
	data, err := sample().Encode()
	if err != nil {
		t.Fatal(err)
	}
	before := bytes.Clone(data)
	x, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range x.Sections {
		_ = append(s, "overwritten"...)
	}
	if !bytes.Equal(before, data) {
		t.Error("appending to a section changed the message")
	}
}

func TestEncodeRefuses(t *testing.T) {
	many := map[string][]byte{}
	for i := range maxSections + 1 {
		many[strings.Repeat("s", i+1)] = nil
	}
	for name, tt := range map[string]struct {
		head     any
		sections map[string][]byte
	}{
		"no name":   {1, map[string][]byte{"": nil}},
		"long name": {1, map[string][]byte{strings.Repeat("n", 256): nil}},
		"too many":  {1, many},
		"head":      {func() {}, nil},
	} {
		if _, err := EncodeFrame(tt.head, tt.sections); err == nil {
			t.Errorf("%s: encoded", name)
		}
	}
}

// frame builds one by hand, so that every field can be wrong.
func frame(magic, head string, count uint32, sections ...string) []byte {
	out := binary.BigEndian.AppendUint32([]byte(magic), uint32(len(head)))
	out = append(out, head...)
	out = binary.BigEndian.AppendUint32(out, count)
	for _, s := range sections {
		out = append(out, s...)
	}
	return out
}

func section(name, body string) string {
	out := append([]byte{byte(len(name))}, name...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
	return string(append(out, body...))
}

func malformed() map[string][]byte {
	return map[string][]byte{
		"nothing":        nil,
		"magic alone":    []byte("SLX1"),
		"other magic":    frame("SLX2", "{}", 0),
		"no head":        frame("SLX1", "", 0),
		"head no JSON":   frame("SLX1", "{", 0),
		"two heads":      frame("SLX1", "{}{}", 0),
		"head too long":  []byte("SLX1\xff\xff\xff\xff{}"),
		"no count":       frame("SLX1", "{}", 0)[:10],
		"no section":     frame("SLX1", "{}", 1),
		"many sections":  frame("SLX1", "{}", 1<<31),
		"nameless":       frame("SLX1", "{}", 1, section("", "x")),
		"name cut":       frame("SLX1", "{}", 1, "\x05ab"),
		"body cut":       frame("SLX1", "{}", 1, section("a", "xyz")[:7]),
		"body too long":  frame("SLX1", "{}", 1, "\x01a\xff\xff\xff\xffx"),
		"section twice":  frame("SLX1", "{}", 2, section("a", "x"), section("a", "y")),
		"trailing bytes": append(frame("SLX1", "{}", 1, section("a", "x")), 0),
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, data := range malformed() {
		var head map[string]any
		if _, err := DecodeFrame(data, &head); !errors.Is(err, ErrFrame) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	var head map[string]any
	if s, err := DecodeFrame(frame("SLX1", "{}", 1, section("a", "")), &head); err != nil || s["a"] == nil {
		t.Errorf("an empty section: %v %v", s, err)
	}
}

// Every cut of a good frame is refused, and no error tells a byte of the head.
func TestDecodeCut(t *testing.T) {
	data, err := sample().Encode()
	if err != nil {
		t.Fatal(err)
	}
	for n := range data {
		if _, err := Decode(data[:n]); !errors.Is(err, ErrFrame) || strings.Contains(err.Error(), "alice") {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
}

func TestDecodeChecksTheKey(t *testing.T) {
	for name, change := range map[string]func(*Exchange){
		"tenant": func(x *Exchange) { x.Tenant = "other" },
		"user":   func(x *Exchange) { x.User = "bob" },
		"id":     func(x *Exchange) { x.ID = "r-2" },
		"key":    func(x *Exchange) { x.Key = Key("other", "bob", "r-2") },
		"none":   func(x *Exchange) { x.Key = "" },
	} {
		x := sample()
		change(x)
		data, err := x.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Decode(data); !errors.Is(err, ErrFrame) {
			t.Errorf("%s changed: got %v", name, err)
		}
	}
	if _, err := Decode(frame("SLX1", "null", 0)); !errors.Is(err, ErrFrame) {
		t.Errorf("an exchange of null: %v", err)
	}
}

func FuzzDecodeFrame(f *testing.F) {
	good, err := sample().Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	for _, data := range malformed() {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := bytes.Clone(data)
		_, _ = Decode(data)
		var head json.RawMessage
		sections, err := DecodeFrame(data, &head)
		if !bytes.Equal(before, data) {
			t.Fatal("decoding changed its input")
		}
		if err != nil {
			if !errors.Is(err, ErrFrame) || sections != nil {
				t.Fatalf("got %v and %d sections", err, len(sections))
			}
			return
		}
		again, err := EncodeFrame(head, sections)
		if err != nil {
			t.Fatalf("what was decoded does not encode: %v", err)
		}
		var head2 json.RawMessage
		sections2, err := DecodeFrame(again, &head2)
		if err != nil || !maps.EqualFunc(sections, sections2, bytes.Equal) {
			t.Fatalf("the round trip changed the sections (%v)", err)
		}
	})
}

func BenchmarkFrame(b *testing.B) {
	x := sample()
	x.Sections[SectionPrompt] = make([]byte, 2048)
	for b.Loop() {
		data, err := x.Encode()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}
