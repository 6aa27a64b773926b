package attestor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
)

// Loaded is what an engine says that it has loaded.
type Loaded struct {
	From  string // path or repository, as the engine has it
	Model string // the name that it answers to; "" for any
}

// Kinds are the engines that an agent may stand beside.
func Kinds() []string { return []string{"llamacpp", "vllm"} }

const maxAnswer = 1 << 20

// Ask asks an engine what it has loaded. Errors hold neither its address nor its answer.
func Ask(ctx context.Context, client *http.Client, kind, base, key string) ([]Loaded, error) {
	root := strings.TrimSuffix(strings.TrimRight(base, "/"), "/v1")
	switch kind {
	case "llamacpp":
		var props struct {
			ModelPath string `json:"model_path"`
		}
		if err := get(ctx, client, root+"/props", key, &props); err != nil {
			return nil, err
		}
		return []Loaded{{From: props.ModelPath}}, nil
	case "vllm":
		var list struct {
			Data []struct {
				ID   string `json:"id"`
				Root string `json:"root"`
			} `json:"data"`
		}
		if err := get(ctx, client, root+"/v1/models", key, &list); err != nil {
			return nil, err
		}
		var out []Loaded
		for _, m := range list.Data {
			out = append(out, Loaded{From: m.Root, Model: m.ID})
		}
		return out, nil
	}
	return nil, fmt.Errorf("an engine of the kind %q cannot be attested", kind)
}

func get(ctx context.Context, client *http.Client, url, key string, v any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return errors.New("asking the engine: its address is none")
	}
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	resp, err := client.Do(req)
	if err != nil {
		return errors.New("asking the engine: it does not answer")
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case err != nil:
		return errors.New("asking the engine: its answer breaks off")
	case resp.StatusCode != http.StatusOK:
		return fmt.Errorf("asking the engine: it answers with status %d", resp.StatusCode)
	case len(data) > maxAnswer || json.Unmarshal(data, v) != nil:
		return errors.New("asking the engine: its answer does not decode")
	}
	return nil
}

// files are those that were hashed.
type files interface {
	Has(path string) bool
	EndsIn(rel string) bool
}

// serving are the names of the models that an engine has loaded from these files. serves, if it is set, is what the
// engine calls them, to the letter, as where it runs in a container with paths of its own. It is not ok where the
// engine has loaded none of them.
func serving(loaded []Loaded, kind, serves string, f files) (models []string, ok bool) {
	for _, l := range loaded {
		var same bool
		switch {
		case l.From == "":
		case serves != "":
			same = l.From == serves
		case filepath.IsAbs(l.From):
			same = f.Has(l.From)
		case kind == "llamacpp": // relative to a folder that is not known here
			same = filepath.IsLocal(l.From) && f.EndsIn(filepath.ToSlash(filepath.Clean(l.From)))
		}
		if !same {
			continue
		}
		ok = true
		if l.Model != "" {
			models = append(models, l.Model)
		}
	}
	return models, ok
}
