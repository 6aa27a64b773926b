package api

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestOpenAPIExamples: every example fits its schema.
func TestOpenAPIExamples(t *testing.T) {
	s := load(t, openAPI)
	seen := 0
	check := func(at place) {
		for _, kind := range s.keys(at) {
			for _, name := range s.keys(at.of(kind, "examples")) {
				v, _ := s.get(at.of(kind, "examples", name, "value"))
				seen++
				switch kind {
				case "text/event-stream":
					s.events(at.of(kind), v.(string))
				case "application/x-ndjson":
					s.lines(at.of(kind), v.(string))
				}
				if err := s.check(at.of(kind, "schema"), v); err != nil {
					t.Errorf("%s: %s: %v", at, name, err)
				}
			}
		}
	}
	for _, p := range s.keys(place{"paths"}) {
		for _, method := range s.keys(place{"paths", p}) {
			at := place{"paths", p, method}
			check(at.of("requestBody", "content"))
			for _, status := range s.keys(at.of("responses")) {
				check(at.of("responses", status, "content"))
			}
		}
	}
	if seen < 50 {
		t.Errorf("only %d examples", seen)
	}
}

// events holds the events of a stream to the schema of their data, and its end to what
// an end must be. It returns what was neither an error nor the end.
func (s *spec) events(at place, body string) (chunks int) {
	s.t.Helper()
	rest, ok := strings.CutSuffix(body, "\n\n")
	if !ok {
		s.t.Errorf("the stream does not end with an empty line: %q", body)
	}
	all := strings.Split(rest, "\n\n")
	last, _ := s.get(at.of("x-event-end")) // where not [DONE] ends it; several where an error is told before the end
	for i, e := range all {
		name, named := "", false
		if e, named = strings.CutPrefix(e, "event: "); named {
			name, e, _ = strings.Cut(e, "\n")
		}
		data, ok := strings.CutPrefix(e, "data: ")
		if !ok || strings.Contains(data, "\n") {
			s.t.Errorf("no event of one line: %q", e)
			continue
		}
		if data == "[DONE]" {
			if i != len(all)-1 {
				s.t.Error("something follows [DONE]")
			}
			continue
		}
		v := value(s.t, []byte(data))
		if err := s.check(at.of("x-event-data"), v); err != nil {
			s.t.Errorf("%s: %v", data, err)
		}
		_, failed := v.(map[string]any)["error"]
		if kind := v.(map[string]any)["type"]; named && kind != name {
			s.t.Errorf("an event %s of type %v", name, kind)
		}
		if ends := failed && len(words(last)) == 0 || last != nil && name == last || slices.Contains(words(last), name); ends != (i == len(all)-1) {
			s.t.Errorf("event %d of %d: an error ends a stream, and nothing but [DONE] does otherwise", i+1, len(all))
		}
		if !failed {
			chunks++
		}
	}
	return chunks
}

// lines holds the lines of a stream to their schema, and the last to what an end must be.
func (s *spec) lines(at place, body string) {
	s.t.Helper()
	rest, ok := strings.CutSuffix(body, "\n")
	if !ok {
		s.t.Errorf("the stream does not end with a line: %q", body)
	}
	all := strings.Split(rest, "\n")
	for i, line := range all {
		v := value(s.t, []byte(line))
		if err := s.check(at.of("x-line"), v); err != nil {
			s.t.Errorf("%s: %v", line, err)
		}
		_, failed := v.(map[string]any)["error"]
		if ends := failed || v.(map[string]any)["done"] == true; ends != (i == len(all)-1) {
			s.t.Errorf("line %d of %d: done or an error ends a stream, and nothing else does", i+1, len(all))
		}
	}
}

// TestAsyncAPIExamples: every example fits its schemas, of headers and payload.
func TestAsyncAPIExamples(t *testing.T) {
	s := load(t, asyncAPI)
	seen := 0
	for _, name := range s.keys(place{"components", "messages"}) {
		at := place{"components", "messages", name}
		list, _ := s.object(at)["examples"].([]any)
		for i := range list {
			e := s.object(at.of("examples", strconv.Itoa(i)))
			seen++
			if err := s.check(at.of("payload"), e["payload"]); err != nil {
				t.Errorf("%s: example %v: %v", name, e["name"], err)
			}
			if h := e["headers"]; h != nil {
				if err := s.check(at.of("headers"), h); err != nil {
					t.Errorf("%s: example %v: %v", name, e["name"], err)
				}
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d examples", seen)
	}
}
