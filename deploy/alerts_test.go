package deploy_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

type rule struct {
	Alert       string            `yaml:"alert"`
	Expr        string            `yaml:"expr"`
	Labels      map[string]string `yaml:"labels"`
	Annotations map[string]string `yaml:"annotations"`
}

func alerts(t *testing.T) []rule {
	t.Helper()
	var file struct {
		Groups []struct {
			Rules []rule `yaml:"rules"`
		} `yaml:"groups"`
	}
	decode(t, &file, "prometheus", "alerts.yml")
	var out []rule
	for _, g := range file.Groups {
		out = append(out, g.Rules...)
	}
	if len(out) == 0 {
		t.Fatal("there are no alerts")
	}
	return out
}

func TestAlerts(t *testing.T) {
	known := reference(t)
	books := map[string]bool{}
	for _, a := range alerts(t) {
		if why := unknown(known, a.Expr); why != "" {
			t.Errorf("%s asks for %s, which no process tells", a.Alert, why)
		}
		switch a.Labels["severity"] {
		case "info", "warning", "critical":
		default:
			t.Errorf("%s has the severity %q", a.Alert, a.Labels["severity"])
		}
		for _, n := range []string{"summary", "description"} {
			if a.Annotations[n] == "" {
				t.Errorf("%s has no %s", a.Alert, n)
			}
		}
		book := "runbooks/" + a.Alert + ".md"
		if a.Annotations["runbook_url"] != "deploy/"+book {
			t.Errorf("%s has the runbook_url %q", a.Alert, a.Annotations["runbook_url"])
		}
		books[filepath.FromSlash(book)] = true
		text := read(t, book)
		for _, part := range []string{"# " + a.Alert + "\n", "## What it means\n", "## Look at\n", "## Do\n"} {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %q", book, part)
			}
		}
	}
	files, err := filepath.Glob("runbooks/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !books[f] {
			t.Errorf("%s belongs to no alert", f)
		}
		for _, m := range linked(read(t, f)) {
			if _, err := os.Stat(filepath.Join("runbooks", m)); err != nil {
				t.Errorf("%s links to %s: %v", f, m, err)
			}
		}
	}
}

// linked are the files that a page links to.
func linked(text string) []string {
	var out []string
	for part := range strings.SplitSeq(text, "](") {
		if name, _, ok := strings.Cut(part, ")"); ok && strings.HasSuffix(name, ".md") && !strings.ContainsAny(name, " \n") {
			out = append(out, name)
		}
	}
	return out
}

// Each alert has a promtool test in which it does not fire, fires, and clears, of the
// same series: `make promtool-test` runs them.
func TestAlertsAreTested(t *testing.T) {
	known := reference(t)
	files, err := filepath.Glob("prometheus/tests/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	cleared := map[string]bool{}
	for _, f := range files {
		var file struct {
			Tests []struct {
				Name  string `yaml:"name"`
				Input []struct {
					Series string `yaml:"series"`
				} `yaml:"input_series"`
				Alerts []struct {
					At   string `yaml:"eval_time"`
					Name string `yaml:"alertname"`
					Want []any  `yaml:"exp_alerts"`
				} `yaml:"alert_rule_test"`
			} `yaml:"tests"`
		}
		decode(t, &file, f)
		for _, one := range file.Tests {
			for _, s := range one.Input {
				if why := unknown(known, s.Series); why != "" {
					t.Errorf("%s: %s gives %s, which no process tells", f, one.Name, why)
				}
			}
			fired := map[string]time.Duration{}
			for _, a := range one.Alerts {
				at, err := time.ParseDuration(a.At)
				if err != nil {
					t.Fatalf("%s: %v", f, err)
				}
				if len(a.Want) > 0 {
					fired[a.Name] = at
				} else if before, ok := fired[a.Name]; ok && at > before {
					cleared[a.Name] = true
				}
			}
		}
	}
	for _, a := range alerts(t) {
		if !cleared[a.Alert] {
			t.Errorf("no test in prometheus/tests has %s fire and then clear", a.Alert)
		}
		delete(cleared, a.Alert)
	}
	for name := range cleared {
		t.Errorf("%s is tested and is no alert", name)
	}
}
