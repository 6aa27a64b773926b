package chat

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

func TestParseKeepsEverything(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"order and numbers", ` {"b" : 1.50, "a":[-0, 1e3,1E-2 ,12345678901234567890 ] } `, `{"b":1.50,"a":[-0,1e3,1E-2,12345678901234567890]}`},
		{"escapes", `"\u0041\/\b\f\n\r\t\"\\\ud83d\ude00\u007f"`, "\"A/\\u0008\\u000c\\n\\r\\t\\\"\\\\\U0001f600\u007f\""},
		{"plain UTF-8", `"äöü 漢字 ` + "\u2028" + `"`, `"äöü 漢字 ` + "\u2028" + `"`},
		{"replacement character", `"` + "\ufffd" + `"`, `"` + "\ufffd" + `"`},
		{"literals", `[true,false,null,{},[],""]`, `[true,false,null,{},[],""]`},
		{"deep", strings.Repeat("[", 64) + strings.Repeat("]", 64), strings.Repeat("[", 64) + strings.Repeat("]", 64)},
		{"many members", manyMembers(40, ""), manyMembers(40, "")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Parse([]byte(tt.in), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if got := string(doc.AppendJSON(nil)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func manyMembers(n int, more string) string {
	var all []string
	for i := range n {
		all = append(all, `"k`+strings.Repeat("x", i)+`":0`)
	}
	return "{" + strings.Join(all, ",") + more + "}"
}

// Refusals that are not among the golden examples.
func TestParseRefuses(t *testing.T) {
	tests := []struct {
		name, in string
		lim      Limits
		status   int
		param    string
		code     string
	}{
		{"too long", `[1,2,3]`, Limits{Bytes: 6}, 413, "", "request_too_large"},
		{"too many values", `[1,2,3]`, Limits{Nodes: 3}, 400, "[2]", "too_many_values"},
		{"too deep", `{"messages":[{}]}`, Limits{Depth: 2}, 400, "messages[0]", "nesting_too_deep"},
		{"duplicate among many", manyMembers(40, `,"k":1`), Limits{}, 400, "*", "duplicate_key"},
		{"long number", `{"seed":` + strings.Repeat("1", 129) + `}`, Limits{}, 400, "seed", "number_out_of_range"},
		{"plus sign", `+1`, Limits{}, 400, "", "invalid_json"},
		{"point without digits", `1.`, Limits{}, 400, "", "invalid_json"},
		{"exponent without digits", `1e`, Limits{}, 400, "", "invalid_json"},
		{"minus alone", `-`, Limits{}, 400, "", "invalid_json"},
		{"capital literal", `True`, Limits{}, 400, "", "invalid_json"},
		{"NaN", `NaN`, Limits{}, 400, "", "invalid_json"},
		{"comment", `{/**/}`, Limits{}, 400, "", "invalid_json"},
		{"trailing comma", `{"model":1,}`, Limits{}, 400, "model", "invalid_json"},
		{"trailing comma in array", `[1,]`, Limits{}, 400, "[1]", "invalid_json"},
		{"single quotes", `{'a':1}`, Limits{}, 400, "", "invalid_json"},
		{"bare control character", "\"a\nb\"", Limits{}, 400, "", "invalid_json"},
		{"unknown escape", `"\x41"`, Limits{}, 400, "", "invalid_json"},
		{"short escape", `"\u12"`, Limits{}, 400, "", "invalid_json"},
		{"lone low surrogate", `"\udc00"`, Limits{}, 400, "", "invalid_utf8"},
		{"two high surrogates", `"\ud800\ud800"`, Limits{}, 400, "", "invalid_utf8"},
		{"raw surrogate", "\"\xed\xa0\x80\"", Limits{}, 400, "", "invalid_utf8"},
		{"overlong", "\"\xc0\x80\"", Limits{}, 400, "", "invalid_utf8"},
		{"unfinished", `{"messages":["a`, Limits{}, 400, "messages[0]", "invalid_json"},
		{"UTF-16", "\xff\xfe{\x00}\x00", Limits{}, 400, "", "invalid_utf8"},
		{"names are input", `{"hunter2":{"user":[nope]}}`, Limits{}, 400, "*.user[0]", "invalid_json"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Parse([]byte(tt.in), tt.lim)
			var refusal *Error
			if !errors.As(err, &refusal) || doc != nil {
				t.Fatalf("got %v, %v", doc, err)
			}
			if refusal.Status != tt.status || refusal.Param != tt.param || refusal.Code != tt.code {
				t.Errorf("got %+v", refusal)
			}
			if strings.Contains(refusal.Message, "hunter2") || strings.Contains(refusal.Message, "nope") {
				t.Errorf("message has input: %s", refusal.Message)
			}
		})
	}
}

// FuzzParse holds Parse to an independent strict parser: what it accepts, jsontext accepts and
// reads alike; what jsontext accepts, it refuses only for its own bounds. What it writes, it
// reads as the same.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`{"a":[1,"\u0041",null]}`, `[1.0e5,-0]`, `"\ud83d\ude00"`, `{"a":{"a":1},"b":2}`, `{"a":1,"a":2}`, "\"\xff\"", `"\u0000"`, ` true `} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		doc, err := Parse(body, Limits{})
		canonical, otherErr := readOther(body)
		if err != nil {
			refusal := err.(*Error)
			if otherErr != nil {
				return
			}
			switch refusal.Code {
			case "nul_character", "number_out_of_range", "too_many_values", "nesting_too_deep", "request_too_large":
				return
			}
			t.Fatalf("refused what jsontext accepts: %v", err)
		}
		if otherErr != nil {
			t.Fatalf("accepted what jsontext refuses: %v", otherErr)
		}
		out := doc.AppendJSON(nil)
		again, err := readOther(out)
		if err != nil || !bytes.Equal(canonical, again) {
			t.Fatalf("%q became %q (%v)", canonical, again, err)
		}
		twice, err := Parse(out, Limits{})
		if err != nil || !bytes.Equal(twice.AppendJSON(nil), out) {
			t.Fatalf("not stable: %q", out)
		}
	})
}

// readOther reads body with jsontext and writes it in jsontext's way.
func readOther(body []byte) ([]byte, error) {
	d := jsontext.NewDecoder(bytes.NewReader(body))
	var out bytes.Buffer
	e := jsontext.NewEncoder(&out)
	for values := 0; ; {
		token, err := d.ReadToken()
		if err == io.EOF && values == 1 {
			return out.Bytes(), nil
		}
		if err != nil {
			return nil, err
		}
		if values == 1 {
			return nil, errors.New("a second value")
		}
		if err := e.WriteToken(token); err != nil {
			return nil, err
		}
		if d.StackDepth() == 0 {
			values = 1
		}
	}
}
