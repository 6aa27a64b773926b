package surfaces

import (
	"bufio"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sluice/loadtest/rig"
	"sluice/loadtest/streams/voice"
)

func TestMain(m *testing.M) { os.Exit(rig.Main(m)) }

const config = `
policy: POLICY
tools: TOOLS
breaker: { failures: 1000000 }
backends:
  - { name: voice, engine: openai, url: "VOICE", models: ["voice/*"] }
guard:
  backends:
    - { name: guard, engine: dev, model: sluice-dev/guard, family: llama-guard-3-8b }
`

const rules = `version: surfaces
input: { default: flag, types: { EMAIL_ADDRESS: pseudonymize } }
output: { default: flag, rules: { aws-access-key-id: block } }
`

const (
	mail   = "sam.rivers@example.org"
	secret = "AKIA" + "IOSFODNN7EXAMPLE"
	story  = "The miller waits by the gate while the water rises slowly, and nobody on the bridge is in a hurry today. "
)

// shape is one surface as this test speaks it.
type shape struct {
	name, path string
	body       string // of a request to MODEL that says PROMPT
	// read takes one line of the answer.
	read func(h *heard, line string)
}

// heard is what a client makes of a stream.
type heard struct {
	text, thoughts, calls strings.Builder
	end, fault            string
}

type world struct {
	*voice.Server
	up *rig.Up
}

// said is what both shapes have in an event or a line.
type said struct {
	Type  string
	Delta struct {
		Text, Thinking string
		Partial        string `json:"partial_json"`
		Stop           string `json:"stop_reason"`
	}
	Block struct {
		Name string
	} `json:"content_block"`
	Message struct {
		Content, Thinking string
		Calls             []struct {
			Function struct {
				Name      string
				Arguments json.RawMessage
			}
		} `json:"tool_calls"`
	}
	Reason string `json:"done_reason"`
	Error  json.RawMessage
}

func messages(h *heard, line string) {
	data, ok := strings.CutPrefix(line, "data: ")
	var s said
	// message has another shape here than Ollama's, and says nothing yet.
	if !ok || strings.Contains(data, `"message_start"`) || json.Unmarshal([]byte(data), &s) != nil {
		return
	}
	h.text.WriteString(s.Delta.Text)
	h.thoughts.WriteString(s.Delta.Thinking)
	h.calls.WriteString(s.Block.Name + s.Delta.Partial)
	if s.Delta.Stop != "" {
		h.end = s.Delta.Stop
	}
	h.fault += string(s.Error)
}

func chats(h *heard, line string) {
	var s said
	if json.Unmarshal([]byte(line), &s) != nil {
		return
	}
	h.text.WriteString(s.Message.Content)
	h.thoughts.WriteString(s.Message.Thinking)
	for _, c := range s.Message.Calls {
		h.calls.WriteString(c.Function.Name + string(c.Function.Arguments))
	}
	h.end += s.Reason
	h.fault += string(s.Error)
}

func shapes() []shape {
	const schema = `{"type":"object","properties":{"id":{"type":"integer"}}}`
	return []shape{
		{"messages", "/v1/messages", `{"model":"MODEL","max_tokens":4096,"stream":true,"messages":[{"role":"user","content":"PROMPT"}],"tools":[{"name":"get_ticket","input_schema":` + schema + `}]}`, messages},
		{"ollama", "/api/chat", `{"model":"MODEL","messages":[{"role":"user","content":"PROMPT"}],"tools":[{"type":"function","function":{"name":"get_ticket","parameters":` + schema + `}}]}`, chats},
	}
}

// hear asks a model that speaks so, and tells it on heard when some of its text has come.
func (w *world) hear(t *testing.T, s shape, name, prompt string, speak func(m *voice.Mouth, heard <-chan struct{})) *heard {
	t.Helper()
	some := make(chan struct{})
	model := w.Model(s.name+"-"+name, func(m *voice.Mouth) { speak(m, some) })
	body := strings.NewReplacer("MODEL", model, "PROMPT", prompt).Replace(s.body)
	req, err := http.NewRequestWithContext(t.Context(), "POST", "http://"+w.up.Addr("http")+s.path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.up.Token(t))
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	h := &heard{}
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	told := false
	for lines.Scan() {
		s.read(h, lines.Text())
		if !told && h.text.Len() > 0 {
			close(some)
			told = true
		}
	}
	if err := lines.Err(); err != nil || resp.StatusCode != 200 {
		t.Fatalf("%s: %d: %v, %+v", name, resp.StatusCode, err, h)
	}
	return h
}

// begin says enough for some of it to leave, and waits until it did.
func begin(m *voice.Mouth, heard <-chan struct{}) {
	m.Say(voice.Cut(strings.Repeat(story, 30), 20)...)
	m.Flush()
	select {
	case <-heard:
	case <-m.Gone:
	}
}

func TestLive(t *testing.T) {
	w := &world{Server: voice.Start(t)}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "tools"), 0o700); err != nil {
		t.Fatal(err)
	}
	rig.WriteFile(t, filepath.Join(dir, "tools", "tools.cedar"), "%s", `@id("ticket") permit (principal, action, resource == Sluice::Tool::"get_ticket");`)
	file := rig.WriteFile(t, filepath.Join(dir, "policy.yaml"), "%s", rules)
	w.up = rig.StartUp(t, strings.NewReplacer("POLICY", file, "TOOLS", filepath.Join(dir, "tools"), "VOICE", w.URL).Replace(config))
	ends := map[string][3]string{"messages": {"tool_use", "refusal", "end_turn"}, "ollama": {"stop", "content_filter", "stop"}}
	for _, s := range shapes() {
		t.Run(s.name+" whole", func(t *testing.T) {
			h := w.hear(t, s, "whole", "Tell me a story", func(m *voice.Mouth, heard <-chan struct{}) {
				m.Field(0, "reasoning_content", "I think. ")
				begin(m, heard)
				m.Call(0, "c1", "get_ticket", `{"id"`, `:7}`)
				m.End("tool_calls")
			})
			if h.text.String() != strings.Repeat(story, 30) || h.thoughts.String() != "I think. " || h.calls.String() != `get_ticket{"id":7}` || h.end != ends[s.name][0] || h.fault != "" {
				t.Errorf("%d bytes, %+v", h.text.Len(), h)
			}
		})
		t.Run(s.name+" withheld", func(t *testing.T) {
			h := w.hear(t, s, "withheld", "Tell me a story", func(m *voice.Mouth, heard <-chan struct{}) {
				begin(m, heard)
				m.Say(voice.Cut("The key is "+secret+" he said. "+story, 3)...)
				m.End("stop")
			})
			if !strings.HasPrefix(strings.Repeat(story, 31), h.text.String()) || h.end != ends[s.name][1] || h.fault != "" {
				t.Errorf("%d bytes, %s %s", h.text.Len(), h.end, h.fault)
			}
		})
		t.Run(s.name+" cut", func(t *testing.T) {
			h := w.hear(t, s, "cut", "Tell me a story", func(m *voice.Mouth, heard <-chan struct{}) {
				begin(m, heard)
				m.Cut()
			})
			if h.end != "" || !strings.Contains(h.fault, "broke off") {
				t.Errorf("%d bytes, %s %s", h.text.Len(), h.end, h.fault)
			}
		})
		t.Run(s.name+" restored", func(t *testing.T) {
			h := w.hear(t, s, "restored", "Please write to "+mail+" for me", func(m *voice.Mouth, heard <-chan struct{}) {
				p := regexp.MustCompile(`<EMAIL_ADDRESS_[a-z0-9]+>`).FindString(m.Prompt)
				if strings.Contains(m.Prompt, mail) || p == "" {
					m.Say("the prompt was not rewritten")
					m.End("stop")
					return
				}
				begin(m, heard)
				m.Say(" I wrote to "+p[:4], p[4:], ". ")
				m.End("stop")
			})
			if want := strings.Repeat(story, 30) + " I wrote to " + mail + ". "; h.text.String() != want || h.end != ends[s.name][2] {
				t.Errorf("%.200q … %s %s", h.text.String(), h.end, h.fault)
			}
		})
	}
}
