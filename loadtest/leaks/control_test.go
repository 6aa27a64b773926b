package leaks

import (
	"strings"
	"testing"
)

// control asks the model itself: a leak is seen in each field, streamed and not, and
// in the bytes.
func (w *world) control(t *testing.T) {
	chat := surfaces()[0]
	some := w.secrets.notes[:8]
	for name, j := range map[string]job{
		"plain":  {"control-plain", []string{joined(some)}, false, chat.fields[0]},
		"bytes":  {"control-bytes", strings.Split(joined(some), ""), true, chat.fields[0]},
		"halves": {"control-halves", cutOnce(some, 5), true, chat.fields[0]},
	} {
		model := w.voice.Model(j.name, answer(chat.choices, j.fields, j.pieces))
		_, kind, body, err := w.post(t, w.voice.URL+chat.path, j.name, chat.body(model, j.stream))
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
		if seen < 5+4+4 {
			t.Errorf("%s: leaks are seen in %d places of the model's own answer", name, seen)
		}
		if _, is := w.secrets.in(h.raw); is == (name == "bytes") {
			t.Errorf("%s: a leak is seen in the bytes: %t", name, is)
		}
	}
}
