package chaos

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"
)

// ask is a prompt as its client sends it: the same id and the same bytes each time.
type ask struct {
	prompt
	door string // http or nats
	body []byte
}

// How long the model takes, in the milliseconds of its name, or as the front has it.
const (
	fastest = 800 * time.Millisecond
	slowest = 1300 * time.Millisecond
)

// kinds of prompts, which follow each other in a batch.
const (
	failing   = iota // its engine refuses it
	refused          // dlp refuses it at the door
	plain            //
	calling          // tools are offered, and one that is permitted and one that is not are called
	live             // a stream over HTTP
	liveSlow         // one that the model itself stretches
	liveTools        // a stream in which tools are called
	batchLane        // one that nobody waits for
)

// kindsOf are those of a step's batch, again and again. Plain ones go through both
// doors. What hits toolauth has it in hand more often.
func kindsOf(s step) []int {
	if s.who == "toolauth" {
		return []int{failing, refused, calling, liveTools, calling, live, calling, liveTools, plain}
	}
	return []int{failing, refused, plain, calling, live, plain, liveSlow, calling, live, plain, liveTools, batchLane}
}

// batches makes the prompts, a batch for each step. Each has one that the engine
// refuses. One that dlp refuses ends at once and would not be in flight, so only
// batches that are hit as soon as they are sent have one. The same call gives the
// same prompts.
func batches(steps []step) [][]ask {
	rng := rand.New(rand.NewPCG(1, 2))
	out := make([][]ask, len(steps))
	for b, s := range steps {
		kinds := kindsOf(s)
		for j := range perStep {
			kind := kinds[j%len(kinds)]
			if kind == failing && j > 0 || kind == refused && (j > 1 || s.what == dieAt || s.calls > 0) {
				kind = plain
			}
			id := fmt.Sprintf("chaos-%04d", b*perStep+j)
			out[b] = append(out[b], newAsk(id, kind, []string{"http", "nats"}[(b+j)%2], rng))
		}
	}
	return out
}

func newAsk(id string, kind int, door string, rng *rand.Rand) ask {
	a := ask{prompt: prompt{ID: id, Want: "completed"}, door: door}
	slow := fmt.Sprintf("sluice-dev/slow-%d", fastest.Milliseconds()+rng.Int64N((slowest-fastest).Milliseconds()))
	text := "Summarise what is marked " + marker(id) + ", please."
	body := map[string]any{"model": slow}
	switch kind {
	case failing:
		a.Want, body["model"] = "failed", "sluice-dev/error-400"
	case refused:
		a.Want = "refused"
		text += " My card is 4111 1111 1111 1111."
	case calling, liveTools:
		text += ` Then call get_ticket {"id":7} and delete_user {"id":1}`
		body["model"], body["tools"] = "sluice-dev/tool", []any{tool("get_ticket"), tool("delete_user")}
		a.Calls = "get_ticket"
	case live:
		body["model"] = fmt.Sprintf("sluice-dev/long-%d", 60+rng.IntN(200))
	case batchLane:
		body["service_tier"] = "flex"
	}
	if kind == live || kind == liveSlow || kind == liveTools {
		a.Live, a.door, body["stream"] = true, "http", true
		body["stream_options"] = map[string]bool{"include_usage": true}
	}
	body["messages"] = []any{map[string]string{"role": "user", "content": text}}
	a.body, _ = json.Marshal(body)
	return a
}

func tool(name string) any {
	return map[string]any{"type": "function", "function": map[string]any{
		"name": name, "parameters": map[string]any{"type": "object", "properties": map[string]any{"id": map[string]string{"type": "integer"}}},
	}}
}

// toolPolicies permit one tool. The other is offered, so that the model learns of
// it, and forbidden.
const toolPolicies = `@id("offers")
permit (principal, action == Sluice::Action::"offer", resource);

@id("tickets")
permit (principal, action == Sluice::Action::"call", resource == Sluice::Tool::"get_ticket");
`

// marker stands in a prompt's text, so that the model's journal can be tied to
// the request.
func marker(id string) string { return "[[" + id + "]]" }

func idOfMarker(body []byte) string {
	var b struct {
		Messages []struct {
			Content string `json:"content"`
		} `json:"messages"`
	}
	if json.Unmarshal(body, &b) != nil || len(b.Messages) == 0 {
		return "no prompt"
	}
	text := []byte(b.Messages[0].Content)
	_, rest, ok := bytes.Cut(text, []byte("[["))
	id, _, closed := bytes.Cut(rest, []byte("]]"))
	if !ok || !closed {
		return "no marker"
	}
	return string(id)
}
