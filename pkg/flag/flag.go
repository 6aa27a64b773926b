// Package flag sends what package ocsf wrote to the analysts: it stores each event
// in the stream FLAGS, whose subjects live followers subscribe to. It decides
// nothing about what is worth a flag.
package flag

import (
	"context"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/ocsf"
)

// CloudEvents headers of a flag, in binary mode of the NATS binding (CloudEvents 1.0).
const (
	HeaderSpec   = "ce-specversion"
	HeaderType   = "ce-type"
	HeaderSource = "ce-source"
	HeaderID     = "ce-id"
	HeaderTime   = "ce-time"
	HeaderFormat = "content-type"

	Type = "dev.sluice.flag"
)

// Publish stores the events and returns after all PubAcks. An error means that not
// all are known to be stored: who gets it does its work again and publishes the same
// events, which the stream then takes for duplicates (by id, for ten minutes; readers
// tell them by id for ever). The events that come back are those that this call is known
// to have stored, also beside an error; one that was stored before is none of them.
func Publish(ctx context.Context, b *bus.Bus, events []ocsf.Event) ([]ocsf.Event, error) {
	var fresh []ocsf.Event
	var failed error
	acks := make([]jetstream.PubAckFuture, 0, len(events))
	for _, e := range events {
		f, err := b.JS.PublishMsgAsync(message(e),
			jetstream.WithMsgID(e.ID), jetstream.WithExpectStream(bus.StreamFlags), jetstream.WithStallWait(2*time.Second), jetstream.WithRetryAttempts(0))
		if err != nil {
			failed = err
			break
		}
		acks = append(acks, f)
	}
	for i, f := range acks {
		select {
		case ack := <-f.Ok():
			if !ack.Duplicate {
				fresh = append(fresh, events[i])
			}
		case err := <-f.Err():
			failed = err
		case <-ctx.Done():
			return fresh, fmt.Errorf("storing a flag: %w", ctx.Err())
		}
	}
	if failed != nil {
		return fresh, fmt.Errorf("storing a flag: %w", failed)
	}
	return fresh, nil
}

func message(e ocsf.Event) *nats.Msg {
	m := nats.NewMsg(bus.RaiseSubject(e.Severity, e.Category, e.Tenant))
	m.Header.Set(HeaderSpec, "1.0")
	m.Header.Set(HeaderType, Type)
	m.Header.Set(HeaderSource, "/sluice/"+e.Stage)
	m.Header.Set(HeaderID, e.ID)
	m.Header.Set(HeaderTime, e.Time.UTC().Format(time.RFC3339Nano))
	m.Header.Set(HeaderFormat, "application/json")
	m.Data = e.Body
	return m
}
