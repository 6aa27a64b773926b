package long

import (
	"fmt"
	"strings"
	"testing"

	"sluice/loadtest/outcomes/caller"
	"sluice/loadtest/rig"
	"sluice/loadtest/streams/voice"
	"sluice/pkg/requests"
)

const (
	promptSize = 4<<20 - 64<<10
	answerSize = 2<<20 - 64<<10
)

// TestLong: a prompt of 4 MiB and an answer of 2 MiB pass through all stages on a server
// whose messages are shorter, in one process and over the bus, and are what they were.
func TestLong(t *testing.T) {
	for name, o := range map[string]rig.StackOptions{"in one process": {Together: true}, "a process a stage": {}} {
		t.Run(name, func(t *testing.T) {
			w := start(t, o)
			t.Run("whole", w.whole)
			t.Run("streamed", w.streamed)
			t.Run("prompt alone", func(t *testing.T) { w.sizes(t, promptSize, 1000) })
			t.Run("answer alone", func(t *testing.T) { w.sizes(t, 1000, answerSize) })
			t.Run("neither", func(t *testing.T) { w.sizes(t, 600<<10, 600<<10) })
			t.Run("over NATS", w.overNATS)
			t.Run("refused", w.refused)
			w.nothingRaw(t)
		})
	}
}

// telling says a text of a size, and remembers what it was asked.
func (w *world) telling(name string, size int, asked *[]string) string {
	return w.model.Model(name, func(m *voice.Mouth) {
		*asked = append(*asked, m.Prompt)
		m.Say(strings.ReplaceAll(prose(size), secret, "what nobody may know"))
		m.End("stop")
	})
}

func (w *world) whole(t *testing.T) {
	const id = "whole"
	var asked []string
	body := asking(w.telling(id, answerSize, &asked), prose(promptSize), false)
	want := strings.ReplaceAll(prose(answerSize), secret, "what nobody may know")
	a := w.user.Chat(t, id, body)
	if a.Status != 200 || said(t, a.Body) != want {
		t.Fatalf("status %d, %d bytes: %.200s", a.Status, len(a.Body), a.Body)
	}
	if len(asked) != 1 || strings.Contains(asked[0], secret) || strings.Contains(asked[0], email) || strings.Count(asked[0], canary) != 3 {
		t.Fatalf("the model was asked %d times, or got another prompt", len(asked))
	}
	r := w.record(t, id)
	if r.Outcome != requests.Completed || !r.GuardrailPass {
		t.Errorf("the record says %s, %v", r.Outcome, r.Checks)
	}
	rig.Eventually(t, soon, "what the outcome does not need is taken away", func() bool {
		lies := w.lies(t, id)
		return lies["prompt"] == 0 && lies["completion"] > answerSize/2
	})
	if again := w.user.Chat(t, id, body); again.Status != 200 || said(t, again.Body) != want || len(asked) != 1 {
		t.Errorf("again: status %d, %d bytes, the model was asked %d times", again.Status, len(again.Body), len(asked))
	}
}

func (w *world) streamed(t *testing.T) {
	const id = "streamed"
	var asked []string
	a := w.user.Chat(t, id, asking(w.telling(id, 40<<10, &asked), prose(promptSize), true))
	if a.Status != 200 || strings.Count(string(a.Body), canary) == 0 || !strings.HasSuffix(string(a.Body), "data: [DONE]\n\n") || strings.Count(string(a.Body), email) == 0 {
		t.Errorf("status %d, %d bytes, …%.100s", a.Status, len(a.Body), a.Body[max(0, len(a.Body)-100):])
	}
	if r := w.record(t, id); r.Outcome != requests.Completed || r.Streamed == nil || r.Streamed.Released == 0 {
		t.Errorf("the record says %s, %+v", r.Outcome, r.Streamed)
	}
}

func (w *world) sizes(t *testing.T, prompt, answer int) {
	id := fmt.Sprintf("of-%d-and-%d", prompt, answer)
	var asked []string
	a := w.user.Chat(t, id, asking(w.telling(id, answer, &asked), prose(prompt), false))
	if a.Status != 200 || said(t, a.Body) != strings.ReplaceAll(prose(answer), secret, "what nobody may know") {
		t.Errorf("status %d, %d bytes: %.200s", a.Status, len(a.Body), a.Body)
	}
}

// overNATS: a caller over NATS is bound by the server's limit. It is told of an answer that
// is longer, and has it at the edge.
func (w *world) overNATS(t *testing.T) {
	const id = "over-nats"
	var asked []string
	body := asking(w.telling(id, answerSize, &asked), prose(700<<10), false)
	user := caller.Dial(t, w.NATSURL, "admin", w.user.Token)
	heard := user.Listen(t)
	if _, err := user.Publish(id, body); err != nil {
		t.Fatal(err)
	}
	if info, data := caller.Await(t, heard, id); !info.Apart || info.Kind != requests.Completed || len(data) != 0 {
		t.Errorf("it hears %+v, %d bytes", info, len(data))
	}
	if a := w.user.Chat(t, id, body); a.Status != 200 || len(said(t, a.Body)) < answerSize/2 || len(asked) != 1 {
		t.Errorf("at the edge: status %d, %d bytes, the model was asked %d times", a.Status, len(a.Body), len(asked))
	}
	if _, err := user.Publish("too-long", asking("voice/none", prose(2<<20), false)); err == nil {
		t.Error("a request that is longer than a message was published")
	}
}

// refused: what is blocked leaves nothing behind.
func (w *world) refused(t *testing.T) {
	const id = "refused"
	var asked []string
	a := w.user.Chat(t, id, asking(w.telling(id, 10, &asked), prose(promptSize-1000)+" UNSAFE-S1", false))
	if a.Status != 400 || a.Code() != "content_filter" || len(asked) != 0 {
		t.Errorf("status %d %s, the model was asked %d times", a.Status, a.Code(), len(asked))
	}
	rig.Eventually(t, soon, "nothing lies in the store", func() bool { return len(w.lies(t, id)) == 0 })
}
