package bus_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/schemas"
)

func TestAckSchema(t *testing.T) {
	s, err := chat.CompileSchema(schemas.Ack)
	if err != nil {
		t.Fatal(err)
	}
	check := func(data []byte) *chat.Error {
		doc, err := chat.Parse(data, chat.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		return s.Check(doc.Root)
	}
	for name, a := range map[string]bus.Ack{
		"stored":     {Stream: bus.StreamGuard, Seq: 7, ID: "r"},
		"fetched":    {Stream: bus.BucketRequests, Seq: 7, Duplicate: true, ID: "r"},
		"refused":    bus.Refused("r", chat.ErrContentFilter([]string{"credit-card"})),
		"overloaded": bus.Refused("", chat.ErrRateLimit()),
	} {
		if e := check(a.JSON()); e != nil {
			t.Errorf("%s: %s: %+v", name, a.JSON(), e)
		}
	}
	var expect map[string]struct {
		Status      int
		Param, Code string
	}
	data, err := fs.ReadFile(schemas.Golden(), "ack/invalid/expect.json")
	if err != nil || json.Unmarshal(data, &expect) != nil {
		t.Fatal("expect.json cannot be read")
	}
	seen := 0
	err = fs.WalkDir(schemas.Golden(), "ack", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "expect.json") {
			return err
		}
		seen++
		data, err := fs.ReadFile(schemas.Golden(), path)
		if err != nil {
			return err
		}
		good := strings.Contains(path, "/valid/")
		fault, want := check(data), expect[d.Name()]
		if good != (fault == nil) || fault != nil && (fault.Status != want.Status || fault.Param != want.Param || fault.Code != want.Code) {
			t.Errorf("%s: %+v, want %+v", path, fault, want)
		}
		var a bus.Ack
		if err := json.Unmarshal(data, &a); err != nil {
			return err
		}
		if again, _ := json.Marshal(a); good && string(again) != strings.TrimSpace(string(data)) {
			t.Errorf("%s: decoded with loss: %s", path, again)
		}
		return nil
	})
	if err != nil || seen < 5 {
		t.Errorf("%d examples, %v", seen, err)
	}
}
