package leaks

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// control asks the model itself: a leak is seen in each field, streamed and not, and
// in the bytes.
func (w *world) control(t *testing.T) {
	chat := surfaces()[0]
	all := cuts(w.secrets.notes[:8], 6)
	var told []string
	for name, p := range map[string]part{
		"whole":  {way: wholly},
		"bytes":  {way: byteByByte},
		"halves": {way: cutInTwo},
		"alone":  {way: alone},
	} {
		p.s, p.set, p.probable = chat, chat.fields[0], true
		some := all[40:]
		if p.way == alone {
			some = all[43:44]
		}
		id := "control-" + name
		model := w.voice.Model(id, answer(p, p.pieces(some)))
		_, kind, body, err := w.post(t, w.voice.URL+chat.path, id, chat.body(model, p.way != wholly))
		if err != nil {
			t.Fatal(err)
		}
		h, err := read(kind, body)
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for _, text := range h.texts {
			if _, is := w.secrets.in(text); is {
				seen++
			}
		}
		// Four fields and one of the choices, the arguments of each as they are and
		// inside, and tokens and bytes of log-probabilities, the likeliest too.
		want := 5 + 4 + 4
		if p.way == alone { // the content, and those four
			want = 1 + 4
		}
		if seen < want {
			t.Errorf("%s: leaks are seen in %d places of the model's own answer", name, seen)
		}
		if _, is := w.secrets.in(h.raw); is == (name == "bytes") {
			t.Errorf("%s: a leak is seen in the bytes: %t", name, is)
		}
		told = append(told, fmt.Sprintf("%s %d", p.way, seen))
	}
	slices.Sort(told)
	w.report.kept.Control = "the model asked without Sluice is seen to leak, in so many places of an answer: " + strings.Join(told, ", ")
	t.Log(w.report.kept.Control)
}
