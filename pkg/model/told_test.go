package model

import (
	"strings"
	"testing"
	"time"
)

func TestParseReport(t *testing.T) {
	digest := `"digest":"sha256:` + hexOf("a", 64) + `",`
	whole := `{"version":1,"backend":"gpu-1","state":"hashed",` + digest + `"files":2,"bytes":9,"hashed":"2026-11-30T12:00:00Z","engine":"vllm","models":["m"],"sluice_version":"1"}`
	r, err := ParseReport([]byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Now()
	if s := r.Of("m", "gpu", at); s.Digest != r.Digest || s.By != ByFiles || s.Who != "gpu" || !s.Tells || !s.At.Equal(at) {
		t.Errorf("of its model: %+v", s)
	}
	if s := r.Of("n", "gpu", at); s.Digest != "" || !s.Tells {
		t.Errorf("of another model: %+v", s)
	}
	r.Models = nil
	if s := r.Of("n", "gpu", at); s.Digest == "" {
		t.Error("an engine that answers to any name tells of none")
	}
	for name, swap := range map[string][2]string{
		"another version":       {`"version":1`, `"version":2`},
		"no backend":            {`"gpu-1"`, `""`},
		"a backend with a path": {`"gpu-1"`, `"a/b"`},
		"unknown state":         {`"hashed",`, `"fine",`},
		"hashed without digest": {digest, ""},
		"hashing with digest":   {`"state":"hashed"`, `"state":"hashing"`},
		"bare digest":           {"sha256:", ""},
		"negative":              {`"files":2`, `"files":-2`},
		"empty model":           {`["m"]`, `[""]`},
		"unknown field":         {`"files":2`, `"path":"/srv"`},
		"no engine":             {`"vllm"`, `""`},
		"too large":             {`["m"]`, `["` + strings.Repeat("m", MaxReport) + `"]`},
	} {
		if _, err := ParseReport([]byte(strings.Replace(whole, swap[0], swap[1], 1))); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestParseBackend(t *testing.T) {
	whole := `{"name":"gpu-7","engine":"vllm","url":"http://10.0.0.7:8000","models":["m:1","team/*"],"attested_by":"gpu-7","api_key_env":"SLUICE_ENGINE_KEY_7","timeout_ms":1000,"weight":2}`
	engines := []string{"dev", "vllm", "ollama"}
	if _, err := ParseBackend([]byte(whole), engines); err != nil {
		t.Fatal(err)
	}
	for name, swap := range map[string][3]string{
		"name":             {`"gpu-7"`, `"gpu 7"`, "name must be"},
		"engine":           {`"vllm"`, `"gpt"`, "engine must be one of vllm, ollama"},
		"dev":              {`"vllm"`, `"dev"`, "engine must be one of vllm, ollama"},
		"url":              {"http:", "file:", "url must be"},
		"password":         {"http://", "http://a:b@", "url must be"},
		"query":            {":8000", ":8000?x=1", "url must be"},
		"no models":        {`["m:1","team/*"]`, `[]`, "models must list"},
		"model twice":      {`"team/*"`, `"m:1"`, "models must be names"},
		"star inside":      {`"team/*"`, `"te*am"`, "models must be names"},
		"another's secret": {"SLUICE_ENGINE_KEY_7", "AWS_SECRET_ACCESS_KEY", "api_key_env must begin"},
		"negative":         {`"weight":2`, `"weight":-2`, "out of bounds"},
		"agent":            {`"attested_by":"gpu-7"`, `"attested_by":"a.b"`, "attested_by must"},
		"unknown field":    {`"weight":2`, `"wait":2`, "does not decode"},
	} {
		_, err := ParseBackend([]byte(strings.Replace(whole, swap[0], swap[1], 1)), engines)
		if err == nil || !strings.Contains(err.Error(), swap[2]) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
