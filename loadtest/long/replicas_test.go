package long

import (
	"fmt"
	"strings"
	"testing"

	"sluice/loadtest/rig"
)

// TestReplicas: on three servers, of which any may answer a read and may be behind, long
// exchanges are what they were.
func TestReplicas(t *testing.T) {
	w := start(t, rig.StackOptions{Nodes: 3})
	want := strings.ReplaceAll(prose(answerSize), secret, "what nobody may know")
	for i := range 8 {
		id := fmt.Sprintf("replicas-%d", i)
		var asked []string
		a := w.user.Chat(t, id, asking(w.telling(id, answerSize, &asked), prose(promptSize), false))
		if a.Status != 200 || said(t, a.Body) != want || len(asked) != 1 {
			t.Fatalf("status %d, the model was asked %d times: %.200s", a.Status, len(asked), a.Body)
		}
	}
}
