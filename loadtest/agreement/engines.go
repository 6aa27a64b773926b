package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"strings"
	"time"

	"sluice/pkg/engine"
)

// engines are the two, and what is known of them.
type engines struct {
	model    string
	kinds    [2]string
	names    [2]string // for people
	ask      [2]engine.Generator
	own      []*process
	weights  *weights // nil where others started the engines
	packages map[string]string
	took     time.Duration
}

// start installs and starts both engines, or takes the two that run.
func start(ctx context.Context, s settings, progress io.Writer) (_ *engines, err error) {
	e := &engines{model: s.Model, packages: map[string]string{}}
	defer func() {
		if err != nil {
			e.stop()
		}
	}()
	addresses := [2]string{s.First, s.Second}
	if s.own() {
		if addresses, err = e.launch(ctx, s, progress); err != nil {
			return nil, err
		}
	}
	for i, a := range addresses {
		kind, url, _ := strings.Cut(a, "=")
		made, err := engine.New(engine.Config{Name: kind, Kind: kind, URL: url})
		if err != nil {
			return nil, err
		}
		generator, ok := made.(engine.Generator)
		if !ok {
			return nil, fmt.Errorf("%s continues no raw prompts", kind)
		}
		e.kinds[i], e.ask[i] = kind, generator
		if e.names[i] == "" {
			e.names[i] = kind
		}
	}
	return e, nil
}

// launch gives the addresses of llama.cpp and of transformers, which speaks OpenAI's way.
func (e *engines) launch(ctx context.Context, s settings, progress io.Writer) (addresses [2]string, err error) {
	say := func(format string, args ...any) { fmt.Fprintf(progress, format+"\n", args...) }
	python, err := installed(ctx, s, say)
	if err != nil {
		return addresses, err
	}
	path, w, err := loaded(ctx, s, python)
	if err != nil {
		return addresses, err
	}
	e.weights = &w
	e.names = [2]string{"llama.cpp, by the adapter llamacpp", "transformers on CPU behind a small server, by the adapter openai"}
	for i, one := range []struct{ kind, script string }{{"llamacpp", "llamacpp.py"}, {"openai", "transformers_server.py"}} {
		say("starting %s", one.script)
		p, err := launch(ctx, filepath.Join(s.Cache, one.script+".log"), python, filepath.Join(s.Scripts, one.script), path)
		if err != nil {
			return addresses, err
		}
		e.own = append(e.own, p)
		maps.Copy(e.packages, p.Packages)
		e.packages["Python"] = p.Python
		addresses[i] = one.kind + "=" + p.URL
	}
	return addresses, nil
}

func (e *engines) stop() {
	for _, p := range e.own {
		p.stop()
	}
}

// perCall is long: two engines on a busy machine without a GPU.
const perCall = 5 * time.Minute

// askAll asks both engines each prompt, both at once, and one prompt after the other.
func (e *engines) askAll(ctx context.Context, prompts []prompt, progress io.Writer) ([]pair, error) {
	began := time.Now()
	var out []pair
	for n, p := range prompts {
		var got [2]place
		var failed [2]error
		second := make(chan struct{})
		go func() {
			defer close(second)
			got[1], failed[1] = e.place(ctx, 1, p)
		}()
		got[0], failed[0] = e.place(ctx, 0, p)
		<-second
		if err := errors.Join(failed[:]...); err != nil {
			return nil, fmt.Errorf("prompt %d: %w", n+1, err)
		}
		out = append(out, pair{shape: p.shape, places: got})
		if (n+1)%10 == 0 || n+1 == len(prompts) {
			fmt.Fprintf(progress, "%d of %d prompts, %s\n", n+1, len(prompts), time.Since(began).Round(time.Second))
		}
	}
	e.took = time.Since(began)
	return out, nil
}

// place asks one engine and gives the place of the first token that is not blank.
func (e *engines) place(ctx context.Context, which int, p prompt) (place, error) {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	var said engine.Said
	g, err := e.ask[which].Generate(engine.WithSaid(ctx, &said), e.model, p.Prompt)
	if err != nil {
		return place{}, err
	}
	if len(g.Tokens) == 0 {
		return place{}, fmt.Errorf("%s gave no scores", e.kinds[which])
	}
	return firstPlace(g.Tokens, said.Input), nil
}
