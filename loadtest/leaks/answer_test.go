package leaks

import (
	"encoding/json"
	"fmt"

	"sluice/loadtest/streams/voice"
)

// answer says the pieces in the fields of a part, in the content of every choice but
// the first, and in the arguments of a call; the last choice with log-probabilities,
// which are those of its content and its refusal. What is said alone is said in
// content and its log-probabilities.
func answer(p part, pieces []string) voice.Script {
	if p.way == alone {
		return func(m *voice.Mouth) {
			m.Answer(voice.Choice{Finish: "stop", Logprobs: true, Fields: []voice.Field{{Name: "content", Pieces: pieces}}})
		}
	}
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
		fields := p.set
		for i := range p.s.choices {
			c := voice.Choice{Finish: "tool_calls", Logprobs: p.probable && i == p.s.choices-1, Calls: []voice.Call{{ID: fmt.Sprintf("call_%d", i), Name: "note", Pieces: args}}}
			for _, f := range fields {
				c.Fields = append(c.Fields, voice.Field{Name: f, Pieces: pieces})
			}
			all = append(all, c)
			fields = []string{"content"}
		}
		m.Answer(all...)
	}
}
