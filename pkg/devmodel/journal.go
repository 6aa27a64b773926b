package devmodel

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// Entry is one line of a journal: what the model was sent.
type Entry struct {
	N      int             `json:"n"` // counts from 1, on across restarts
	TS     time.Time       `json:"ts"`
	Model  string          `json:"model"`
	Stream bool            `json:"stream"`
	Body   json.RawMessage `json:"body"`
}

// Journal is an append-only file of JSON lines, one for each call, for tests that must know what reached the
// model. A line is written before the answer is made, by one write to the kernel: it survives the death of the
// process, not of the machine. A nil *Journal keeps nothing. It is safe for concurrent use.
type Journal struct {
	mu   sync.Mutex
	file *os.File // guarded by mu
	n    int      // guarded by mu: lines written so far
}

// OpenJournal opens or makes the file (mode 0600) and goes on after what it has.
func OpenJournal(path string) (*Journal, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the development model's journal: %w", err)
	}
	j := &Journal{file: f}
	if err := j.resume(); err != nil {
		return nil, errors.Join(fmt.Errorf("read the development model's journal: %w", err), f.Close())
	}
	return j, nil
}

// resume counts the lines that are there and ends a line that a crash left open.
func (j *Journal) resume() error {
	buf := make([]byte, 64<<10)
	last := byte('\n')
	for {
		n, err := j.file.Read(buf)
		if n > 0 {
			j.n += bytes.Count(buf[:n], []byte("\n"))
			last = buf[n-1]
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	if last == '\n' {
		return nil
	}
	j.n++
	_, err := j.file.Write([]byte("\n"))
	return err
}

// Add writes one call. The body stands in the line byte for byte, except that a line break between JSON tokens
// becomes a blank; what is not JSON stands there as a JSON string.
func (j *Journal) Add(model string, stream bool, body []byte) error {
	if j == nil {
		return nil
	}
	raw := encode(string(body))
	if json.Valid(body) {
		raw = bytes.Clone(body)
		for i, c := range raw {
			if c == '\n' || c == '\r' {
				raw[i] = ' '
			}
		}
	}
	name := encode(model)
	j.mu.Lock()
	defer j.mu.Unlock()
	line := fmt.Appendf(nil, `{"n":%d,"ts":%q,"model":%s,"stream":%t,"body":%s}`+"\n",
		j.n+1, time.Now().UTC().Format(time.RFC3339Nano), name, stream, raw)
	if _, err := j.file.Write(line); err != nil {
		return fmt.Errorf("write the development model's journal: %w", err)
	}
	j.n++
	return nil
}

// Close closes the file.
func (j *Journal) Close() error {
	if j == nil {
		return nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.file.Close()
}

// ReadJournal reads the entries of a journal that may still be written to: a last line without its end is left out.
func ReadJournal(path string) ([]Entry, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the development model's journal: %w", err)
	}
	var out []Entry
	for line := range bytes.Lines(data) {
		if !bytes.HasSuffix(line, []byte("\n")) {
			break
		}
		var e Entry
		if err := json.Unmarshal(line, &e); err != nil {
			return nil, fmt.Errorf("read the development model's journal: line %d is not an entry", len(out)+1)
		}
		out = append(out, e)
	}
	return out, nil
}
