package main

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"sluice/pkg/engine"
	"sluice/pkg/llamaguard"
)

// settings come from the environment or from flags.
type settings struct {
	URL    string `help:"Address of an engine that runs. Without it one is installed and started." name:"url" env:"E2E_URL" placeholder:"URL"`
	Engine string `help:"Its kind: vllm, ollama, llamacpp or openai." env:"E2E_ENGINE" placeholder:"KIND"`
	Model  string `help:"The engine's name of the chat model." env:"E2E_MODEL" placeholder:"NAME"`
	APIKey string `help:"Its bearer token. Better in the environment than on the command line." env:"E2E_API_KEY" placeholder:"KEY"`

	GuardURL    string `help:"Address of an engine with a real guard model: known prompts must then be judged right." env:"E2E_GUARD_URL" placeholder:"URL"`
	GuardEngine string `help:"Its kind." env:"E2E_GUARD_ENGINE" placeholder:"KIND"`
	GuardModel  string `help:"The engine's name of the guard model." env:"E2E_GUARD_MODEL" placeholder:"NAME"`
	GuardFamily string `help:"How to ask it, such as llama-guard-3-8b or qwen3guard-gen." env:"E2E_GUARD_FAMILY" placeholder:"FAMILY"`
	GuardAPIKey string `help:"Its bearer token." env:"E2E_GUARD_API_KEY" placeholder:"KEY"`

	Sluice string `help:"The sluice binary." default:"bin/sluice" type:"path"`
	Cache  string `help:"Folder for the Python environment." default:"bin/e2e-llm" env:"E2E_CACHE" type:"path"`
	Python string `help:"Python 3.10 or later, with venv and pip." default:"python3" env:"E2E_PYTHON"`
	Serve  string `help:"The script that serves the model." default:"loadtest/e2ellm/serve.py" type:"path"`
	Out    string `help:"Results, without .md and .json. Default: docs/results/e2e-llm, or e2e-llm-KIND with E2E_URL." env:"E2E_OUT" type:"path" placeholder:"PATH"`
	Rounds int    `help:"Rounds of the latency comparison; 0 for none." default:"8" env:"E2E_ROUNDS"`
}

// Environment variables of Sluice in which the keys of the engines are handed on.
const (
	keyVariable      = "SLUICE_E2E_KEY"
	guardKeyVariable = "SLUICE_E2E_GUARD_KEY"
)

// own says whether this program starts the engine itself.
func (s settings) own() bool { return s.URL == "" }

// out is where the results go, without an ending.
func (s settings) out() string {
	switch {
	case s.Out != "":
		return s.Out
	case s.own():
		return filepath.Join("docs", "results", "e2e-llm")
	}
	return filepath.Join("docs", "results", "e2e-llm-"+s.Engine)
}

// check says what is missing, and what to set.
func (s settings) check() error {
	if s.own() && (s.Engine != "" || s.Model != "") {
		return errors.New("E2E_ENGINE and E2E_MODEL belong to an engine that runs: set E2E_URL too, or leave all three out")
	}
	if !s.own() {
		if err := endpoint("E2E_URL", s.URL); err != nil {
			return err
		}
		if !slices.Contains(kinds(), s.Engine) {
			return fmt.Errorf("E2E_ENGINE must be one of %s", strings.Join(kinds(), ", "))
		}
		if s.Model == "" {
			return errors.New("E2E_MODEL is missing: set it to the engine's name of the model (GET /v1/models lists them)")
		}
	}
	guard := []string{s.GuardURL, s.GuardEngine, s.GuardModel, s.GuardFamily}
	if given := slices.DeleteFunc(slices.Clone(guard), func(v string) bool { return v == "" }); len(given) == 0 {
		return nil
	} else if len(given) < len(guard) {
		return errors.New("set all of E2E_GUARD_URL, E2E_GUARD_ENGINE, E2E_GUARD_MODEL and E2E_GUARD_FAMILY, or none")
	}
	if err := endpoint("E2E_GUARD_URL", s.GuardURL); err != nil {
		return err
	}
	if !slices.Contains(kinds(), s.GuardEngine) {
		return fmt.Errorf("E2E_GUARD_ENGINE must be one of %s", strings.Join(kinds(), ", "))
	}
	if _, err := llamaguard.ParseFamily(s.GuardFamily); err != nil {
		return fmt.Errorf("E2E_GUARD_FAMILY must be one of %v", llamaguard.Families())
	}
	return nil
}

// kinds are the engines that run elsewhere.
func kinds() []string {
	return slices.DeleteFunc(engine.Kinds(), func(k string) bool { return k == "dev" })
}

// endpoint refuses what is no address, without repeating it: it may hold a key.
func endpoint(name, value string) error {
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.RawQuery != "" {
		return fmt.Errorf("%s must be an address such as http://127.0.0.1:8000, without user, password or query; a key goes into E2E_API_KEY", name)
	}
	return nil
}
