package backends

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
	"sync"
	"sync/atomic"

	"sluice/loadtest/outcomes/caller"
)

// load is workers that ask one request after another, and what came of them.
type load struct {
	to      caller.HTTP
	ended   atomic.Int64
	stopped chan struct{}
	all     sync.WaitGroup
	done    []*atomic.Int64 // by worker

	mu  sync.Mutex
	n   tally    // guarded by mu
	bad []string // guarded by mu
}

// tally counts how requests ended as they may.
type tally struct {
	answered int // buffered, with an answer
	whole    int // streams that ended with finish_reason and [DONE]
	broken   int // streams that had begun and ended with an error
	failed   int // whatever may not be
}

func (n tally) String() string {
	return fmt.Sprintf("%d buffered answered, %d streams whole, %d broken off with an error after they had begun, %d wrong", n.answered, n.whole, n.broken, n.failed)
}

func newLoad(to caller.HTTP) *load { return &load{to: to, stopped: make(chan struct{})} }

// start has so many workers ask for whole answers, and so many for streams.
func (l *load) start(buffered, streaming int) {
	for i := range buffered + streaming {
		rounds := &atomic.Int64{}
		l.done = append(l.done, rounds)
		one := l.buffered
		if i >= buffered {
			one = l.streamed
		}
		l.all.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-l.stopped:
					return
				default:
				}
				one(fmt.Sprintf("storm-%d-%d", i, n))
				rounds.Add(1)
				l.ended.Add(1)
			}
		})
	}
}

func (l *load) stop() {
	close(l.stopped)
	l.all.Wait()
}

// rounds are the requests that each worker has seen the end of.
func (l *load) rounds() []int64 {
	var out []int64
	for _, n := range l.done {
		out = append(out, n.Load())
	}
	return out
}

func (l *load) counts() tally {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.n
}

func (l *load) faults() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.bad
}

const maxFaults = 20

func (l *load) count(n *int, id, fault string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if fault == "" {
		*n++
		return
	}
	if l.n.failed++; len(l.bad) < maxFaults {
		l.bad = append(l.bad, id+": "+fault)
	}
}

func (l *load) ask(id, model string, stream bool) (caller.Answer, error) {
	// A conversation of its own, so that all backends have some.
	body := fmt.Sprintf(`{"model":%q,"stream":%t,"messages":[{"role":"user","content":"Hello from %s"}]}`, model, stream, id)
	return l.to.Try("POST", "/v1/chat/completions", body, "X-Request-Id", id)
}

func (l *load) buffered(id string) {
	a, err := l.ask(id, "sluice-dev/slow-80", false)
	fault := ""
	if err != nil || a.Status != 200 {
		fault = fmt.Sprintf("status %d %s, %v", a.Status, a.Code(), err)
	}
	l.count(&l.n.answered, id, fault)
}

// streamed asks for a stream. One that fails before its first byte has failed; one that ends without a finish_reason
// and without an error was cut in silence.
func (l *load) streamed(id string) {
	a, err := l.ask(id, "sluice-dev/slow-900", true)
	if err != nil || a.Status != 200 {
		l.count(nil, id, fmt.Sprintf("a stream did not begin: status %d %s, %v", a.Status, a.Code(), err))
		return
	}
	text, finish, done, fault := events(a.Body)
	switch {
	case fault == "" && finish && done && text != "":
		l.count(&l.n.whole, id, "")
	case fault != "" && text != "" && !finish && !done:
		l.count(&l.n.broken, id, "")
	default:
		l.count(nil, id, fmt.Sprintf("a stream of %d bytes ended with finish_reason %t, [DONE] %t, error %q", len(text), finish, done, fault))
	}
}

// events reads a stream: its text, how it ended, and the code of its error.
func events(body []byte) (text string, finish, done bool, fault string) {
	for line := range lines(bytes.NewReader(body)) {
		data, ok := strings.CutPrefix(line, "data: ")
		if !ok {
			continue
		}
		if data == "[DONE]" {
			done = true
			continue
		}
		var e struct {
			Choices []struct {
				Delta  struct{ Content string }
				Finish string `json:"finish_reason"`
			}
			Error *struct{ Code string }
		}
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			return text, finish, done, "not JSON"
		}
		for _, c := range e.Choices {
			text += c.Delta.Content
			finish = finish || c.Finish != ""
		}
		if e.Error != nil {
			fault = e.Error.Code
		}
	}
	return text, finish, done, fault
}

func lines(r io.Reader) iter.Seq[string] {
	return func(yield func(string) bool) {
		s := bufio.NewScanner(r)
		s.Buffer(nil, 1<<20)
		for s.Scan() {
			if !yield(s.Text()) {
				return
			}
		}
	}
}
