package toolpolicy

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cedar-policy/cedar-go"

	"sluice/pkg/chat"
)

func TestRecord(t *testing.T) {
	for text, want := range map[string]string{
		`{}`:                               `{}`,
		`{"a":1,"b":-9223372036854775808}`: `{"a":1, "b":-9223372036854775808}`,
		`{"a":3.0}`:                        `{"a":3}`,
		`{"a":-0}`:                         `{"a":0}`,
		`{"a":12e2}`:                       `{"a":1200}`,
		`{"a":2.5}`:                        `{"a":decimal("2.5")}`,
		`{"a":-0.25}`:                      `{"a":decimal("-0.25")}`,
		`{"a":25e-4}`:                      `{"a":decimal("0.0025")}`,
		`{"a":1.23450}`:                    `{"a":decimal("1.2345")}`,
		`{"a":[1,1.0]}`:                    `{"a":[1]}`,
		`{"a":null,"b":{"c":null}}`:        `{"b":{}}`,
		`{"a":"x\"","b":false}`:            `{"a":"x\"", "b":false}`,
		`{"a":{"__entity":{"type":"Sluice::Role","id":"admin"}}}`: `{"a":{"__entity":{"id":"admin", "type":"Sluice::Role"}}}`,
	} {
		got, err := record(arguments(t, text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if string(got.MarshalCedar()) != want {
			t.Errorf("%s: got %s, want %s", text, got.MarshalCedar(), want)
		}
	}
	wide := `[` + strings.TrimSuffix(strings.Repeat("1,", maxElements+1), ",") + `]`
	heap := `{"a":[` + strings.TrimSuffix(strings.Repeat(`[1,2,3,4,5,6,7,8,9],`, maxElements), ",") + `]}`
	for _, text := range []string{`[]`, `null`, `"x"`, `{"a":[null]}`, `{"a":0.00001}`, `{"a":1e-5}`, `{"a":9223372036854775808}`,
		`{"a":1e999}`, `{"a":922337203685477.5808}`, `{"a":` + wide + `}`, heap, `{"a":{"b":[{"c":0.33333}]}}`} {
		if got, err := record(arguments(t, text)); err == nil {
			t.Errorf("%.40s: got %s", text, got.MarshalCedar())
		}
		b := load(t, map[string]string{"a.cedar": permitAll})
		if got := b.Call(Request{Tool: "f", Arguments: arguments(t, text)}); got != (Decision{false, DefaultDeny, ReasonArguments}) {
			t.Errorf("%.40s: %+v", text, got)
		}
	}
	if _, err := record(nil); err == nil {
		t.Error("nothing is a record")
	}
	if _, err := convertNumber("x"); err == nil {
		t.Error("x is a number")
	}
}

// TestWorstSets: elements that all have one hash take bounded time.
func TestWorstSets(t *testing.T) {
	var one strings.Builder
	for i := range maxElements {
		fmt.Fprintf(&one, `[%d,%d],`, i, 5_000_000-i) // a set's hash is the sum of its elements'
	}
	text := `{"a":[` + strings.TrimSuffix(one.String(), ",") + `],"b":[` + strings.TrimSuffix(one.String(), ",") + `]}`
	began := time.Now()
	r, err := record(arguments(t, text))
	if err != nil {
		t.Fatal(err)
	}
	a, _ := r.Get("a")
	if a.(cedar.Set).Len() != maxElements {
		t.Error("elements were lost")
	}
	took := time.Since(began)
	t.Logf("took %v", took)
	if took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestValidateArguments(t *testing.T) {
	v, err := chat.NewValidator()
	if err != nil {
		t.Fatal(err)
	}
	schema := arguments(t, `{"type":"object","properties":{"city":{"type":"string","maxLength":20}},"required":["city"],"additionalProperties":false}`)
	null := arguments(t, `null`)
	for name, tt := range map[string]struct {
		schema          *chat.Value
		arguments, want string
	}{
		"fits":             {schema, `{"city":"Bern"}`, ""},
		"missing":          {schema, `{}`, "arguments.city is required"},
		"none at all":      {schema, ``, "arguments.city is required"},
		"other member":     {schema, `{"city":"Bern","canary":1}`, "arguments has a member that is not allowed"},
		"too long":         {schema, `{"city":"canarycanarycanarycanary"}`, "arguments.city breaks the rule maxLength"},
		"no object":        {schema, `["canary"]`, "arguments must be a JSON object"},
		"no JSON":          {schema, `{"city":canary}`, "arguments are not valid JSON within the bounds"},
		"twice":            {schema, `{"city":"canary","city":"Bern"}`, "arguments are not valid JSON within the bounds"},
		"more after":       {schema, `{"city":"Bern"} canary`, "arguments are not valid JSON within the bounds"},
		"deep":             {schema, `{"city":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`, "arguments are not valid JSON within the bounds"},
		"long":             {schema, `{"city":"` + strings.Repeat("x", maxArguments) + `"}`, "arguments are not valid JSON within the bounds"},
		"no schema":        {nil, `{}`, ""},
		"no schema, empty": {null, ``, ""},
		"no schema, some":  {null, `{"canary":1}`, "arguments must be empty: the tool takes none"},
		"broken schema":    {arguments(t, `{"type":"canary"}`), `{}`, "tool schema is not a valid JSON Schema, of the drafts 6 to 2020-12"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ValidateArguments(v, tt.schema, tt.arguments)
			said := ""
			if err != nil {
				said = err.Error()
			}
			if said != tt.want || (got != nil) != (err == nil) {
				t.Errorf("got %v, %q", got, said)
			}
		})
	}
}
