// Package telemetry is what a process tells of its work: spans over OTLP, metrics
// for Prometheus and over OTLP, and ids in log lines. It is the only importer of
// OpenTelemetry. It takes no text: every attribute and label is a number, or a word
// that is built in, configured or of the shape of a name; anything else is "other".
// There is no capture of content, and nothing here that could be turned into one.
// It is no evidence: spans may be dropped, and nothing waits for a collector.
package telemetry

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/go-logr/logr"
	"github.com/oklog/ulid/v2"
	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/metric"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/exemplar"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"sluice/pkg/exchange"
)

// Options say what a process is and where it sends its spans and metrics.
type Options struct {
	Services []string // that run in this process
	Version  string
	OTLP     string  // base URL of an OTLP/HTTP collector, such as http://collector:4318; "": no export
	Sample   float64 // part of the exchanges that are traced, from 0 to 1
	Log      *slog.Logger
}

// Telemetry is one process's. A nil one records nothing. It is safe for concurrent
// use.
type Telemetry struct {
	sample     float64
	tracer     trace.Tracer // nil: no span is recorded
	traces     *sdktrace.TracerProvider
	metrics    *sdkmetric.MeterProvider
	meter      metric.Meter
	registry   *prometheus.Registry
	vocabulary vocabulary
	known      [sets]lexicon

	meters     *meters
	stages     map[exchange.Stage]*Stage // not written to after Start
	evidence   *tally
	streams    *raised
	admissions family[admitted, *tally]
	exchanges  family[recorded, *tally]
	durations  family[string, *timer]
	checks     family[pair, *tally]
	findings   family[pair, *tally]
	shadows    family[shadowed, *tally]
	flags      family[pair, *tally]
	served     family[asked, *timer]
	queued     family[queue, *raised]
	verdicts   family[Hit, *tally]
	hedges     family[string, *tally]
	retries    family[retry, *tally]
}

// Start makes the telemetry of a process, once. It does not wait for a collector.
// What the SDK reports goes to the log, at most once a minute and without what an
// endpoint answered.
func Start(ctx context.Context, o Options) (*Telemetry, error) {
	if o.Sample < 0 || o.Sample > 1 || o.Sample != o.Sample {
		return nil, errors.New("the part of exchanges that are traced must be from 0 to 1: see --trace-sample")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	report := reporter(o.Log)
	otel.SetErrorHandler(otel.ErrorHandlerFunc(report))
	otel.SetLogger(logr.Discard())
	t := &Telemetry{sample: o.Sample, vocabulary: newVocabulary()}
	about := describe(o)
	readers := []sdkmetric.Option{
		sdkmetric.WithResource(about), sdkmetric.WithExemplarFilter(exemplar.AlwaysOffFilter), sdkmetric.WithCardinalityLimit(4 * maxFamily),
	}
	scrape, err := t.prometheus()
	if err != nil {
		return nil, err
	}
	readers = append(readers, sdkmetric.WithReader(scrape))
	var sent *exporter
	if o.OTLP != "" {
		push, spans, err := collector(ctx, o.OTLP)
		if err != nil {
			return nil, err
		}
		readers = append(readers, sdkmetric.WithReader(sdkmetric.NewPeriodicReader(push, sdkmetric.WithInterval(metricEvery), sdkmetric.WithTimeout(exportTime))))
		sent = newExporter(spans, report)
		t.trace(about, sent)
	}
	t.metrics = sdkmetric.NewMeterProvider(readers...)
	t.meter = t.metrics.Meter("sluice")
	if err := t.instrument(o, sent); err != nil {
		return nil, errors.Join(err, t.Close(ctx))
	}
	return t, nil
}

// trace has spans recorded and given to p. Whether an exchange is traced is decided
// before the SDK is asked.
func (t *Telemetry) trace(about *resource.Resource, p sdktrace.SpanProcessor) {
	limits := sdktrace.NewSpanLimits()
	limits.AttributeCountLimit, limits.AttributeValueLengthLimit = 64, maxName
	t.traces = sdktrace.NewTracerProvider(sdktrace.WithResource(about), sdktrace.WithSampler(sdktrace.AlwaysSample()),
		sdktrace.WithSpanProcessor(p), sdktrace.WithRawSpanLimits(limits))
	t.tracer = t.traces.Tracer("sluice")
}

func (t *Telemetry) instrument(o Options, sent *exporter) error {
	var err error
	if t.meters, err = newMeters(t.meter); err != nil {
		return err
	}
	t.stages = map[exchange.Stage]*Stage{}
	for _, at := range append(exchange.Stages(), exchange.StageDLP) {
		t.stages[at] = t.newStage(at)
		if slices.Contains(o.Services, string(at)) {
			t.stages[at].zero()
		}
	}
	t.evidence, t.streams = t.meters.tally(evidenceFailures), t.meters.raised(edgeStreams)
	t.evidence.add(0)
	if slices.Contains(o.Services, "edge") {
		t.streams.add(0)
	}
	t.gauge(buildInfo, 1, "version", label(o.Version))
	if sent == nil {
		return nil
	}
	_, err = t.meter.Int64ObservableCounter("sluice.telemetry.spans.dropped", metric.WithDescription("Spans that no collector took."),
		metric.WithInt64Callback(func(_ context.Context, out metric.Int64Observer) error {
			out.Observe(sent.dropped.Load())
			return nil
		}))
	return err
}

// Connections has a gauge say at each scrape whether this process's connections to
// NATS stand; each is named by the service that it is of.
func (t *Telemetry) Connections(ask func(tell func(service string, up bool))) error {
	if t == nil {
		return nil
	}
	_, err := t.meter.Int64ObservableGauge("sluice.nats.connected", metric.WithDescription("1 while the connection to NATS stands."),
		metric.WithInt64Callback(func(_ context.Context, out metric.Int64Observer) error {
			ask(func(service string, up bool) {
				v := int64(0)
				if up {
					v = 1
				}
				out.Observe(v, metric.WithAttributes(attribute.String("service", label(service))))
			})
			return nil
		}))
	if err != nil {
		return fmt.Errorf("making the metric sluice.nats.connected: %w", err)
	}
	return nil
}

// Close sends what waits, and ends. It returns when ctx ends at the latest, and an
// error says that something was left unsent.
func (t *Telemetry) Close(ctx context.Context) error {
	if t == nil {
		return nil
	}
	var err error
	if t.traces != nil {
		err = t.traces.Shutdown(ctx)
	}
	if t.metrics != nil {
		err = errors.Join(err, t.metrics.Shutdown(ctx))
	}
	if err != nil {
		return errors.New("some spans or metrics were not sent: is the collector of --otlp up?") // err may hold its answer
	}
	return nil
}

// describe names the process, as OpenTelemetry's resource.
func describe(o Options) *resource.Resource {
	service := "sluice"
	if len(o.Services) == 1 {
		service += "-" + label(o.Services[0])
	}
	services := make([]string, 0, len(o.Services))
	for _, s := range o.Services {
		services = append(services, label(s))
	}
	return resource.NewSchemaless(
		attribute.String("service.name", service), attribute.String("service.namespace", "sluice"),
		attribute.String("service.version", label(o.Version)), attribute.String("service.instance.id", ulid.Make().String()),
		attribute.StringSlice("sluice.services", services),
	)
}

// collector are the two exporters to one collector.
func collector(ctx context.Context, base string) (sdkmetric.Exporter, sdktrace.SpanExporter, error) {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, nil, errors.New("--otlp must be the base URL of an OTLP/HTTP collector, such as http://127.0.0.1:4318; credentials go into OTEL_EXPORTER_OTLP_HEADERS")
	}
	base = strings.TrimSuffix(base, "/")
	const first, most = 500 * time.Millisecond, 2 * time.Second
	metrics, err := otlpmetrichttp.New(ctx, otlpmetrichttp.WithEndpointURL(base+"/v1/metrics"), otlpmetrichttp.WithTimeout(exportTime),
		otlpmetrichttp.WithRetry(otlpmetrichttp.RetryConfig{Enabled: true, InitialInterval: first, MaxInterval: most, MaxElapsedTime: exportTime}))
	if err != nil {
		return nil, nil, fmt.Errorf("setting up --otlp for metrics: %w", err)
	}
	spans, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(base+"/v1/traces"), otlptracehttp.WithTimeout(exportTime),
		otlptracehttp.WithRetry(otlptracehttp.RetryConfig{Enabled: true, InitialInterval: first, MaxInterval: most, MaxElapsedTime: exportTime}))
	if err != nil {
		return nil, nil, fmt.Errorf("setting up --otlp for spans: %w", err)
	}
	return metrics, spans, nil
}
