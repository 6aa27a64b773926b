package engine

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// all reads a stream to its end: the data of its events, with "!" before those of the type error.
func all(r io.Reader, max int64) ([]string, error) {
	e := newEvents(r, max)
	var out []string
	for {
		ev, err := e.next()
		if err != nil {
			return out, err
		}
		s := string(ev.data)
		if ev.failed {
			s = "!" + s
		}
		out = append(out, s)
	}
}

func TestEvents(t *testing.T) {
	tests := []struct {
		name, in string
		want     string // joined by "|"
		err      error
	}{
		{"plain", "data: a\n\ndata: b\n\n", "a|b", io.EOF},
		{"CRLF", "data: a\r\n\r\ndata: b\r\n\r\n", "a|b", io.EOF},
		{"CR", "data: a\r\rdata: b\r\r", "a|b", io.EOF},
		{"mixed ends", "data: a\r\n\ndata: b\n\r\n", "a|b", io.EOF},
		{"no space", "data:a\n\ndata:  b\n\n", "a| b", io.EOF},
		{"comments", ": ping\n\n:\ndata: a\n: in between\n\n:ping\n\n", "a", io.EOF},
		{"many lines", "data: a\ndata: b\ndata\ndata: c\n\n", "a\nb\n\nc", io.EOF},
		{"many lines, CRLF", "data: a\r\ndata: b\r\n\r\n", "a\nb", io.EOF},
		{"other fields", "id: 7\nretry: 10\nx\ndata: a\nunknown: y\n\n", "a", io.EOF},
		{"event type", "event: message\ndata: a\n\nevent: error\ndata: b\n\ndata: c\n\n", "a|!b|c", io.EOF},
		{"type without data", "event: error\n\ndata: a\n\n", "a", io.EOF},
		{"empty data", "data:\n\ndata\n\ndata: a\n\n", "a", io.EOF},
		{"BOM", "\xef\xbb\xbfdata: a\n\n", "a", io.EOF},
		{"BOM later", "data: a\n\n\xef\xbb\xbfdata: b\n\n", "a", io.EOF},
		{"blank lines", "\n\n\r\n\rdata: a\n\n\n\n", "a", io.EOF},
		{"nothing", "", "", io.EOF},
		{"done", "data: a\n\ndata: [DONE]\n\n", "a|[DONE]", io.EOF},
		{"done, cut", "data: a\n\ndata: [DONE]", "a|[DONE]", io.EOF},
		{"cut in data", "data: a\n\ndata: b", "a", io.ErrUnexpectedEOF},
		{"cut after data", "data: a\n\ndata: b\n", "a", io.ErrUnexpectedEOF},
		{"cut in a comment", "data: a\n\n: b", "a", io.EOF},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for how, r := range map[string]io.Reader{
				"whole": strings.NewReader(tt.in), "byte by byte": iotest.OneByteReader(strings.NewReader(tt.in)),
				"with the end": iotest.DataErrReader(strings.NewReader(tt.in)),
			} {
				got, err := all(r, 1<<20)
				if strings.Join(got, "|") != tt.want || !errors.Is(err, tt.err) {
					t.Errorf("%s: got %q, %v; want %q, %v", how, got, err, tt.want, tt.err)
				}
			}
		})
	}
}

func TestEventBounds(t *testing.T) {
	most := strings.Repeat("x", maxEvent)
	tests := []struct {
		name string
		in   io.Reader
		max  int64
		n    int
		err  error
	}{
		{"largest event", strings.NewReader("data: " + most + "\n\n"), 1 << 30, 1, io.EOF},
		{"larger", strings.NewReader("data: " + most + "x\n\n"), 1 << 30, 0, errTooLong},
		{"larger in lines", strings.NewReader("data: " + most + "\ndata: x\n\n"), 1 << 30, 0, errTooLong},
		{"endless line", endless('x'), 1 << 30, 0, errTooLong},
		{"endless comment lines", endless('\n'), 1 << 20, 0, errTooLong},
		{"over the whole", strings.NewReader("data: a\n\ndata: b\n\n"), 17, 0, errTooLong},
		{"just the whole", strings.NewReader("data: a\n\ndata: b\n\n"), 18, 2, io.EOF},
		{"reads nothing", iotest.ErrReader(nil), 1 << 20, 0, io.ErrNoProgress},
		{"fails", iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader("data: a\n\n"))), 1 << 20, 0, iotest.ErrTimeout},
	}
	for _, tt := range tests {
		if got, err := all(tt.in, tt.max); len(got) != tt.n || !errors.Is(err, tt.err) {
			t.Errorf("%s: %d events, %v", tt.name, len(got), err)
		}
	}
}

// endless is a reader of one byte without end.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

// However the bytes arrive, the events are the same; and none is over its bound.
func FuzzEvents(f *testing.F) {
	for _, s := range []string{"data: a\r\n\r\n", "\xef\xbb\xbfdata:a\n\n", ":\r\rdata\ndata: [DONE]", "event:error\ndata:x\n\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		a, errA := all(bytes.NewReader(in), 1<<20)
		b, errB := all(iotest.OneByteReader(bytes.NewReader(in)), 1<<20)
		if strings.Join(a, "|") != strings.Join(b, "|") || !errors.Is(errA, errB) {
			t.Errorf("whole %q, %v; byte by byte %q, %v", a, errA, b, errB)
		}
	})
}

// BenchmarkDeliver is what one event of a usual size costs, parsed and watched.
func BenchmarkDeliver(b *testing.B) {
	one := `data: {"id":"chatcmpl-0123456789abcdef","object":"chat.completion.chunk","created":1767225600,"model":"llama3.3:70b","choices":[{"index":0,"delta":{"content":" word"},"logprobs":null,"finish_reason":null}]}` + "\n\n"
	last := `data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}` + "\n\ndata: [DONE]\n\n"
	const n = 1000
	stream := strings.Repeat(one, n) + last
	b.SetBytes(int64(len(stream)))
	b.ReportAllocs()
	for b.Loop() {
		seen := 0
		from := newEvents(strings.NewReader(stream), 1<<30)
		if err := deliver(b.Context(), "x", 1<<30, from.next, func([]byte) error { seen++; return nil }); err != nil || seen != n+1 {
			b.Fatal(seen, err)
		}
	}
}
