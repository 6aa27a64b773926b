package leaks

import (
	"encoding/json"
	"fmt"

	"sluice/loadtest/streams/voice"
)

// answer says the pieces in these fields of the first choice, in the content of
// every other, and in the arguments of a call; the last choice with
// log-probabilities, which are those of its content and its refusal.
func answer(choices int, fields, pieces []string) voice.Script {
	var args []string
	for _, p := range pieces {
		quoted, err := json.Marshal(p)
		if err != nil {
			panic(err)
		}
		args = append(args, string(quoted[1:len(quoted)-1]))
	}
	args[0] = `{"note":"` + args[0]
	args[len(args)-1] += `"}`
	return func(m *voice.Mouth) {
		var all []voice.Choice
		for i := range choices {
			c := voice.Choice{Finish: "tool_calls", Logprobs: i == choices-1, Calls: []voice.Call{{ID: fmt.Sprintf("call_%d", i), Name: "note", Pieces: args}}}
			for _, f := range fields {
				c.Fields = append(c.Fields, voice.Field{Name: f, Pieces: pieces})
			}
			all = append(all, c)
			fields = []string{"content"}
		}
		m.Answer(all...)
	}
}

// carriers is how many texts of the model's answers carry the notes: its fields, a
// call's arguments of each choice, and tokens and bytes of log-probabilities, each a
// second time as the likeliest token.
func (s surface) carriers() int {
	n := 2*s.choices - 1 + 4
	for _, set := range s.fields {
		n += len(set)
	}
	return n
}
