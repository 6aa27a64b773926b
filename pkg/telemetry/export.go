package telemetry

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// Bounds of the export of spans.
const (
	queueSpans  = 4096 // that wait; about 2 KiB each
	batchSpans  = 512
	batchDelay  = time.Second
	exportTime  = 5 * time.Second // for one batch, tries and all
	metricEvery = 15 * time.Second
)

// exporter sends what ended in batches, from one goroutine. Where its queue is full,
// a span is dropped and counted: nobody waits for a collector. It is safe for
// concurrent use.
type exporter struct {
	to      sdktrace.SpanExporter
	failed  func(error)
	queue   chan sdktrace.ReadOnlySpan
	flush   chan chan struct{}
	dropped atomic.Int64

	stop sync.Once
	quit chan struct{} // closed to end
	done chan struct{} // closed at the end
}

func newExporter(to sdktrace.SpanExporter, failed func(error)) *exporter {
	e := &exporter{
		to: to, failed: failed, queue: make(chan sdktrace.ReadOnlySpan, queueSpans), flush: make(chan chan struct{}),
		quit: make(chan struct{}), done: make(chan struct{}),
	}
	go e.run()
	return e
}

// OnStart does nothing.
func (e *exporter) OnStart(context.Context, sdktrace.ReadWriteSpan) {}

// OnEnd takes a span that ended, or drops it.
func (e *exporter) OnEnd(s sdktrace.ReadOnlySpan) {
	if !s.SpanContext().IsSampled() {
		return
	}
	select {
	case <-e.quit:
		e.dropped.Add(1)
		return
	default:
	}
	select {
	case e.queue <- s:
	default:
		e.dropped.Add(1)
	}
}

func (e *exporter) run() {
	defer close(e.done)
	batch := make([]sdktrace.ReadOnlySpan, 0, batchSpans)
	tick := time.NewTicker(batchDelay)
	defer tick.Stop()
	for {
		select {
		case s := <-e.queue:
			if batch = append(batch, s); len(batch) == batchSpans {
				batch = e.send(batch)
			}
		case <-tick.C:
			batch = e.send(batch)
		case done := <-e.flush:
			batch = e.rest(batch)
			close(done)
		case <-e.quit:
			e.rest(batch)
			return
		}
	}
}

// rest sends what waits, as long as the exporter takes it.
func (e *exporter) rest(batch []sdktrace.ReadOnlySpan) []sdktrace.ReadOnlySpan {
	for {
		select {
		case s := <-e.queue:
			if batch = append(batch, s); len(batch) == batchSpans {
				batch = e.send(batch)
			}
			continue
		default:
		}
		return e.send(batch)
	}
}

// send exports a batch and empties it: what cannot be sent is dropped and counted.
func (e *exporter) send(batch []sdktrace.ReadOnlySpan) []sdktrace.ReadOnlySpan {
	if len(batch) == 0 {
		return batch
	}
	ctx, cancel := context.WithTimeout(context.Background(), exportTime)
	defer cancel()
	if err := e.to.ExportSpans(ctx, batch); err != nil {
		e.dropped.Add(int64(len(batch)))
		e.failed(err)
	}
	clear(batch)
	return batch[:0]
}

// ForceFlush returns when everything that ended before it was sent or dropped, or
// ctx ends.
func (e *exporter) ForceFlush(ctx context.Context) error {
	done := make(chan struct{})
	select {
	case e.flush <- done:
	case <-e.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Shutdown sends what waits and ends, or leaves it when ctx ends.
func (e *exporter) Shutdown(ctx context.Context) error {
	e.stop.Do(func() { close(e.quit) })
	select {
	case <-e.done:
		return e.to.Shutdown(ctx)
	case <-ctx.Done():
		return ctx.Err()
	}
}
