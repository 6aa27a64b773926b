package main

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"sluice/pkg/engine"
)

// settings come from flags.
type settings struct {
	Texts      int    `help:"Texts that are judged by the few-shot prompt." default:"300"`
	GuardTexts int    `help:"So many of them by Llama Guard's prompt too, which is much longer." default:"100"`
	Bytes      int    `help:"A text is cut to so many bytes." default:"160"`
	Data       string `help:"Folder of data." default:"../shared/data" type:"path"`

	AsIs bool `help:"Both engines load the package's file as it is: llama.cpp computes with the quantised weights, transformers with float32 of them."`

	First  string `help:"An engine that runs, as KIND=URL. Without it both are installed and started." placeholder:"KIND=URL"`
	Second string `help:"The other one." placeholder:"KIND=URL"`
	Model  string `help:"Their name of the model." default:"smollm2-135m-instruct"`
	BOS    string `help:"The model's begin-of-text token." default:"<|im_start|>"`

	Cache   string `help:"Folder for the Python environment and the weights." default:"bin/guard-agreement" type:"path"`
	Python  string `help:"Python 3.11 or later, with venv and pip." default:"python3"`
	Scripts string `help:"Folder of the scripts that serve." default:"loadtest/agreement" type:"path"`
	Out     string `help:"Results, without .md and .json. Default: docs/results/guard-agreement, or guard-agreement-as-is." placeholder:"PATH" type:"path"`
}

// own says whether this program starts the engines itself.
func (s settings) own() bool { return s.First == "" }

// out is where the results go, without an ending.
func (s settings) out() string {
	switch {
	case s.Out != "":
		return s.Out
	case s.AsIs:
		return filepath.Join("docs", "results", "guard-agreement-as-is")
	}
	return filepath.Join("docs", "results", "guard-agreement")
}

// check says what is missing, and what to set.
func (s settings) check() error {
	if s.Texts < 1 || s.GuardTexts < 0 || s.GuardTexts > s.Texts || s.Bytes < 16 {
		return errors.New("--texts must be 1 or more, --guard-texts at most as many, --bytes 16 or more")
	}
	if (s.First == "") != (s.Second == "") {
		return errors.New("give both --first and --second, or neither")
	}
	if s.own() {
		return nil
	}
	if s.AsIs {
		return errors.New("--as-is is for the engines that are started here")
	}
	for _, e := range []string{s.First, s.Second} {
		kind, address, _ := strings.Cut(e, "=")
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || !slices.Contains(kinds(), kind) {
			return fmt.Errorf("--first and --second are KIND=URL, such as llamacpp=http://127.0.0.1:8000; kinds are %s", strings.Join(kinds(), ", "))
		}
	}
	return nil
}

// kinds are the engines that run elsewhere.
func kinds() []string {
	return slices.DeleteFunc(engine.Kinds(), func(k string) bool { return k == "dev" })
}

// command is how to run this again; addresses may be nobody's business.
func (s settings) command() string {
	args := fmt.Sprintf("--texts=%d --guard-texts=%d --bytes=%d", s.Texts, s.GuardTexts, s.Bytes)
	if s.AsIs {
		args += " --as-is"
	}
	if !s.own() {
		first, _, _ := strings.Cut(s.First, "=")
		second, _, _ := strings.Cut(s.Second, "=")
		args += fmt.Sprintf(" --first=%s=… --second=%s=… --model=%s --bos='%s'", first, second, s.Model, s.BOS)
	}
	return fmt.Sprintf("make guard-agreement ARGS=%q", args)
}
