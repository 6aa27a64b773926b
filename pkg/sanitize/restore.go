package sanitize

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"sluice/pkg/chat"
)

// Restore puts originals back for the placeholders of m in text, except inside what a reader may
// take for a URL, where a model could make a browser send them away: see urlLength. A placeholder
// that hangs at the end of a host and path without a scheme is left as well.
func Restore(text string, m map[string]string) string {
	if len(m) == 0 || !strings.Contains(text, "<") {
		return text
	}
	known := func(s string) bool { _, ok := m[s]; return ok }
	var b strings.Builder
	done := 0
	for i := 0; i < len(text); {
		if n := urlLength(text, i, known); n > 0 {
			i += n
			continue
		}
		n := placeholderAt(text[i:], known)
		if n == 0 {
			i++
			continue
		}
		if !hangsOnHost(text[done:i]) {
			b.WriteString(text[done:i])
			b.WriteString(m[text[i:i+n]])
			done = i + n
		}
		i += n
	}
	b.WriteString(text[done:])
	return b.String()
}

// RestoreCompletion restores, in place, what the choices of a completion say: content, in a
// string or in parts, refusal and reasoning. Arguments of tool calls keep their placeholders:
// they go to others.
func RestoreCompletion(doc *chat.Document, m map[string]string) {
	choices := doc.Root.Get("choices")
	if choices == nil {
		return
	}
	for i := range choices.Elems {
		message := choices.Elems[i].Get("message")
		for _, name := range []string{"content", "refusal", "reasoning", "reasoning_content"} {
			restoreValue(message.Get(name), m)
		}
		if content := message.Get("content"); content != nil {
			for j := range content.Elems {
				restoreValue(content.Elems[j].Get("text"), m)
				restoreValue(content.Elems[j].Get("refusal"), m)
			}
		}
	}
}

func restoreValue(v *chat.Value, m map[string]string) {
	if v != nil && v.Kind == chat.String {
		v.Str = Restore(v.Str, m)
	}
}

// RestoreBody is RestoreCompletion for a completion and a map that are JSON.
func RestoreBody(body, restore []byte) ([]byte, error) {
	m := map[string]string{}
	if err := json.Unmarshal(restore, &m); err != nil {
		return nil, errors.New("read the map of pseudonyms: it is not a JSON object of strings")
	}
	doc, err := chat.Parse(body, chat.Limits{Bytes: max(len(body), 1), Nodes: max(len(body), 1)})
	if err != nil {
		return nil, fmt.Errorf("read the completion to restore: %w", err)
	}
	RestoreCompletion(doc, m)
	return doc.AppendJSON(nil), nil
}
