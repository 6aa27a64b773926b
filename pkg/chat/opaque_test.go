package chat

import (
	"encoding/base64"
	"strings"
	"testing"
)

func encoded(head string) string {
	return base64.StdEncoding.EncodeToString([]byte(head + strings.Repeat("x", 30)))
}

func onePart(part string) string {
	return `{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"look"},` + part + `]}]}`
}

func imagePart(url string) string {
	return `{"type":"image_url","image_url":{"url":"` + url + `","detail":"high"}}`
}

const pngHead = "\x89PNG\r\n\x1a\n"

// What is taken must be what it says, of a kind that the policy lets by, and no longer than
// it allows. All else is refused, as everything is where nothing is said.
func TestOpaqueParts(t *testing.T) {
	every := Accept{Images: true, Audio: true, Files: true, ImageLinks: true, PartBytes: 1 << 10}
	noLinks := every
	noLinks.ImageLinks = false
	png, pdf := "data:image/png;base64,"+encoded(pngHead), "data:application/pdf;base64,"+encoded("%PDF-1.7")
	audio := func(format, head string) string {
		return `{"type":"input_audio","input_audio":{"data":"` + encoded(head) + `","format":"` + format + `"}}`
	}
	file := func(members string) string { return `{"type":"file","file":{` + members + `}}` }
	const text, value, long, kind = "unsupported_content", "invalid_value", "string_above_max_length", "invalid_type"
	for name, tt := range map[string]struct {
		part   string
		accept Accept
		code   string // "" passes
		kind   string
	}{
		"png":                    {imagePart(png), every, "", PartImage},
		"png, nothing accepted":  {imagePart(png), Accept{}, text, ""},
		"png, all but images":    {imagePart(png), Accept{Audio: true, Files: true, PartBytes: 1 << 10}, text, ""},
		"jpeg":                   {imagePart("data:image/jpeg;base64," + encoded("\xff\xd8\xff\xe0")), every, "", PartImage},
		"gif":                    {imagePart("data:image/gif;base64," + encoded("GIF89a")), every, "", PartImage},
		"webp":                   {imagePart("data:image/webp;base64," + encoded("RIFF0000WEBP")), every, "", PartImage},
		"text called png":        {imagePart("data:image/png;base64," + encoded("my password")), every, value, ""},
		"jpeg called png":        {imagePart("data:image/png;base64," + encoded("\xff\xd8\xff")), every, value, ""},
		"svg, which is text":     {imagePart("data:image/svg+xml;base64," + encoded("<svg>")), every, value, ""},
		"in percent":             {imagePart("data:image/png,%89PNG"), every, value, ""},
		"a parameter beside":     {imagePart("data:image/png;name=AKIA;base64," + encoded(pngHead)), every, value, ""},
		"no base64":              {imagePart("data:image/png;base64," + encoded(pngHead) + "!!!!"), every, value, ""},
		"a break in it":          {imagePart(png + `\n\n\n\n`), every, value, ""},
		"padding in the middle":  {imagePart(png + "AA==AAAA"), every, value, ""},
		"nothing in it":          {imagePart("data:image/png;base64,"), every, value, ""},
		"too long":               {imagePart(png + strings.Repeat("AAAA", 256)), every, long, ""},
		"no string":              {`{"type":"image_url","image_url":{"url":7}}`, every, kind, ""},
		"not there":              {`{"type":"image_url"}`, every, kind, ""},
		"of a file":              {imagePart("file:///etc/passwd"), every, value, ""},
		"a link":                 {imagePart("https://example.com/a.png"), every, "", PartImageLink},
		"a link, not accepted":   {imagePart("HTTP://169.254.169.254/latest"), noLinks, text, ""},
		"a link without images":  {imagePart("https://example.com/a.png"), Accept{ImageLinks: true, PartBytes: 1 << 10}, text, ""},
		"a link with a user":     {imagePart("https://me:secret@example.com/a.png"), every, value, ""},
		"a link to nowhere":      {imagePart("http://"), every, value, ""},
		"wav":                    {audio("wav", "RIFF0000WAVE"), every, "", PartAudio},
		"mp3":                    {audio("mp3", "ID3"), every, "", PartAudio},
		"wav called mp3":         {audio("mp3", "RIFF0000WAVE"), every, value, ""},
		"another format":         {audio("flac", "fLaC"), every, value, ""},
		"audio, not accepted":    {audio("wav", "RIFF0000WAVE"), Accept{Images: true, PartBytes: 1 << 10}, text, ""},
		"pdf":                    {file(`"filename":"a.pdf","file_data":"` + pdf + `"`), every, "", PartFile},
		"a text as a file":       {file(`"file_data":"data:text/plain;base64,` + encoded("hello") + `"`), every, value, ""},
		"a file that lies there": {file(`"file_id":"file-1"`), every, text, ""},
		"an image called a file": {file(`"file_data":"` + png + `"`), every, value, ""},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := Parse([]byte(onePart(tt.part)), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			parts, fault := newValidator(t).ValidateAccepting(doc, tt.accept)
			if tt.code != "" {
				if fault == nil || fault.Code != tt.code || len(parts) != 0 {
					t.Fatalf("%v, %v; want %s", parts, fault, tt.code)
				}
				if !strings.HasPrefix(fault.Param, "messages[0].content[1].") || strings.Contains(fault.Message, "password") {
					t.Errorf("it says %s of %s", fault.Message, fault.Param)
				}
				return
			}
			if fault != nil || len(parts) != 1 || parts[0].Kind != tt.kind || (parts[0].Bytes == 0) != (tt.kind == PartImageLink) {
				t.Errorf("%+v, %v", parts, fault)
			}
		})
	}
}

// A scan in between sees all but what nobody looks into, and the document is whole afterwards.
func TestDetach(t *testing.T) {
	png := "data:image/png;base64," + encoded(pngHead)
	whole := onePart(imagePart(png) + `,` + imagePart("https://example.com/a.png"))
	doc, err := Parse([]byte(whole), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	parts, fault := newValidator(t).ValidateAccepting(doc, Accept{Images: true, ImageLinks: true, PartBytes: 1 << 10})
	if fault != nil {
		t.Fatal(fault)
	}
	attach := Detach(parts)
	between := string(doc.AppendJSON(nil))
	if strings.Contains(between, "base64") || !strings.Contains(between, "example.com") || !strings.Contains(between, `"detail":"high"`) {
		t.Errorf("in between: %s", between)
	}
	doc.Root.Get("messages").Elems[0].Get("content").Elems[0].Set("text", NewString("seen"))
	attach()
	if got, want := string(doc.AppendJSON(nil)), strings.Replace(whole, "look", "seen", 1); got != want {
		t.Errorf("afterwards: %s", got)
	}
	var beside []string
	for i := range doc.Root.Get("messages").Elems[0].Get("content").Elems[1:] {
		Beside(&doc.Root.Get("messages").Elems[0].Get("content").Elems[1+i], func(s string) { beside = append(beside, s) })
	}
	if got := strings.Join(beside, " "); got != "high https://example.com/a.png high" {
		t.Errorf("beside: %s", got)
	}
}
