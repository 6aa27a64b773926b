package telemetry

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// shape is what kind of number an instrument holds.
type shape uint8

const (
	counter   shape = iota
	gauge           // set
	level           // raised and lowered
	histogram       // of seconds, or of tokens
)

// instrument is a row of the table.
type instrument struct {
	name   string // OpenTelemetry's; Prometheus writes _ for . and adds the unit and _total
	unit   string
	shape  shape
	bounds []float64
	help   string
}

// Instruments by their place in the table.
const (
	stageIn = iota
	stageOut
	stageRefused
	stageRetried
	stageHeld
	stageDead
	stageDuration
	stageWait
	stageInFlight
	stagePlaces
	queueMessages
	queueOldest
	queuePending
	queueAckPending
	queueWatched
	deadLetters
	exchanges
	exchangeDuration
	checks
	findings
	shadows
	flags
	admission
	backendCalls
	backendBreaker
	backendInFlight
	backendQueued
	backendOut
	backendEngine
	backendCache
	poolRetries
	backendWeights
	modelTampers
	poolHedges
	guardCache
	genaiDuration
	genaiFirstToken
	genaiTokens
	httpDuration
	edgeStreams
	evidenceFailures
	buildInfo
	instruments
)

// Bounds of histograms: of a stage, of an exchange with its model, and those that
// the semantic conventions for generative AI and for HTTP advise.
func stageBounds() []float64 {
	return []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120}
}

func exchangeBounds() []float64 {
	return []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 20, 40, 80, 120, 300}
}

func genaiBounds() []float64 {
	return []float64{.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92}
}

func firstTokenBounds() []float64 {
	return []float64{.001, .005, .01, .02, .04, .06, .08, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10}
}

func tokenBounds() []float64 {
	return []float64{1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864}
}

// table is every metric that Sluice has, beside those of the Go runtime, of the
// process and of what is asked for at each scrape (observe).
func table() [instruments]instrument {
	return [instruments]instrument{
		stageIn:          {"sluice.stage.in", "", counter, nil, "Exchanges taken up by a stage."},
		stageOut:         {"sluice.stage.out", "", counter, nil, "Exchanges handed on by a stage."},
		stageRefused:     {"sluice.stage.refused", "", counter, nil, "Exchanges that a stage ended with a refusal."},
		stageRetried:     {"sluice.stage.retried", "", counter, nil, "Exchanges given back after an error."},
		stageHeld:        {"sluice.stage.held", "", counter, nil, "Exchanges given back without counting a try."},
		stageDead:        {"sluice.stage.dead", "", counter, nil, "Exchanges that became dead letters."},
		stageDuration:    {"sluice.stage.duration", "s", histogram, stageBounds(), "A stage's own work on an exchange."},
		stageWait:        {"sluice.stage.wait", "s", histogram, stageBounds(), "From stored for a stage to first taken up."},
		stageInFlight:    {"sluice.stage.in_flight", "", level, nil, "Exchanges in work at a stage of this process."},
		stagePlaces:      {"sluice.stage.places", "", gauge, nil, "Exchanges that this process works on at once."},
		queueMessages:    {"sluice.queue.messages", "", gauge, nil, "Exchanges stored for a stage."},
		queueOldest:      {"sluice.queue.oldest", "s", gauge, nil, "Age of the oldest exchange stored for a stage."},
		queuePending:     {"sluice.queue.pending", "", gauge, nil, "Exchanges not yet delivered to a stage."},
		queueAckPending:  {"sluice.queue.ack_pending", "", gauge, nil, "Exchanges delivered and not yet acknowledged."},
		queueWatched:     {"sluice.queue.watch.timestamp", "s", gauge, nil, "When the queues were last read, in seconds since 1970."},
		deadLetters:      {"sluice.dead_letters", "", gauge, nil, "Dead letters that are kept."},
		exchanges:        {"sluice.exchanges", "", counter, nil, "Exchanges that were recorded."},
		exchangeDuration: {"sluice.exchange.duration", "s", histogram, exchangeBounds(), "From accepted to recorded."},
		checks:           {"sluice.checks", "", counter, nil, "How the checks of recorded exchanges ended."},
		findings:         {"sluice.findings", "", counter, nil, "What the rules found in recorded exchanges."},
		shadows:          {"sluice.guard.shadow", "", counter, nil, "What came of the hazards in a direction of recorded exchanges, and would have by what is only reported."},
		flags:            {"sluice.flags", "", counter, nil, "Flags that were sent to the analysts."},
		admission:        {"sluice.admission", "", counter, nil, "How requests were taken at the door."},
		backendCalls:     {"sluice.backend.calls", "", counter, nil, "Calls of inference backends."},
		backendBreaker:   {"sluice.backend.breaker_state", "", gauge, nil, "0 closed, 1 half open, 2 open."},
		backendInFlight:  {"sluice.backend.in_flight", "", level, nil, "Calls that a backend has in work for this process."},
		backendQueued:    {"sluice.backend.queued", "", level, nil, "Calls that wait for a backend of a model."},
		backendOut:       {"sluice.backend.out", "", gauge, nil, "1 while a backend is taken out of traffic."},
		backendEngine:    {"sluice.backend.engine_requests", "", gauge, nil, "Requests that an engine says it has for all its clients."},
		backendCache:     {"sluice.backend.engine_cache", "", gauge, nil, "Share of its memory for keys and values that an engine says is in use."},
		poolRetries:      {"sluice.pool.retries", "", counter, nil, "Calls that failed and had another backend to try, by whether the budget for retries let them."},
		backendWeights:   {"sluice.backend.weights", "", gauge, nil, "1 for how sure it is which weights a backend serves, 0 for the other states."},
		modelTampers:     {"sluice.model.tampers", "", counter, nil, "Times that a backend was found to serve other weights than those that are registered."},
		poolHedges:       {"sluice.pool.hedges", "", counter, nil, "Second calls of a guard model beside a slow one, by whether they answered first."},
		guardCache:       {"sluice.guard.cache", "", counter, nil, "Verdicts of a guard model, by whether they were kept."},
		genaiDuration:    {"gen_ai.client.operation.duration", "s", histogram, genaiBounds(), "Calls of models, whole."},
		genaiFirstToken:  {"gen_ai.server.time_to_first_token", "s", histogram, firstTokenBounds(), "From a call to its first token."},
		genaiTokens:      {"gen_ai.client.token.usage", "{token}", histogram, tokenBounds(), "Tokens that a call took and gave."},
		httpDuration:     {"http.server.request.duration", "s", histogram, stageBounds(), "Requests at the edge, whole."},
		edgeStreams:      {"sluice.edge.streams", "", level, nil, "Live streams that are open at the edge."},
		evidenceFailures: {"sluice.evidence.failures", "", counter, nil, "Tries to store evidence that failed."},
		buildInfo:        {"sluice.build_info", "", gauge, nil, "Always 1; its labels say which build this is."},
	}
}

// meters are the instruments of the table.
type meters struct {
	counts [instruments]metric.Int64Counter
	levels [instruments]metric.Int64UpDownCounter
	gauges [instruments]metric.Float64Gauge
	spread [instruments]metric.Float64Histogram
}

func newMeters(m metric.Meter) (*meters, error) {
	var all meters
	for i, row := range table() {
		var err error
		help, unit := metric.WithDescription(row.help), metric.WithUnit(row.unit)
		switch row.shape {
		case counter:
			all.counts[i], err = m.Int64Counter(row.name, help, unit)
		case level:
			all.levels[i], err = m.Int64UpDownCounter(row.name, help, unit)
		case gauge:
			all.gauges[i], err = m.Float64Gauge(row.name, help, unit)
		case histogram:
			all.spread[i], err = m.Float64Histogram(row.name, help, unit, metric.WithExplicitBucketBoundaries(row.bounds...))
		}
		if err != nil {
			return nil, fmt.Errorf("making the metric %s: %w", row.name, err)
		}
	}
	return &all, nil
}

// A tally, dial or timer is an instrument with its labels: what is written to on the
// hot path. Measurements belong to no context: nothing of one is to be kept.
type (
	tally struct {
		to   metric.Int64Counter
		with []metric.AddOption
	}
	raised struct {
		to   metric.Int64UpDownCounter
		with []metric.AddOption
	}
	dial struct {
		to   metric.Float64Gauge
		with []metric.RecordOption
	}
	timer struct {
		to   metric.Float64Histogram
		with []metric.RecordOption
	}
)

func labels(pairs []string) metric.MeasurementOption {
	all := make([]attribute.KeyValue, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		all = append(all, attribute.String(pairs[i], pairs[i+1]))
	}
	return metric.WithAttributeSet(attribute.NewSet(all...))
}

func (m *meters) tally(i int, pairs ...string) *tally {
	return &tally{m.counts[i], []metric.AddOption{labels(pairs)}}
}

func (m *meters) raised(i int, pairs ...string) *raised {
	return &raised{m.levels[i], []metric.AddOption{labels(pairs)}}
}

func (m *meters) dial(i int, pairs ...string) *dial {
	return &dial{m.gauges[i], []metric.RecordOption{labels(pairs)}}
}

func (m *meters) timer(i int, pairs ...string) *timer {
	return &timer{m.spread[i], []metric.RecordOption{labels(pairs)}}
}

func (t *tally) add(n int)        { t.to.Add(context.Background(), int64(n), t.with...) }
func (r *raised) add(n int)       { r.to.Add(context.Background(), int64(n), r.with...) }
func (d *dial) set(v float64)     { d.to.Record(context.Background(), v, d.with...) }
func (t *timer) record(v float64) { t.to.Record(context.Background(), v, t.with...) }

// family is what was made for each combination of labels so far. Reading takes no
// lock and no memory.
type family[K comparable, V any] struct {
	mu   sync.Mutex // held while it grows
	made atomic.Pointer[map[K]V]
}

// maxFamily bounds the combinations of one family; past it rest stands for all.
const maxFamily = 4096

// get is the one of k, made at its first use.
func (f *family[K, V]) get(k, rest K, build func(K) V) V {
	if made := f.made.Load(); made != nil {
		if v, ok := (*made)[k]; ok {
			return v
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	next := map[K]V{}
	if made := f.made.Load(); made != nil {
		if v, ok := (*made)[k]; ok {
			return v
		}
		if len(*made) >= maxFamily {
			if k = rest; true {
				if v, ok := (*made)[k]; ok {
					return v
				}
			}
		}
		maps.Copy(next, *made)
	}
	v := build(k)
	next[k] = v
	f.made.Store(&next)
	return v
}
