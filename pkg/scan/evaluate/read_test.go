package evaluate

import (
	"reflect"
	"strings"
	"testing"
)

func TestReadPIICountsCharacters(t *testing.T) {
	rows, err := ReadPII(strings.NewReader(`{"text":"Zoë 🙂 50.112.3.4","template":7,"spans":[{"type":"IP_ADDRESS","start":6,"end":16}]}

{"text":"x","template":"a","spans":[]}
{"text":"y","spans":[]}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []PIIRow{
		{Row: 1, Group: "7", Text: "Zoë 🙂 50.112.3.4", Spans: []Span{{"IP_ADDRESS", 10, 20}}},
		{Row: 3, Group: "a", Text: "x"},
		{Row: 4, Group: "row 4", Text: "y"},
	}
	if !reflect.DeepEqual(rows, want) {
		t.Errorf("got %+v, want %+v", rows, want)
	}
	if s := rows[0].Spans[0]; rows[0].Text[s.Start:s.End] != "50.112.3.4" {
		t.Errorf("the span is %q", rows[0].Text[s.Start:s.End])
	}
}

func TestReadSecrets(t *testing.T) {
	rows, err := ReadSecrets(strings.NewReader(`{"rule":"set.npm.1","text":"ü k","match":true,"spans":[{"start":2,"end":3}]}
{"rule":"plain","text":"","match":false}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []SecretRow{
		{Row: 1, Rule: "set.npm.1", Provider: "npm", Text: "ü k", Match: true, Spans: []Span{{"", 3, 4}}},
		{Row: 2, Rule: "plain", Provider: "plain"},
	}
	if !reflect.DeepEqual(rows, want) {
		t.Errorf("got %+v, want %+v", rows, want)
	}
}

// What is refused is told by its row, never by its text.
func TestRefusedRows(t *testing.T) {
	for name, set := range map[string]string{
		"no rows":         "\n",
		"no JSON":         "canary",
		"no text":         `{"rule":"canary","match":true,"spans":[]}`,
		"no match":        `{"rule":"a.b.1","text":"canary"}`,
		"span behind end": `{"rule":"a.b.1","text":"canary","match":true,"spans":[{"start":0,"end":7}]}`,
		"empty span":      `{"rule":"a.b.1","text":"canary","match":true,"spans":[{"start":1,"end":1}]}`,
		"negative":        `{"rule":"a.b.1","text":"canary","match":true,"spans":[{"start":-1,"end":1}]}`,
		"no end":          `{"rule":"a.b.1","text":"canary","match":true,"spans":[{"start":0}]}`,
		"a huge line":     `{"rule":"a.b.1","match":true,"text":"` + strings.Repeat("canary", maxLine/6+1) + `"}`,
	} {
		_, err := ReadSecrets(strings.NewReader(set))
		if err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: got %v", name, err)
		}
		if name == "no match" { // as personal data that row has no spans either
			if _, err := ReadPII(strings.NewReader(set)); err == nil || strings.Contains(err.Error(), "canary") {
				t.Errorf("%s as personal data: got %v", name, err)
			}
		}
	}
	_, err := ReadSecrets(strings.NewReader(`{"rule":"a","text":"","match":true}` + "\nx\n"))
	if err == nil || !strings.Contains(err.Error(), "row 2") {
		t.Errorf("the row is not told: %v", err)
	}
}
