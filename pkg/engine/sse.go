package engine

import (
	"bytes"
	"errors"
	"io"
)

const (
	// maxEvent is the largest event of a stream, in bytes.
	maxEvent = 1 << 20

	firstBuffer = 4 << 10
	maxIdleRead = 100 // reads in a row that may give nothing
)

// errTooLong says that an event or the stream is over its limit.
var errTooLong = errors.New("too long")

// event is one server-sent event.
type event struct {
	data   []byte // valid until the next one is asked for
	failed bool   // its type is "error"
}

// events reads server-sent events as the HTML standard says (section "Interpreting an event stream"), with bounds.
// Ids and retry times are passed over, and of the types only "error" is told.
type events struct {
	r    io.Reader
	left int64 // bytes that may still be read

	buf        []byte
	start, end int  // buf[start:end] was read and not looked at
	skipLF     bool // the last line ended with a CR: an LF next belongs to it
	begun      bool
	ended      bool

	data []byte
}

// newEvents reads events from r, max bytes in all.
func newEvents(r io.Reader, max int64) *events {
	return &events{r: r, left: max, buf: make([]byte, firstBuffer)}
}

// next gives the next event that has data. io.EOF is the end between two events; a last event without its blank line
// is io.ErrUnexpectedEOF, except for "[DONE]", after which some engines send nothing more.
func (e *events) next() (event, error) {
	var out event
	e.data = e.data[:0]
	for {
		line, err := e.line()
		if errors.Is(err, io.EOF) && len(e.data) > 0 {
			if string(e.data) != done {
				return event{}, io.ErrUnexpectedEOF
			}
			err, line = nil, nil
		}
		if err != nil {
			return event{}, err
		}
		if len(line) == 0 {
			if len(e.data) > 0 {
				out.data = bytes.TrimSuffix(e.data, []byte("\n"))
				return out, nil
			}
			out.failed = false
			continue
		}
		field, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimPrefix(value, []byte(" "))
		switch string(field) {
		case "data":
			if len(e.data)+len(value) > maxEvent {
				return event{}, errTooLong
			}
			if len(e.data) > 0 {
				e.data = append(e.data, '\n')
			}
			e.data = append(e.data, value...)
		case "event":
			out.failed = string(value) == "error"
		}
	}
}

// line gives the next line without its end, which is LF, CR or both. A last line without an end counts.
func (e *events) line() ([]byte, error) {
	looked := 0
	for {
		if e.skipLF && e.start < e.end {
			if e.buf[e.start] == '\n' {
				e.start++
			}
			e.skipLF = false
		}
		fresh := e.buf[e.start:e.end]
		if i := bytes.IndexAny(fresh[looked:], "\r\n"); i >= 0 {
			i += looked
			e.skipLF = fresh[i] == '\r'
			e.start += i + 1
			return e.withoutBOM(fresh[:i]), nil
		}
		if looked = len(fresh); looked > maxEvent+firstBuffer {
			return nil, errTooLong
		}
		if e.ended {
			e.start = e.end
			if looked == 0 {
				return nil, io.EOF
			}
			return e.withoutBOM(fresh), nil
		}
		if err := e.fill(); err != nil {
			return nil, err
		}
	}
}

// withoutBOM takes a byte order mark off the first line.
func (e *events) withoutBOM(line []byte) []byte {
	if !e.begun {
		line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	}
	e.begun = true
	return line
}

// fill reads more, or notes the end.
func (e *events) fill() error {
	if e.start > 0 {
		e.end = copy(e.buf, e.buf[e.start:e.end])
		e.start = 0
	}
	if e.end == len(e.buf) {
		e.buf = append(e.buf, make([]byte, len(e.buf))...)
	}
	for range maxIdleRead {
		n, err := e.r.Read(e.buf[e.end:])
		e.end += n
		e.left -= int64(n)
		switch {
		case e.left < 0:
			return errTooLong
		case errors.Is(err, io.EOF):
			e.ended = true
			return nil
		case n > 0:
			return nil
		case err != nil:
			return err
		}
	}
	return io.ErrNoProgress
}
