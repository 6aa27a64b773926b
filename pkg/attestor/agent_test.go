package attestor

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"sluice/pkg/model"
	"sluice/pkg/weights"
)

// stub are files that are what a test says.
type stub struct {
	has, ends string
	changed   bool
	gone      error
	digest    string
	fails     error
	whole     int // whole readings
}

func (s *stub) Changed() (bool, error)  { return s.changed || s.gone != nil, s.gone }
func (s *stub) Has(path string) bool    { return path == s.has }
func (s *stub) EndsIn(path string) bool { return path == s.ends }
func (s *stub) Read(_ context.Context, all bool) (weights.Digest, error) {
	if all {
		s.whole++
	}
	return weights.Digest{Digest: s.digest, Bytes: 7, Files: []weights.File{{Name: "x"}}}, s.fails
}

// script is an agent that is driven step by step.
type script struct {
	*agent
	t     *testing.T
	files *stub
	clock time.Time
	sent  []model.Report
}

func newScript(t *testing.T, loaded string) *script {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]string{"model_path": loaded})
	}))
	t.Cleanup(srv.Close)
	s := &script{t: t, files: &stub{has: "/m/x", digest: "sha256:a"}, clock: time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)}
	s.agent = &agent{
		Options: Options{
			Backend: "b", Kind: "llamacpp", URL: srv.URL, Files: s.files, Whole: time.Hour, Version: "1", Log: slog.New(slog.DiscardHandler),
			Now: func() time.Time { return s.clock },
			Send: func(_ context.Context, data []byte) error {
				var r model.Report
				if err := json.Unmarshal(data, &r); err != nil {
					t.Error(err)
				}
				s.sent = append(s.sent, r)
				return nil
			},
		},
		client: srv.Client(), results: make(chan result, 1), stale: true,
	}
	return s
}

// reads ends the reading that is under way.
func (s *script) reads() bool {
	s.t.Helper()
	if !s.reading {
		s.t.Fatal("nothing is being read")
	}
	return s.took(<-s.results)
}

func (s *script) says(state, digest string) {
	s.t.Helper()
	s.report(s.t.Context())
	if r := s.sent[len(s.sent)-1]; r.State != state || r.Digest != digest {
		s.t.Fatalf("it says %s %q, want %s %q", r.State, r.Digest, state, digest)
	}
}

func TestAgent(t *testing.T) {
	s := newScript(t, "/m/x")
	s.says(model.ReportHashing, "")
	s.read(t.Context(), true)
	if !s.reads() {
		t.Error("the first digest is no news")
	}
	s.says(model.ReportHashed, "sha256:a")
	if s.look(t.Context()) || s.reading {
		t.Error("nothing changed, and something is done")
	}

	// A change counts before it is read.
	s.files.changed = true
	if !s.look(t.Context()) {
		t.Error("a change is no news")
	}
	s.says(model.ReportHashing, "")
	if s.look(t.Context()) {
		t.Error("one change is news twice")
	}
	// While it goes on changing nothing is told.
	if s.reads(); !s.stale {
		t.Error("what changes on is taken")
	}
	s.says(model.ReportHashing, "")
	s.files.changed, s.files.digest = false, "sha256:b"
	s.look(t.Context())
	if !s.reads() {
		t.Error("another digest is no news")
	}
	s.says(model.ReportHashed, "sha256:b")

	// All is read again in time, and what was told stands meanwhile.
	before := s.files.whole
	s.clock = s.clock.Add(time.Hour)
	s.files.digest = "sha256:c" // as where a disk was written to behind the kernel's back
	if s.look(t.Context()) || !s.reading {
		t.Error("the files are not read whole after their time")
	}
	s.says(model.ReportHashed, "sha256:b")
	s.reads()
	s.says(model.ReportHashed, "sha256:c")
	if s.files.whole != before+1 {
		t.Errorf("read whole %d times more", s.files.whole-before)
	}

	// What cannot be read has no digest, and is found again.
	s.files.gone = errors.New("gone")
	if !s.look(t.Context()) {
		t.Error("that the files are gone is no news")
	}
	s.says(model.ReportUnreadable, "")
	s.files.gone = nil
	if s.look(t.Context()); !s.reading {
		t.Error("what is back is not read")
	}
	s.reads()
	s.says(model.ReportHashed, "sha256:c")
	s.files.changed, s.files.fails = true, weights.ErrChanging
	s.look(t.Context())
	s.reads()
	s.says(model.ReportHashing, "")
	s.files.changed, s.files.fails = false, errors.New("input/output error")
	s.look(t.Context())
	s.reads()
	s.says(model.ReportUnreadable, "")
}

// Files alone are not enough: the engine must say that it serves them.
func TestAgentAsksTheEngine(t *testing.T) {
	s := newScript(t, "/m/other")
	s.read(t.Context(), true)
	s.reads()
	s.says(model.ReportOther, "")
	s.URL = "http://127.0.0.1:1"
	s.says(model.ReportEngineDown, "")
}

func TestCheck(t *testing.T) {
	for name, o := range map[string]Options{"": {Backend: "b", Whole: time.Hour}, "name": {Backend: "a/b", Whole: time.Hour}, "whole": {Backend: "b", Whole: time.Second}} {
		if err := o.Check(); (err == nil) != (name == "") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
