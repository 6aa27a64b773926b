package dlp

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"sluice/pkg/bus"
)

// asked is the answer to a question about a text.
func (w *world) asked(question string) ScanAnswer {
	w.t.Helper()
	m, err := w.bus.NC.Request(bus.UserSubject(bus.Scan, "acme", "alice"), []byte(question), 10*time.Second)
	if err != nil {
		w.t.Fatal(err)
	}
	var a ScanAnswer
	if err := json.Unmarshal(m.Data, &a); err != nil {
		w.t.Fatal(err)
	}
	return a
}

func TestScanAnswers(t *testing.T) {
	w := newWorld(t, func(*Deps) {})
	for _, tt := range []struct {
		question, code string
		found          []string
		text           string
	}{
		{`{"text":"mail bob@example.com"}`, "", []string{"EMAIL_ADDRESS"}, ""},
		{`{"text":"mail bob@example.com","types":["US_SSN"]}`, "", nil, ""},
		{`{"text":"mail bob@example.com","min_score":1}`, "", nil, ""},
		{`{"text":"Margaret Hoffmann lives in Rotterdam.","types":["PERSON"]}`, "", []string{"PERSON"}, ""},
		{`{"text":"nothing","redact":true}`, "", nil, "nothing"},
		{`{"text":"the key AKIAIOSFODNN7EXAMPLQ","redact":true,"direction":"output"}`, "", []string{"SECRET"}, "the key <SECRET>"},
		{`{"types":["US_SSN"]}`, "missing_required_parameter", nil, ""},
		{`{"text":"x","more":1}`, "unknown_parameter", nil, ""},
		{`{"text":"x","types":["NOTHING"]}`, "invalid_value", nil, ""},
		{`{"text":"x","min_score":2}`, "integer_above_max_value", nil, ""},
		{`{"text":`, "invalid_json", nil, ""},
	} {
		a := w.asked(tt.question)
		var found []string
		for _, f := range a.Findings {
			found = append(found, f.Type)
			if f.Action == "" || f.Rule == "" || f.End <= f.Start {
				t.Errorf("%s: %+v", tt.question, f)
			}
		}
		code := ""
		if a.Error != nil {
			code = a.Error.Code
		}
		if code != tt.code || !slices.Equal(found, tt.found) || (a.Detectors == "") != (tt.code != "") {
			t.Errorf("%s: %+v, error %+v", tt.question, a, a.Error)
		}
		if got := a.Text; tt.text != "" && (got == nil || *got != tt.text) || tt.text == "" && got != nil {
			t.Errorf("%s: text %v, want %q", tt.question, got, tt.text)
		}
	}
	if strings.Contains(w.logs.String(), "bob@example.com") {
		t.Error("a text is in the log")
	}
}
