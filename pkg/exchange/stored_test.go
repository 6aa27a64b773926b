package exchange

import (
	"encoding/binary"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestStoredBefore reads a frame with every field of its time set, as 5232b40~1 wrote
// it with encoding/json: what waits in a stream outlives an update.
func TestStoredBefore(t *testing.T) {
	data, err := os.ReadFile("testdata/exchange.slx")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	head := data[8 : 8+binary.BigEndian.Uint32(data[4:8])]
	var want Exchange
	if err := json.Unmarshal(head, &want); err != nil {
		t.Fatal(err)
	}
	want.Sections = map[string][]byte{SectionPrompt: {0, 1, 2, 0xff}, SectionCompletion: []byte("sealed"), SectionRestore: {}}
	if !reflect.DeepEqual(got, &want) {
		t.Errorf("got  %+v\nwant %+v", got, &want)
	}
	if got.Dispatch == nil || got.Dispatch.Opened.IsZero() || got.GuardOutput == nil || got.Refusal == nil || len(got.ToolCalls.Decisions) != 2 {
		t.Errorf("the frame does not hold every page: %+v", got)
	}
}

// TestHeadsOfOtherVersions: a field that is not known yet, or null, does no harm.
func TestHeadsOfOtherVersions(t *testing.T) {
	whole, err := json.Marshal(sample())
	if err != nil {
		t.Fatal(err)
	}
	for name, edit := range map[string]func(string) string{
		"a field of tomorrow": func(h string) string { return strings.Replace(h, "{", `{"of_tomorrow":{"a":[1,null]},`, 1) },
		"a page that is null": func(h string) string { return strings.Replace(h, "{", `{"guard_input":null,"refusal":null,`, 1) },
		"a list that is null": func(h string) string { return strings.Replace(h, `"required":[`, `"of_old":null,"required":[`, 1) },
		"spaces":              func(h string) string { return " \n" + h + "\t" },
	} {
		t.Run(name, func(t *testing.T) {
			h := edit(string(whole))
			var got, want Exchange
			if _, err := DecodeFrame(frame(frameMagic, h, 0), &got); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal([]byte(h), &want); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}
