package api

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestReferences: every $ref of both descriptions leads somewhere.
func TestReferences(t *testing.T) {
	for _, name := range []string{openAPI, asyncAPI} {
		s := load(t, name)
		files := append(schemaFiles(t), name)
		seen := 0
		walk(s.root, nil, func(at place, m map[string]any) {
			to, ok := m["$ref"].(string)
			if !ok {
				return
			}
			seen++
			if strings.HasPrefix(to, "#/") {
				if v, _ := s.get(pointer(to[1:])); v == nil {
					t.Errorf("%s%s: %s leads nowhere", name, at, to)
				}
				return
			}
			if !strings.HasPrefix(to, "./") || !slices.Contains(files, path.Clean(to)) {
				t.Errorf("%s%s: %s is no schema", name, at, to)
			}
		})
		if seen < 20 {
			t.Errorf("%s: only %d references", name, seen)
		}
	}
}

// walk calls do for every object.
func walk(v any, at place, do func(place, map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		do(at, v)
		for k, m := range v {
			walk(m, at.of(k), do)
		}
	case []any:
		for _, m := range v {
			walk(m, at.of("[]"), do)
		}
	}
}

// TestOpenAPI holds the document to the parts of OpenAPI 3.1.0 that it uses: members
// that must be there and names that must agree.
func TestOpenAPI(t *testing.T) {
	s := load(t, openAPI)
	if s.root["openapi"] != "3.1.0" {
		t.Error("it is no OpenAPI 3.1.0")
	}
	must(t, "info", s.object(place{"info"}), "title", "version")
	tags := map[string]bool{}
	for _, tag := range s.root["tags"].([]any) {
		tags[tag.(map[string]any)["name"].(string)] = true
	}
	ids := map[string]bool{}
	for _, p := range s.keys(place{"paths"}) {
		if !strings.HasPrefix(p, "/") || strings.Contains(p, "{") {
			t.Errorf("%s is no plain path", p)
		}
		for method := range s.object(place{"paths", p}) {
			if method == "servers" {
				continue
			}
			at := place{"paths", p, method}
			o := s.object(at)
			must(t, at.String(), o, "operationId", "summary", "tags", "responses")
			id, _ := o["operationId"].(string)
			if ids[id] {
				t.Errorf("%s twice", id)
			}
			ids[id] = true
			for _, tag := range words(o["tags"]) {
				if !tags[tag] {
					t.Errorf("%s: no such tag: %s", at, tag)
				}
			}
			s.responses(at.of("responses"))
			s.parameters(at)
		}
	}
}

func (s *spec) responses(at place) {
	for _, status := range s.keys(at) {
		if !regexp.MustCompile(`^[2-5][0-9]{2}$`).MatchString(status) {
			s.t.Errorf("%s: %s is no status", at, status)
		}
		r := at.of(status)
		must(s.t, r.String(), s.object(r), "description", "content")
		for _, kind := range s.keys(r.of("content")) {
			must(s.t, r.String()+" "+kind, s.object(r.of("content", kind)), "schema", "examples")
		}
		for _, h := range s.keys(r.of("headers")) {
			must(s.t, r.String()+" "+h, s.object(r.of("headers", h)), "schema")
		}
	}
}

func (s *spec) parameters(at place) {
	list, _ := s.object(at)["parameters"].([]any)
	for _, p := range list {
		must(s.t, at.String(), p.(map[string]any), "name", "in", "schema", "description")
	}
}

func must(t *testing.T, where string, m map[string]any, members ...string) {
	t.Helper()
	for _, name := range members {
		if m[name] == nil || m[name] == "" {
			t.Errorf("%s lacks %s", where, name)
		}
	}
}

var braces = regexp.MustCompile(`\{(\w+)\}`)

// TestAsyncAPI holds the document to the parts of AsyncAPI 3.0.0 that it uses.
func TestAsyncAPI(t *testing.T) {
	s := load(t, asyncAPI)
	if s.root["asyncapi"] != "3.0.0" {
		t.Error("it is no AsyncAPI 3.0.0")
	}
	must(t, "info", s.object(place{"info"}), "title", "version")
	addresses := map[string]bool{}
	for _, name := range s.keys(place{"channels"}) {
		at := place{"channels", name}
		c := s.object(at)
		must(t, at.String(), c, "address", "description", "messages")
		address, _ := c["address"].(string)
		if addresses[address] {
			t.Errorf("%s twice", address)
		}
		addresses[address] = true
		var named []string
		for _, m := range braces.FindAllStringSubmatch(address, -1) {
			named = append(named, m[1])
		}
		slices.Sort(named)
		if got := s.keys(at.of("parameters")); !slices.Equal(got, named) {
			t.Errorf("%s has the parameters %v, its address %v", name, got, named)
		}
	}
	for _, name := range s.keys(place{"components", "messages"}) {
		m := s.object(place{"components", "messages", name})
		must(t, name, m, "name", "title")
		if m["payload"] == nil && name != "private" {
			t.Errorf("%s has no payload", name)
		}
	}
	used := map[string]bool{}
	for _, name := range s.keys(place{"operations"}) {
		o := s.object(place{"operations", name})
		must(t, name, o, "action", "channel", "messages", "summary")
		if o["action"] != "send" && o["action"] != "receive" {
			t.Errorf("%s: %v is no action", name, o["action"])
		}
		used[s.operation(name)] = true
	}
	for _, name := range s.keys(place{"channels"}) {
		c := s.object(place{"channels", name})
		if (c["tags"] != nil) == used[name] && name != "inbox" {
			t.Errorf("%s: a channel is internal or has an operation", name)
		}
	}
}

// operation checks that an operation's messages are its channel's, and its reply's the
// reply channel's, and returns the name of its channel.
func (s *spec) operation(name string) string {
	o := s.object(place{"operations", name})
	channel := strings.TrimPrefix(o["channel"].(map[string]any)["$ref"].(string), "#/channels/")
	within := func(v any, of string) {
		for _, m := range v.([]any) {
			to := m.(map[string]any)["$ref"].(string)
			if !strings.HasPrefix(to, "#/channels/"+of+"/messages/") {
				s.t.Errorf("%s: %s is no message of %s", name, to, of)
			}
		}
	}
	within(o["messages"], channel)
	serves := s.object(place{"channels", channel})["x-serves"] != nil
	reply, asks := o["reply"].(map[string]any)
	if serves != asks {
		s.t.Errorf("%s: somebody answers: %v; it has a reply: %v", name, serves, asks)
	}
	if asks {
		within(reply["messages"], strings.TrimPrefix(reply["channel"].(map[string]any)["$ref"].(string), "#/channels/"))
	}
	return channel
}
