package canary

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/loadtest/atrest"
	"sluice/loadtest/rig"
	"sluice/pkg/bus"
)

// told is everything that was told, by where.
type told map[string][]byte

// leaks are the canaries in it: where, in which form and of which row, with what
// stands around. A first look for what begins them all saves looking for each.
func (all told) leaks(birds []bird) []string {
	var out []string
	needles := make([]atrest.Needle, 0, len(birds)+1)
	for _, b := range birds {
		needles = append(needles, atrest.NewNeedle(b.row, b.word))
	}
	needles = append(needles, atrest.NewNeedle("a row", stem))
	for where, data := range all {
		if strings.HasSuffix(where, " bodies") {
			for _, b := range birds {
				if b.named {
					data = bytes.ReplaceAll(data, []byte(b.word), nil)
				}
			}
		}
		if len(atrest.Search(data, needles[len(birds):])) == 0 {
			continue
		}
		for _, hit := range atrest.Search(data, needles) {
			around := data[max(0, hit.At-200):min(len(data), hit.At+80)]
			out = append(out, fmt.Sprintf("%s has the canary of %s, as %s: …%q…", where, hit.Needle, hit.Form, around))
		}
	}
	return out
}

// streams reads those that are for people, message by message: subjects and headers too.
func (w *world) streams(t *testing.T) told {
	t.Helper()
	all := told{}
	for _, name := range []string{bus.StreamFlags, bus.StreamEvidence, bus.StreamDead} {
		all.stream(t, w.inside, name)
	}
	return all
}

func (all told) stream(t *testing.T, b *bus.Bus, name string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	s, err := b.JS.Stream(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	left := s.CachedInfo().State.Msgs
	c, err := s.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{})
	if err != nil {
		t.Fatal(err)
	}
	var subjects, headers, bodies bytes.Buffer
	for ; left > 0; left-- {
		m, err := c.Next(jetstream.FetchMaxWait(soon))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&subjects, m.Subject())
		for k, v := range m.Headers() {
			fmt.Fprintln(&headers, k, strings.Join(v, "\n"))
		}
		bodies.Write(m.Data())
		bodies.WriteByte('\n')
	}
	maps.Copy(all, told{name + " subjects": subjects.Bytes(), name + " headers": headers.Bytes(), name + " bodies": bodies.Bytes()})
}

// metrics are the pages of /metrics of every process of ours.
func (w *world) metrics(t *testing.T) told {
	t.Helper()
	all := told{}
	for name, p := range w.all() {
		if ops := p.Addr("ops"); ops != "" {
			all["metrics of "+name] = page(t, "http://"+ops+"/metrics")
		}
	}
	return all
}

func page(t *testing.T, url string) []byte {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// logs are the log files of a folder.
func logs(t *testing.T, dir string) told {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.log"))
	if err != nil {
		t.Fatal(err)
	}
	all := told{}
	for _, name := range names {
		if all["log of "+strings.TrimSuffix(filepath.Base(name), ".log")], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// logged says whether a process logged a text.
func logged(t *testing.T, p *rig.Process, text string) bool {
	t.Helper()
	data, err := os.ReadFile(p.Log)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Contains(data, []byte(text))
}
