package engine

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
)

const (
	// MaxLabel is the longest text, in bytes, that is sent to be labelled: classifiers have room for some hundred tokens.
	MaxLabel = 64 << 10

	maxLabels    = 64 // that one answer may have
	maxLabelName = 64 // bytes of one
)

// Labeler is an Engine that has a text-classification model.
type Labeler interface {
	// Label tells how probable each label of the model is for the text: at least two, as the engine gave them. A text
	// that is too long for the model is Refused, never cut. Errors are *Error and hold nothing of the text.
	Label(ctx context.Context, model, text string) ([]Label, error)
}

// Label is one class of a classifier and its probability.
type Label struct {
	Name  string // as the engine has it; LABEL_0, LABEL_1 and so on where it tells no name
	Score float64
}

// labelFactories is every kind of server with a classifier, sorted.
func labelFactories() []factory {
	return []factory{{"tei", newTEI}, {"vllm", newVLLM}}
}

// LabelKinds lists the kinds of server that label texts, sorted.
func LabelKinds() []string { return kinds(labelFactories()) }

// NewLabeler makes an engine of LabelKinds, which is a Labeler. It opens no connection. Errors are as those of New.
func NewLabeler(c Config) (Engine, error) { return build(c, labelFactories()) }

// Label posts to vLLM's /classify, which names the likeliest class only, and gives the probabilities of all in the
// order of the model's labels.
func (e *vLLM) Label(ctx context.Context, model, text string) ([]Label, error) {
	if text == "" || len(text) > MaxLabel {
		return nil, &Error{Kind: Refused, Backend: e.name}
	}
	var a struct {
		Model word  `json:"model"`
		Usage usage `json:"usage"`
		Data  []struct {
			Label *string    `json:"label"`
			Probs []*float64 `json:"probs"`
		} `json:"data"`
		Error json.RawMessage `json:"error"`
	}
	err := e.ask(ctx, "/classify", struct {
		Model string `json:"model"`
		Input string `json:"input"`
	}{model, text}, &a)
	if err != nil {
		return nil, err
	}
	said := saidOf(ctx)
	said.Model = string(a.Model)
	said.used(a.Usage)
	if len(a.Data) != 1 || !null(a.Error) {
		return nil, e.odd()
	}
	list := make([]labelled, len(a.Data[0].Probs))
	likeliest := 0
	for i, p := range a.Data[0].Probs {
		list[i] = labelled{"LABEL_" + strconv.Itoa(i), p}
		if p != nil && list[likeliest].Score != nil && *p > *list[likeliest].Score {
			likeliest = i
		}
	}
	if name := a.Data[0].Label; name != nil && len(list) > 0 {
		list[likeliest].Label = *name
	}
	return labels(list, e.core)
}

// tei is Hugging Face's text-embeddings-inference with a sequence classifier. It serves one model, whatever name is
// asked for.
type tei struct{ *core }

func newTEI(c Config) (Engine, error) {
	shared, err := newCore(c)
	if err != nil {
		return nil, err
	}
	return &tei{shared}, nil
}

// Chat is Refused without a call: a classifier completes nothing.
func (e *tei) Chat(context.Context, string, []byte) (*Answer, error) {
	return nil, &Error{Kind: Refused, Status: http.StatusNotFound, Backend: e.name}
}

// Label posts to /predict, and has it neither cut the text nor leave the scores as logits.
func (e *tei) Label(ctx context.Context, _, text string) ([]Label, error) {
	if text == "" || len(text) > MaxLabel {
		return nil, &Error{Kind: Refused, Backend: e.name}
	}
	var list []labelled
	err := e.ask(ctx, "/predict", struct {
		Inputs    string `json:"inputs"`
		RawScores bool   `json:"raw_scores"`
		Truncate  bool   `json:"truncate"`
	}{text, false, false}, &list)
	if err != nil {
		return nil, err
	}
	return labels(list, e.core)
}

// labelled is a label as text-embeddings-inference writes it. A nil score is one that was not given.
type labelled struct {
	Label string   `json:"label"`
	Score *float64 `json:"score"`
}

// labels checks what an engine said: two labels at least, each with a name of its own and a probability.
func labels(list []labelled, c *core) ([]Label, error) {
	if len(list) < 2 || len(list) > maxLabels {
		return nil, c.odd()
	}
	var out []Label
	for _, l := range list {
		taken := slices.ContainsFunc(out, func(o Label) bool { return o.Name == l.Label })
		if taken || l.Label == "" || len(l.Label) > maxLabelName || l.Score == nil || *l.Score < 0 || *l.Score > 1+aboveCertain {
			return nil, c.odd()
		}
		out = append(out, Label{l.Label, min(*l.Score, 1)})
	}
	return out, nil
}
