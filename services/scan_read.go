package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// maxText bounds a text, and a line of --jsonl, in bytes. It is held in memory whole.
const maxText = 64 << 20

// readText reads a file, or standard input where path is "-".
func readText(path string) (string, error) {
	in := os.Stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return "", fmt.Errorf("reading the text: %w", err)
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxText+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("reading the text: %w", err)
	case len(data) > maxText:
		return "", fmt.Errorf("%s: not scanned: more than %d bytes; split it", path, maxText)
	}
	return string(data), nil
}

// eachText reads files, and in folders all regular files, in the order of their names.
// What is neither, such as a link or a pipe, is passed over in folders.
func eachText(ctx context.Context, paths []string, do func(path, text string, err error)) error {
	progress := newProgress("texts")
	one := func(path string) error {
		if ctx.Err() != nil {
			return fmt.Errorf("scanning: %w", ctx.Err())
		}
		text, err := readText(path)
		do(path, text, err)
		progress.step()
		return nil
	}
	for _, path := range paths {
		if info, err := os.Stat(path); path == "-" || err != nil || !info.IsDir() {
			if err := one(path); err != nil {
				return err
			}
			continue
		}
		err := filepath.WalkDir(path, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				do(path, "", fmt.Errorf("reading the folder: %w", err))
				return nil
			}
			if !d.Type().IsRegular() {
				return nil
			}
			return one(path)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// progress tells on stderr every few seconds how far a long run is.
type progress struct {
	what string
	n    int
	next time.Time
}

const progressEvery = 5 * time.Second

func newProgress(what string) *progress {
	return &progress{what: what, next: time.Now().Add(progressEvery)}
}

func (p *progress) step() {
	if p.n++; time.Now().After(p.next) {
		p.next = p.next.Add(progressEvery)
		fmt.Fprintf(os.Stderr, "%d %s scanned\n", p.n, p.what)
	}
}

// lines scans the texts of JSON lines. Offsets are those of the decoded text.
func (s *scanning) lines(ctx context.Context, paths []string, redact bool) error {
	if len(paths) > 1 {
		return usagef("--jsonl takes one file")
	}
	in, name := io.Reader(os.Stdin), "standard input"
	if name = paths[0]; name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return fmt.Errorf("reading the lines: %w", err)
		}
		defer f.Close()
		in = f
	}
	out := bufio.NewWriter(os.Stdout)
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 64<<10), maxText)
	progress := newProgress("lines")
	for n := 1; lines.Scan() && ctx.Err() == nil; n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		answer, err := s.line(lines.Bytes(), redact)
		if err == nil {
			_, err = out.Write(answer)
		}
		if err != nil {
			return errors.Join(fmt.Errorf("%s: line %d: %w", name, n, err), out.Flush())
		}
		progress.step()
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return errors.Join(fmt.Errorf("%s: a line has more than %d bytes; split its text", name, maxText), out.Flush())
	case err != nil:
		return errors.Join(fmt.Errorf("%s: %w", name, err), out.Flush())
	case ctx.Err() != nil:
		return errors.Join(fmt.Errorf("scanning: %w", ctx.Err()), out.Flush())
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the findings: %w", err)
	}
	return nil
}

// line scans one line. Errors quote nothing of it.
func (s *scanning) line(data []byte, redact bool) ([]byte, error) {
	var in struct {
		ID   json.RawMessage `json:"id"`
		Text *string         `json:"text"`
	}
	if json.Unmarshal(data, &in) != nil || in.Text == nil {
		return nil, errors.New(`it is no JSON object with "id" and "text", a string`)
	}
	answer := struct {
		ID       json.RawMessage `json:"id,omitempty"`
		Text     *string         `json:"text,omitempty"`
		Blocked  []string        `json:"blocked,omitempty"`
		Findings []placed        `json:"findings"`
	}{ID: in.ID, Findings: s.look(*in.Text)}
	if redact {
		clean, blocked := s.redacted(*in.Text)
		if answer.Blocked = blocked; len(blocked) == 0 {
			answer.Text = &clean
		}
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(answer); err != nil {
		return nil, fmt.Errorf("encoding the findings: %w", err)
	}
	return out.Bytes(), nil
}
