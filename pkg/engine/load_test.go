package engine_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"sluice/pkg/engine"
)

// Pages as the engines write them: synthetic, after their documentation, with what stands around.
const (
	vllmPage = `# HELP vllm:num_requests_running Number of requests in model execution batches.
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="a } b"} 3.0
vllm:num_requests_running{engine="1",model_name="a } b"} 4.0
# HELP vllm:num_requests_waiting Number of requests waiting to be processed.
# TYPE vllm:num_requests_waiting gauge
vllm:num_requests_waiting{engine="0",model_name="a } b"} 2.0
vllm:num_requests_waiting{engine="1",model_name="a } b"} 0.0
# TYPE vllm:kv_cache_usage_perc gauge
vllm:kv_cache_usage_perc{engine="0",model_name="a } b"} 0.5
vllm:kv_cache_usage_perc{engine="1",model_name="a } b"} 0.75
# TYPE vllm:time_to_first_token_seconds histogram
vllm:time_to_first_token_seconds_bucket{le="0.1",model_name="x"} 1.0
vllm:time_to_first_token_seconds_bucket{le="+Inf",model_name="x"} 2.0
vllm:time_to_first_token_seconds_sum{model_name="x"} 2.0
vllm:time_to_first_token_seconds_count{model_name="x"} 2.0
`
	oldPage = "vllm:num_requests_running 1\nvllm:gpu_cache_usage_perc 0.25\n"
	oddPage = "vllm:num_requests_running NaN\nvllm:num_requests_waiting -4\nvllm:kv_cache_usage_perc 1e300\n"
	tgiPage = "# TYPE tgi_queue_size gauge\ntgi_queue_size 5\n# TYPE tgi_batch_current_size gauge\ntgi_batch_current_size 8\n"
	ggPage  = "# TYPE llamacpp:requests_processing gauge\nllamacpp:requests_processing 4\n# TYPE llamacpp:requests_deferred gauge\nllamacpp:requests_deferred 46\n"
	slots   = `[{"id":0,"is_processing":true,"prompt":"secret"},{"id":1,"is_processing":false},{"id":2,"is_processing":true}]`
)

func TestLoad(t *testing.T) {
	const text, list = "text/plain; version=0.0.4", "application/json"
	tests := []struct {
		name, kind string
		pages      map[string][2]string // path: media type and body
		want       engine.Load
		fails      engine.Kind
	}{
		{"vllm", "vllm", map[string][2]string{"/metrics": {text, vllmPage}}, engine.Load{Running: 7, Waiting: 2, Cache: 0.625}, ""},
		{"vllm of old", "vllm", map[string][2]string{"/metrics": {text, oldPage}}, engine.Load{Running: 1, Cache: 0.25}, ""},
		{"figures that are none", "vllm", map[string][2]string{"/metrics": {text, oddPage}}, engine.Load{}, ""},
		{"another page", "vllm", map[string][2]string{"/metrics": {text, tgiPage}}, engine.Load{}, engine.Refused},
		{"no page", "vllm", nil, engine.Load{}, engine.Refused},
		{"not the format", "vllm", map[string][2]string{"/metrics": {text, "vllm:num_requests_running{ secret"}}, engine.Load{}, engine.Protocol},
		{"an endless line", "vllm", map[string][2]string{"/metrics": {text, strings.Repeat("secret ", 1<<18)}}, engine.Load{}, engine.Protocol},
		{"not text", "vllm", map[string][2]string{"/metrics": {"text/html", vllmPage}}, engine.Load{}, engine.Protocol},
		{"without an end", "vllm", map[string][2]string{"/metrics": {text, strings.Repeat("# secret\n", 1<<18)}}, engine.Load{}, engine.Refused},
		{"tgi", "tgi", map[string][2]string{"/metrics": {text, tgiPage}}, engine.Load{Running: 8, Waiting: 5}, ""},
		{"llamacpp", "llamacpp", map[string][2]string{"/metrics": {text, ggPage}, "/slots": {list, slots}}, engine.Load{Running: 4, Waiting: 46}, ""},
		{"llamacpp without metrics", "llamacpp", map[string][2]string{"/slots": {list, slots}}, engine.Load{Running: 2}, ""},
		{"llamacpp without either", "llamacpp", nil, engine.Load{}, engine.Refused},
		{"llamacpp with odd slots", "llamacpp", map[string][2]string{"/slots": {list, `{"secret":1}`}}, engine.Load{}, engine.Protocol},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			mux := http.NewServeMux()
			for path, page := range tt.pages {
				mux.HandleFunc("GET "+path, reply(page[0], page[1]))
			}
			got, err := open(t, tt.kind, serve(t, mux)).(engine.Loader).Load(t.Context())
			if tt.fails != "" {
				if k := kindOf(t, err); k != tt.fails || strings.Contains(err.Error(), "secret") {
					t.Errorf("got %s, want %s: %v", k, tt.fails, err)
				}
				return
			}
			if err != nil || got != tt.want {
				t.Errorf("got %+v, %v; want %+v", got, err, tt.want)
			}
		})
	}
}

// llama.cpp without --metrics says 501, and with --no-slots 501 again.
func TestLoadNotImplemented(t *testing.T) {
	e := open(t, "llamacpp", serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotImplemented) })))
	if _, err := e.(engine.Loader).Load(t.Context()); kindOf(t, err) != engine.Refused {
		t.Errorf("got %v", err)
	}
}

func TestLoadEndsWithItsContext(t *testing.T) {
	e := open(t, "vllm", serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })))
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := e.(engine.Loader).Load(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

// BenchmarkLoad is one question over loopback, with a page as long as vLLM's.
func BenchmarkLoad(b *testing.B) {
	var page strings.Builder
	page.WriteString(vllmPage)
	for i := range 500 {
		name := "vllm:other_" + strings.Repeat("x", i%7+1) + string(rune('a'+i%26)) + strings.Repeat("y", i/26+1)
		page.WriteString("# TYPE " + name + " counter\n" + name + "{engine=\"0\",model_name=\"m\"} 1\n")
	}
	e, err := engine.New(engine.Config{Name: "one", Kind: "vllm", URL: serve(b, reply("text/plain", page.String()))})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.(engine.Loader).Load(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
