package engine_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"sluice/pkg/engine"
)

// labelPaths are where the kinds of classifier are asked. Requests and answers here are synthetic: written after the
// engines' documentation, not recorded from them.
func labelPaths() map[string]string { return map[string]string{"tei": "/predict", "vllm": "/classify"} }

func labeler(t *testing.T, kind, url string) engine.Labeler {
	t.Helper()
	e, err := engine.NewLabeler(engine.Config{Name: "one", Kind: kind, URL: url, MaxResponse: maxResponse})
	if err != nil {
		t.Fatal(err)
	}
	l, ok := e.(engine.Labeler)
	if !ok {
		t.Fatalf("%s is no Labeler", kind)
	}
	return l
}

// labelling is a server of a kind that answers at its own path, with a body and a status.
func labelling(t *testing.T, kind string, status int, body string) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+labelPaths()[kind], func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
	return serve(t, mux)
}

func TestEveryLabelKindIsHere(t *testing.T) {
	if len(labelPaths()) != len(engine.LabelKinds()) {
		t.Errorf("the tests know %v, the package %v", labelPaths(), engine.LabelKinds())
	}
	if _, err := engine.NewLabeler(engine.Config{Name: "one", Kind: "ollama", URL: "http://127.0.0.1:1"}); err == nil || !strings.Contains(err.Error(), "known kinds are tei, vllm") {
		t.Errorf("a kind without a classifier: %v", err)
	}
	if _, err := engine.New(engine.Config{Name: "one", Kind: "tei", URL: "http://127.0.0.1:1"}); err == nil {
		t.Error("a classifier is an engine for chats")
	}
}

// The text arrives as it is, in the shape of the engine.
func TestLabelRequest(t *testing.T) {
	const text = "<&é> \"x\"\n"
	for kind, want := range map[string]string{
		"tei":  `{"inputs":"<&é> \"x\"\n","raw_scores":false,"truncate":false}`,
		"vllm": `{"model":"m","input":"<&é> \"x\"\n"}`,
	} {
		mux := http.NewServeMux()
		mux.HandleFunc("POST "+labelPaths()[kind], func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if got := strings.TrimSpace(string(body)); err != nil || got != want {
				t.Errorf("%s: asked %s, %v\nwant %s", kind, got, err, want)
			}
			w.WriteHeader(http.StatusServiceUnavailable)
		})
		if _, err := labeler(t, kind, serve(t, mux)).Label(t.Context(), "m", text); kindOf(t, err) != engine.Unavailable {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestLabels(t *testing.T) {
	vllm := func(data string) string { return `{"object":"list","model":"m","data":[` + data + `]}` }
	for _, tt := range []struct{ name, kind, body, want string }{
		{"two", "tei", `[{"label":"MALICIOUS","score":0.9},{"label":"BENIGN","score":0.1}]`, "[{MALICIOUS 0.9} {BENIGN 0.1}]"},
		{"rounded up", "tei", `[{"label":"LABEL_1","score":1.0000001},{"label":"LABEL_0","score":0}]`, "[{LABEL_1 1} {LABEL_0 0}]"},
		{"one", "tei", `[{"label":"MALICIOUS","score":0.9}]`, "protocol"},
		{"none", "tei", `[]`, "protocol"},
		{"null", "tei", `null`, "protocol"},
		{"twice", "tei", `[{"label":"A","score":0.9},{"label":"A","score":0.1}]`, "protocol"},
		{"no name", "tei", `[{"label":"","score":0.9},{"label":"A","score":0.1}]`, "protocol"},
		{"long name", "tei", `[{"label":"` + strings.Repeat("x", 65) + `","score":0.9},{"label":"A","score":0.1}]`, "protocol"},
		{"no score", "tei", `[{"label":"B"},{"label":"A","score":0.1}]`, "protocol"},
		{"logits", "tei", `[{"label":"B","score":4.1},{"label":"A","score":-2}]`, "protocol"},
		{"below nothing", "tei", `[{"label":"B","score":0.5},{"label":"A","score":-0.5}]`, "protocol"},
		{"many", "tei", `[` + strings.Repeat(`{"label":"B","score":0},`, 64) + `{"label":"A","score":1}]`, "protocol"},
		{"a batch", "tei", `[[{"label":"B","score":0.5},{"label":"A","score":0.5}]]`, "protocol"},
		{"an error in 200", "tei", `{"error":"x"}`, "protocol"},
		{"no JSON", "tei", `[{`, "protocol"},

		{"named", "vllm", vllm(`{"index":0,"label":"MALICIOUS","probs":[0.1,0.9],"num_classes":2}`), "[{LABEL_0 0.1} {MALICIOUS 0.9}]"},
		{"the other", "vllm", vllm(`{"index":0,"label":"BENIGN","probs":[0.9,0.1],"num_classes":2}`), "[{BENIGN 0.9} {LABEL_1 0.1}]"},
		{"no name", "vllm", vllm(`{"index":0,"label":null,"probs":[0.9,0.1]}`), "[{LABEL_0 0.9} {LABEL_1 0.1}]"},
		{"another's name", "vllm", vllm(`{"index":0,"label":"LABEL_0","probs":[0.1,0.9]}`), "protocol"},
		{"one", "vllm", vllm(`{"index":0,"label":"A","probs":[0.1]}`), "protocol"},
		{"no probabilities", "vllm", vllm(`{"index":0,"label":"A"}`), "protocol"},
		{"a missing one", "vllm", vllm(`{"index":0,"label":"A","probs":[null,0.5]}`), "protocol"},
		{"logits", "vllm", vllm(`{"index":0,"label":"A","probs":[-3.5,4.5]}`), "protocol"},
		{"two texts", "vllm", vllm(`{"label":"A","probs":[0.1,0.9]},{"label":"A","probs":[0.1,0.9]}`), "protocol"},
		{"no data", "vllm", vllm(``), "protocol"},
		{"an error in 200", "vllm", `{"error":{"message":"x"},"data":[{"label":"A","probs":[0.1,0.9]}]}`, "protocol"},
	} {
		t.Run(tt.kind+" "+tt.name, func(t *testing.T) {
			got, err := labeler(t, tt.kind, labelling(t, tt.kind, http.StatusOK, tt.body)).Label(t.Context(), "m", "x")
			shown := fmt.Sprint(got)
			if err != nil {
				shown = string(kindOf(t, err))
			}
			if shown != tt.want || err != nil && got != nil {
				t.Errorf("got %s, want %s", shown, tt.want)
			}
		})
	}
}

func TestLabelFails(t *testing.T) {
	const text = "the-text-of-a-caller"
	for kind := range labelPaths() {
		for _, tt := range []struct {
			name   string
			url    string
			text   string
			ctx    context.Context
			kind   engine.Kind
			status int
		}{
			{"too long for the model", labelling(t, kind, 413, `{"error":"`+text+`"}`), text, t.Context(), engine.Refused, 413},
			{"not well formed", labelling(t, kind, 400, text), text, t.Context(), engine.Refused, 400},
			{"busy", labelling(t, kind, 429, text), text, t.Context(), engine.Overloaded, 429},
			{"broken", labelling(t, kind, 500, text), text, t.Context(), engine.Unavailable, 500},
			{"endless", labelling(t, kind, 200, strings.Repeat(" ", maxResponse+1)), text, t.Context(), engine.TooLarge, 200},
			{"hangs", serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				<-r.Context().Done()
			})), text, short(t), engine.Timeout, 0},
			{"nobody there", "http://127.0.0.1:1", text, t.Context(), engine.Unavailable, 0},
			{"no text", "http://127.0.0.1:1", "", t.Context(), engine.Refused, 0},
			{"a book", "http://127.0.0.1:1", strings.Repeat("x", engine.MaxLabel+1), t.Context(), engine.Refused, 0},
		} {
			t.Run(kind+" "+tt.name, func(t *testing.T) {
				got, err := labeler(t, kind, tt.url).Label(tt.ctx, "m", tt.text)
				failed, ok := errors.AsType[*engine.Error](err)
				if !ok || got != nil || failed.Kind != tt.kind || failed.Status != tt.status || failed.Backend != "one" {
					t.Fatalf("got %v, %+v; want %s with status %d", got, err, tt.kind, tt.status)
				}
				if all := fmt.Sprintf("%s %+v %#v", err, err, err); strings.Contains(all, text) {
					t.Errorf("the error %q holds the text", all)
				}
			})
		}
	}
}

func TestClassifierHasNoChat(t *testing.T) {
	e, err := engine.NewLabeler(engine.Config{Name: "one", Kind: "tei", URL: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Chat(t.Context(), "m", []byte(`{}`)); kindOf(t, err) != engine.Refused {
		t.Errorf("got %v", err)
	}
}
