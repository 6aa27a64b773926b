package long

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"sluice/loadtest/rig"
	"sluice/loadtest/streams/voice"
	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/ocsf"
	"sluice/pkg/policy"
	"sluice/pkg/requests"
)

// TestImages: an image that the policy lets by reaches the model as it came, and the record
// and the analysts are told that nobody looked into it. One that it does not, or that is a
// text in disguise, reaches nobody.
func TestImages(t *testing.T) {
	file := rig.WriteFile(t, filepath.Join(t.TempDir(), "policy.yaml"), "%s", strings.Replace(string(policy.Default()), "images: refuse ", "images: flag ", 1))
	w := start(t, rig.StackOptions{Together: true, Config: "policy: " + file + "\n"})
	picture := func(head string, size int) string {
		return "data:image/png;base64," + base64.StdEncoding.EncodeToString([]byte(head+strings.Repeat("\x9e\x11\xa7", size/4)))
	}
	const png = "\x89PNG\r\n\x1a\n"
	large := picture(png, 3<<20)
	body := func(model, url, detail string) string {
		part := map[string]any{"type": "image_url", "image_url": map[string]string{"url": url, "detail": detail}}
		data, err := json.Marshal(map[string]any{"model": model, "messages": []any{map[string]any{"role": "user", "content": []any{map[string]string{"type": "text", "text": "What is it?"}, part}}}})
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	var asked []string
	model := w.model.Model("eye", func(m *voice.Mouth) {
		asked = append(asked, m.Prompt)
		m.Say("A gate in a channel.")
		m.End("stop")
	})
	a := w.user.Chat(t, "image", body(model, large, "high, and "+secret))
	if a.Status != 200 || len(asked) != 1 || !strings.Contains(asked[0], large) || strings.Contains(asked[0], secret) {
		t.Fatalf("status %d, the model was asked %d times: %.300s", a.Status, len(asked), a.Body)
	}
	r := w.record(t, "image")
	u := r.UnscannedParts
	if r.Outcome != requests.Completed || r.GuardrailPass || r.Checks[exchange.CheckDLPInput] != exchange.Excepted || u == nil || u.Count != 1 || !maps.Equal(u.Kinds, map[string]int{"image": 1}) || u.Bytes < 3<<20 {
		t.Errorf("the record says %s, %t, %v, %+v", r.Outcome, r.GuardrailPass, r.Checks, u)
	}
	flags, err := w.inside.JS.Stream(t.Context(), bus.StreamFlags)
	if err != nil {
		t.Fatal(err)
	}
	told, err := flags.GetLastMsgForSubject(t.Context(), bus.FlagSubject(ocsf.High, ocsf.CategoryDLP, "*"))
	if err != nil {
		t.Fatal(err)
	}
	if text := string(told.Data); !strings.Contains(text, "nobody looked into (image)") || strings.Contains(text, "base64") {
		t.Errorf("the analysts read %s", text)
	}
	for what, tt := range map[string]struct{ url, code string }{
		"a text":      {picture("the password is hunter2", 100), "invalid_value"},
		"another":     {strings.Replace(picture(png, 100), "png", "svg+xml", 1), "invalid_value"},
		"an address":  {"http://169.254.169.254/latest/meta-data", "unsupported_content"},
		"a parameter": {strings.Replace(picture(png, 100), ";base64", ";name="+secret+";base64", 1), "invalid_value"},
	} {
		if a := w.user.Chat(t, strings.ReplaceAll(what, " ", "-"), body(model, tt.url, "low")); a.Status != 400 || a.Code() != tt.code || strings.Contains(string(a.Body), secret) {
			t.Errorf("%s: status %d: %s", what, a.Status, a.Body)
		}
	}
	if len(asked) != 1 {
		t.Errorf("the model was asked %d times", len(asked))
	}
}
