// Package deploy has what operators install. Its tests hold the files together: alerts,
// their tests and runbooks, dashboards, containers, and the metrics that there are.
package deploy_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// metric is a row of docs/reference/metrics.md, which a test holds to the code.
type metric struct {
	kind   string
	labels []string
}

// reference are all metrics of Sluice's own, and of the process those that are used.
func reference(t *testing.T) map[string]metric {
	t.Helper()
	row := regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| (counter|gauge|histogram) \\| ([^|]*) \\|")
	out := map[string]metric{
		"up": {kind: "gauge"}, "process_resident_memory_bytes": {kind: "gauge"}, "process_cpu_seconds_total": {kind: "counter"},
	}
	rows := row.FindAllStringSubmatch(read(t, "..", "docs", "reference", "metrics.md"), -1)
	if len(rows) < 20 {
		t.Fatalf("docs/reference/metrics.md has %d metrics: has its form changed?", len(rows))
	}
	for _, r := range rows {
		out[r[1]] = metric{kind: r[2], labels: strings.FieldsFunc(r[3], func(c rune) bool { return c == '`' || c == ' ' })}
	}
	return out
}

var (
	quoted   = regexp.MustCompile(`"[^"]*"`)
	selector = regexp.MustCompile(`\b((?:sluice|gen_ai|http|process|go)_[a-z0-9_]+|up)\b(?:\{([^}]*)\})?`)
	matcher  = regexp.MustCompile(`(\w+)\s*(?:=~|!~|!=|=)`)
	grouping = regexp.MustCompile(`\b(?:by|on|without|ignoring|group_left|group_right)\s*\(([^)]*)\)`)
)

// unknown says what an expression names that no process tells; "" for nothing.
func unknown(known map[string]metric, expr string) string {
	expr = quoted.ReplaceAllString(expr, `""`)
	groups := grouping.FindAllStringSubmatch(expr, -1)
	labels := []string{"job", "instance"}
	found := false
	for _, m := range selector.FindAllStringSubmatch(grouping.ReplaceAllString(expr, ""), -1) {
		found = true
		row, bucket, ok := lookUp(known, m[1])
		if !ok {
			return "the metric " + m[1]
		}
		own := append([]string{"job", "instance"}, row.labels...)
		if bucket {
			own = append(own, "le")
		}
		for _, l := range matcher.FindAllStringSubmatch(m[2], -1) {
			if !slices.Contains(own, l[1]) {
				return "the label " + l[1] + " of " + m[1]
			}
		}
		labels = append(labels, own...)
	}
	if !found {
		return "no metric at all"
	}
	for _, g := range groups {
		for l := range strings.SplitSeq(g[1], ",") {
			if l = strings.TrimSpace(l); l != "" && !slices.Contains(labels, l) {
				return "the label " + l + ", which none of its metrics has"
			}
		}
	}
	return ""
}

func lookUp(known map[string]metric, name string) (row metric, bucket, ok bool) {
	if row, ok = known[name]; ok {
		return row, false, row.kind != "histogram"
	}
	for _, suffix := range []string{"_bucket", "_sum", "_count"} {
		if base, cut := strings.CutSuffix(name, suffix); cut {
			row, ok = known[base]
			return row, suffix == "_bucket", ok && row.kind == "histogram"
		}
	}
	return metric{}, false, false
}

// The check of names must itself find what is wrong.
func TestUnknown(t *testing.T) {
	known := reference(t)
	for expr, good := range map[string]bool{
		`sum by (stage) (rate(sluice_stage_in_total{lane="batch"}[5m]))`:                    true,
		`histogram_quantile(0.9, sum by (le) (rate(sluice_stage_wait_seconds_bucket[5m])))`: true,
		`up{job=~"edge|dlp"} == 0`:                    true,
		`rate(sluice_stage_in[5m])`:                   false,
		`rate(sluice_stage_in_total{tenant="a"}[5m])`: false,
		`sum by (tenant) (sluice_stage_in_total)`:     false,
		`sluice_stage_wait_seconds`:                   false,
		`sluice_queue_messages_bucket`:                false,
		`sluice_stage_wait_seconds_sum{le="1"}`:       false,
		`process_threads`:                             false,
		`vector(1)`:                                   false,
		`sum by (stage) (sluice_queue_messages) > on (lane) sum by (stage) (sluice_queue_messages)`: false,
	} {
		if why := unknown(known, expr); (why == "") != good {
			t.Errorf("%s: %q", expr, why)
		}
	}
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func decode(t *testing.T, into any, path ...string) {
	t.Helper()
	// A key beside a merged one overrides it.
	if err := yaml.UnmarshalWithOptions([]byte(read(t, path...)), into, yaml.AllowDuplicateMapKey()); err != nil {
		t.Fatalf("%s: %v", filepath.Join(path...), err)
	}
}
