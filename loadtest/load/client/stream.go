package client

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// stream reads server-sent events of a completion.
type stream struct {
	want   string
	first  time.Time // of the first text
	text   strings.Builder
	finish string
	fault  string
	done   bool // [DONE] came, and last
	after  bool // something came after [DONE]
}

type event struct {
	Choices []struct {
		Delta struct {
			Content string `json:"content"`
		} `json:"delta"`
		Finish *string `json:"finish_reason"`
	} `json:"choices"`
	Error *struct {
		Code string `json:"code"`
	} `json:"error"`
}

// read reads to the end of the body.
func (s *stream) read(r io.Reader) error {
	lines := bufio.NewReader(io.LimitReader(r, maxAnswer))
	for {
		line, err := lines.ReadSlice('\n')
		if data, ok := bytes.CutPrefix(line, []byte("data:")); ok && s.fault == "" {
			s.take(bytes.TrimSpace(data))
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			s.fault = "an event is longer than 4 KiB"
			continue
		}
		if err != nil {
			return fmt.Errorf("reading the stream: %w", err)
		}
	}
}

func (s *stream) take(data []byte) {
	if s.done {
		s.after = true
		return
	}
	if string(data) == "[DONE]" {
		s.done = true
		return
	}
	var e event
	if json.Unmarshal(data, &e) != nil {
		s.fault = "an event is no JSON"
		return
	}
	if e.Error != nil {
		s.fault = "the stream ended in an error"
		return
	}
	for _, c := range e.Choices {
		if c.Delta.Content != "" {
			if s.first.IsZero() {
				s.first = time.Now()
			}
			s.text.WriteString(c.Delta.Content)
		}
		if c.Finish != nil {
			s.finish = *c.Finish
		}
	}
}

// wrong says what is wrong with a stream that was read to its end, "" for nothing.
func (s *stream) wrong() string {
	switch {
	case s.fault != "":
		return s.fault
	case s.finish != "stop":
		return "the stream has no finish_reason stop"
	case !s.done || s.after:
		return "the stream does not end with [DONE]"
	case s.text.Len() == 0 || s.want != "" && s.text.String() != s.want:
		return "the stream is not what the model says"
	}
	return ""
}
