package engine

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"math"
	"net/http"
	"slices"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

// Load is what an engine has to do for all who call it.
type Load struct {
	Running int     // requests that it works on
	Waiting int     // requests that wait inside it
	Cache   float64 // share of its memory for keys and values that is in use, 0 to 1; 0 where it does not tell
}

// Loader is an Engine that tells its load. It is a call over the network: not for the request path. Errors are *Error; one
// that is Refused says that this engine, as it was started, does not tell.
type Loader interface {
	Load(ctx context.Context) (Load, error)
}

// What is read of a page of metrics, and counted at most: figures are an engine's word.
const (
	maxMetrics  = 1 << 20 // bytes
	maxRequests = 1 << 20
)

// gauges are the names under which a kind of engine tells its load; of cache the first that is there.
type gauges struct {
	running, waiting string
	cache            []string
}

// metered reads the load from a page in Prometheus' text format. A page without the gauges is Refused.
func (c *core) metered(ctx context.Context, path string, want gauges) (Load, error) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	resp, err := c.send(inner, cancel, http.MethodGet, path, "text/plain", nil)
	if err != nil {
		return Load{}, ofSend(ctx, c.name, err)
	}
	defer resp.Body.Close()
	lines, err := about(io.LimitReader(resp.Body, maxMetrics), append(want.cache, want.running, want.waiting))
	parser := expfmt.NewTextParser(model.UTF8Validation)
	page, bad := parser.TextToMetricFamilies(lines)
	if err != nil || bad != nil { // bad holds a piece of the page
		e := ofContext(ctx, c.name, Protocol)
		e.Status = resp.StatusCode
		return Load{}, e
	}
	read := func(name string) (sum, mean float64, ok bool) {
		of := page[name].GetMetric()
		for _, m := range of {
			v := m.GetGauge().GetValue() + m.GetUntyped().GetValue() + m.GetCounter().GetValue()
			if v >= 0 && v <= maxRequests { // NaN is not
				sum += v
			}
		}
		return sum, sum / float64(max(1, len(of))), len(of) > 0
	}
	var l Load
	running, _, told := read(want.running)
	waiting, _, _ := read(want.waiting)
	if !told {
		return Load{}, &Error{Kind: Refused, Status: resp.StatusCode, Backend: c.name}
	}
	l.Running, l.Waiting = requests(running), requests(waiting)
	for _, name := range want.cache {
		if _, mean, ok := read(name); ok { // several: an engine of several, among which it spreads by itself
			l.Cache = min(mean, 1)
			break
		}
	}
	return l, nil
}

// about is the lines of a page that are about one of the names: an engine has hundreds of others.
func about(page io.Reader, names []string) (*bytes.Buffer, error) {
	var out bytes.Buffer
	lines := bufio.NewScanner(page)
	for lines.Scan() {
		line := bytes.TrimPrefix(lines.Bytes(), []byte("# TYPE "))
		if slices.ContainsFunc(names, func(name string) bool { return bytes.HasPrefix(line, []byte(name)) }) {
			out.Write(lines.Bytes())
			out.WriteByte('\n')
		}
	}
	return &out, lines.Err()
}

// requests is a number of requests.
func requests(v float64) int { return int(math.Min(v, maxRequests)) }

// Load reads vLLM's /metrics.
func (e *vLLM) Load(ctx context.Context) (Load, error) {
	return e.metered(ctx, "/metrics", gauges{
		"vllm:num_requests_running", "vllm:num_requests_waiting",
		[]string{"vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc"}, // the second until 0.10
	})
}

// Load reads TGI's /metrics.
func (e *tgi) Load(ctx context.Context) (Load, error) {
	return e.metered(ctx, "/metrics", gauges{running: "tgi_batch_current_size", waiting: "tgi_queue_size"})
}

// Load reads llama.cpp's /metrics, which it has only with --metrics, or else its /slots, which tells of no queue.
func (e *llamaCPP) Load(ctx context.Context) (Load, error) {
	l, err := e.metered(ctx, "/metrics", gauges{"llamacpp:requests_processing", "llamacpp:requests_deferred", []string{"llamacpp:kv_cache_usage_ratio"}})
	if err == nil || !absent(err) {
		return l, err
	}
	return e.slots(ctx)
}
