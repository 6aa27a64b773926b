package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"text/template"
	"time"
)

// report is what a run saw.
type report struct {
	started                   time.Time
	created, healthy, stopped time.Duration
	quiet                     []asked // before anything was killed
	troubles                  []trouble
	asked                     []asked
	again, records, takeovers int
	dialled, looked, rules    int
	later                     int // tries of the first administrative act that were told to come later
	firing, memory            string
}

const page = `# The stack of docker-compose.yml, {{.Date}}

Command: ` + "`make compose-test`" + `, which writes this page: three nats-servers, the eight services, the development model and
Prometheus, each a container, all on one machine: {{.Machine}}; {{.Versions}}.
The images of nats-server and Prometheus are stand-ins built from the Go module proxy.

- ` + "`up -d`" + ` until every container was made: {{.Created}}; until every health check was content: {{.Healthy}}. After that the
  first administrative act was told {{.Later}} times to come again later.
- {{.Asked}} prompts ({{.HTTP}} over HTTP at the edge, {{.NATS}} over NATS), {{.Loops}} at once, the development model at 200 ms. Each was sent
  again under its id until it had an outcome: {{.Again}} tries beyond the first. {{.Asked}} outcomes, all completions; {{.Same}} were asked for
  once more at the end, and each was the same. {{.Records}} records, one for each; {{.Takeovers}} leases were taken over.
- Before anything was killed, over HTTP: p50 {{.P50}}, p99 {{.P99}}, longest {{.Longest}}, the model's 200 ms in it.

| killed (SIGKILL) with prompts in flight | dead for | outcomes meanwhile | longest of the prompts in flight | of them sent more than once |
|---|---|---|---|---|
{{range .Troubles}}| {{.What}} | {{.Dead}} | {{.Outcomes}} | {{.Longest}} | {{.Retried}} |
{{end}}
What a stage had in hand when it was killed is delivered again after ` + "`nats.ack_wait`" + ` (30 s); a model call that had begun is taken
over when its lease has run out, which is as long.

- {{.Dialled}} connections tried from inside the containers, by name and by address: guard and dispatch reach the inference
  network and no other service does; nobody but the NATS servers reaches their cluster port. Only edge and console
  publish a port, on 127.0.0.1.
- {{.Looked}} processes, asked of the kernel: none is root, has a capability or may gain one, or can write its root file
  system; each has limits of memory and processes. Each service has its own credentials and no others; console and
  identity lack the key-encryption key.
- Prometheus: up is 1 for every service, the queues of every stage are known and empty, {{.Rules}} rules evaluate. Firing at the
  end: {{or .Firing "none"}}.
- ` + "`stop`" + ` (SIGTERM) took {{.Stopped}}; every container ended by itself with status 0.

Resident at the end: {{.Memory}}.
`

func (r *report) write(ctx context.Context, path string) error {
	t, err := template.New("page").Parse(page)
	if err != nil {
		return err
	}
	view := map[string]any{
		"Date": r.started.UTC().Format("2006-01-02"), "Machine": machine(), "Versions": versions(ctx),
		"Created": short(r.created), "Healthy": short(r.healthy), "Stopped": short(r.stopped), "Later": r.later,
		"Asked": len(r.asked), "HTTP": count(r.asked, "http"), "NATS": count(r.asked, "nats"), "Loops": httpLoops + natsLoops,
		"Again": r.retries(), "Same": r.again, "Records": r.records, "Takeovers": r.takeovers,
		"P50": short(quantile(r.quiet, .5)), "P99": short(quantile(r.quiet, .99)), "Longest": short(quantile(r.quiet, 1)),
		"Dialled": r.dialled, "Looked": r.looked, "Rules": r.rules, "Firing": r.firing, "Memory": resident(r.memory),
	}
	var rows []map[string]any
	for _, t := range r.troubles {
		rows = append(rows, map[string]any{"What": t.what, "Dead": short(t.dead), "Outcomes": t.outcomes, "Longest": short(t.longest), "Retried": t.retried})
	}
	view["Troubles"] = rows
	var out bytes.Buffer
	if err := t.Execute(&out, view); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}

func (r *report) retries() int {
	n := 0
	for _, a := range r.asked {
		n += a.tries - 1
	}
	return n
}

func count(all []asked, via string) int {
	n := 0
	for _, a := range all {
		if a.via == via {
			n++
		}
	}
	return n
}

// quantile is that of requests over HTTP: those over NATS start a container each.
func quantile(all []asked, q float64) time.Duration {
	var took []time.Duration
	for _, a := range all {
		if a.via == "http" {
			took = append(took, a.took)
		}
	}
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	return took[int(q*float64(len(took)-1))]
}

func short(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

func versions(ctx context.Context) string {
	engine, err := output(ctx, "docker", "version", "--format", "{{.Server.Version}}")
	if err != nil {
		engine = "unknown"
	}
	compose, err := composeCommand(ctx)
	if err != nil {
		compose = []string{"unknown"}
	}
	return fmt.Sprintf("Docker %s, %s, %s", engine, strings.Join(compose, " "), runtime.Version())
}

// machine says what this ran on, without its name.
func machine() string {
	model, memory := "", ""
	each("/proc/cpuinfo", func(name, value string) {
		if name == "model name" {
			model = value
		}
	})
	each("/proc/meminfo", func(name, value string) {
		var kib int
		if _, err := fmt.Sscanf(value, "%d kB", &kib); err == nil && name == "MemTotal" {
			memory = fmt.Sprintf("%d GiB", (kib+1<<19)>>20)
		}
	})
	return fmt.Sprintf("%d cores (%s), %s, %s", runtime.NumCPU(), model, memory, runtime.GOOS)
}

func each(path string, line func(name, value string)) {
	f, err := os.Open(path)
	if err != nil {
		return
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if name, value, ok := strings.Cut(s.Text(), ":"); ok {
			line(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
}

// resident shortens what docker stats prints to service and amount.
func resident(stats string) string {
	var out []string
	for line := range strings.Lines(stats) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		name := f[0]
		for _, s := range longRunning() {
			if strings.HasSuffix(name, s+"_1") || strings.HasSuffix(name, s+"-1") {
				name = s
			}
		}
		out = append(out, name+" "+f[1])
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}
