package bus

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Page asks for messages of a stream, oldest first (NATS direct get, ADR-31). No
// consumer is made: one would need a right to choose where the server delivers to.
type Page struct {
	Stream  string
	Subject string    // may hold wildcards
	After   uint64    // sequence; 0: from the beginning, or from Since
	Since   time.Time // of storing; only where After is 0
	Limit   int       // most messages, at least 1
	Bytes   int       // about how many bytes of messages; 0: as many as the server sends
}

// pageTime bounds the wait for one message of a page.
const pageTime = 5 * time.Second

// Read reads one page. left is how many messages of the subject follow it. An
// answer may come from a replica that is behind: what follows the page may exist.
func (b *Bus) Read(ctx context.Context, p Page) (page []*jetstream.RawStreamMsg, left uint64, err error) {
	question := struct {
		Seq      uint64     `json:"seq,omitempty"`
		Start    *time.Time `json:"start_time,omitempty"`
		Subject  string     `json:"next_by_subj"`
		Batch    int        `json:"batch"`
		MaxBytes int        `json:"max_bytes,omitempty"`
	}{Seq: p.After + 1, Subject: p.Subject, Batch: p.Limit, MaxBytes: p.Bytes}
	if p.After == 0 && !p.Since.IsZero() {
		question.Seq, question.Start = 0, &p.Since
	}
	data, err := json.Marshal(question)
	if err != nil {
		return nil, 0, fmt.Errorf("reading %s: %w", p.Stream, err)
	}
	inbox := b.NC.NewRespInbox()
	sub, err := b.NC.SubscribeSync(inbox)
	if err != nil {
		return nil, 0, fmt.Errorf("reading %s: %w", p.Stream, err)
	}
	defer func() { _ = sub.Unsubscribe() }()
	if err := b.NC.PublishRequest(batchSubject(p.Stream), inbox, data); err != nil {
		return nil, 0, fmt.Errorf("reading %s: %w", p.Stream, err)
	}
	for {
		m, err := nextOf(ctx, sub)
		if err != nil {
			return nil, 0, fmt.Errorf("reading %s: %w", p.Stream, err)
		}
		switch m.Header.Get("Status") {
		case "":
			raw, err := rawMsg(m)
			if err != nil {
				return nil, 0, fmt.Errorf("reading %s: %w", p.Stream, err)
			}
			page = append(page, raw)
		case "204": // the end of the batch
			left, err := strconv.ParseUint(m.Header.Get("Nats-Num-Pending"), 10, 64)
			if err != nil {
				return nil, 0, fmt.Errorf("reading %s: the server does not say how much is left", p.Stream)
			}
			return page, left, nil
		case "404": // nothing there
			return page, 0, nil
		default:
			return nil, 0, fmt.Errorf("reading %s: the server answered %s", p.Stream, m.Header.Get("Status"))
		}
	}
}

func nextOf(ctx context.Context, sub *nats.Subscription) (*nats.Msg, error) {
	ctx, cancel := context.WithTimeout(ctx, pageTime)
	defer cancel()
	return sub.NextMsgWithContext(ctx)
}

// rawMsg reads what the server adds to a message that it tells or hands out.
func rawMsg(m *nats.Msg) (*jetstream.RawStreamMsg, error) {
	seq, err := strconv.ParseUint(m.Header.Get(jetstream.SequenceHeader), 10, 64)
	if err != nil {
		return nil, errors.New("a message bears no sequence")
	}
	at, err := time.Parse(time.RFC3339Nano, m.Header.Get(jetstream.TimeStampHeaer))
	if err != nil {
		return nil, errors.New("a message bears no time")
	}
	return &jetstream.RawStreamMsg{
		Subject: m.Header.Get(jetstream.SubjectHeader), Sequence: seq, Header: m.Header, Data: m.Data, Time: at,
	}, nil
}
