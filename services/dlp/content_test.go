package dlp

import (
	"encoding/base64"
	"strings"
	"testing"

	"sluice/pkg/exchange"
	"sluice/pkg/policy"
	"sluice/pkg/policy/names"
	"sluice/pkg/sanitize"
	"sluice/pkg/scan"
	"sluice/pkg/stage"
)

// picture is an image of a size, in bytes as it is encoded.
func picture(size int) string {
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString([]byte("\x89PNG\r\n\x1a\n"+strings.Repeat("\xa7", size*3/4-8)))
}

func illustrated(text, url, detail string) []byte {
	return []byte(`{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"` + text + `"},{"type":"image_url","image_url":{"url":"` + url + `","detail":"` + detail + `"}}]}]}`)
}

// An image that the policy lets by goes on as it came, declared; what stands beside it is
// scanned as all text, and the rest of the prompt is judged as ever.
func TestContentThatNobodyLooksInto(t *testing.T) {
	const key = "AKIAQYLPMN5HFIQR7XYA"
	set := scan.Default()
	flagging, err := policy.Parse("p", []byte(strings.Replace(string(policy.Default()), "images: refuse ", "images: flag ", 1)), names.Known(set))
	if err != nil {
		t.Fatal(err)
	}
	blocking, err := policy.Parse("p", []byte(strings.NewReplacer("images: refuse ", "images: flag ", "SECRET: redact ", "SECRET: block ").Replace(string(policy.Default()))), names.Known(set))
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, func(d *Deps) { d.Policies = fixed{flagging} })
	image := picture(400 << 10)

	x := w.accepted(w.ask(illustrated("the key is "+key, image, "high and "+key)))
	u := x.DLP.Unscanned
	if x.DLP.State != exchange.Excepted || u == nil || u.Count != 1 || u.Kinds["image"] != 1 || u.Bytes < 400<<10 {
		t.Fatalf("the page says %s, %+v", x.DLP.State, u)
	}
	if exchange.Next(x) != exchange.StageGuard || exchange.GuardrailPass(x) {
		t.Errorf("it goes to %s, guardrail_pass %t", exchange.Next(x), exchange.GuardrailPass(x))
	}
	prompt, err := stage.Open(t.Context(), w.s.Sealer, x, exchange.SectionPrompt)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(prompt), image) || strings.Contains(string(prompt), key) || !strings.Contains(string(prompt), "high and <SECRET>") {
		t.Errorf("of %d bytes the model gets: %.300s", len(prompt), strings.Replace(string(prompt), image, "IMAGE", 1))
	}

	req, fault := w.s.read(illustrated("the key is "+key, image, "high"), blocking.Content())
	if fault != nil {
		t.Fatal(fault)
	}
	j := w.s.judge(req, judgement{blocking, sanitize.New(set, blocking)}, func(string, string) string { return "" })
	if page := j.page("", 0); page.State != exchange.Failed || page.Unscanned == nil || len(j.body) != 0 {
		t.Errorf("a blocked prompt with an image: %s, %+v", page.State, page.Unscanned)
	}

	rules, err := policy.Load("", names.Known(set))
	if err != nil {
		t.Fatal(err)
	}
	w.s.Policies = fixed{rules}
	w.refused(w.ask(illustrated("look", image, "high")), 400, "unsupported_content")
	w.s.Policies = fixed{flagging}
	w.refused(w.ask(illustrated("look", "http://169.254.169.254/latest/meta-data", "high")), 400, "unsupported_content")
	w.refused(w.ask(illustrated("look", "data:image/png;base64,"+base64.StdEncoding.EncodeToString([]byte("the password is "+key)), "high")), 400, "invalid_value")
}
