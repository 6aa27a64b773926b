package sluice_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// logFields are all keys that lines of logs may have, by what their values are. None
// is text of a request, an answer, a policy or an engine. A new key fails TestLogFields
// until somebody has looked at what stands in it and put it here.
var logFields = map[string]string{
	"act": "a word of ours", "called": "a number", "code": "a word of ours", "denied": "a number", "kind": "a word of ours", "lane": "a word of ours",
	"not_told": "a number", "outcome": "a word of ours", "page": "a word of ours", "part": "a word of ours",
	"stage": "a word of ours", "state": "a word of ours", "tried": "a number", "why": "words of ours, with names of models as they are configured or registered",
	"backends": "a number",

	"by": "a name of a user", "nats_user": "a name of ours", "service": "a name of ours", "tenant": "a name of a tenant", "token": "a name: the token's id",
	"user": "a name of a user", "request_id": "a request id, which is judged before it is taken", "trace_id": "an id", "span_id": "an id",
	"backend": "a name of a backend, an operator's", "model": "a name of the model register, an operator's", "registered": "a digest", "served": "a digest",
	"digest": "a digest", "version": "the policy's own name for itself, an operator's",
	"data": "a path of the operator's", "keys": "a path of the operator's", "token_file": "a path of the operator's",

	"error": "an error, which names and holds no value: loadtest/canary goes them all",
	"stack": "lines of code where a panic was; not what panicked",
}

// TestLogFields: each log line of services and packages has a constant text, and only
// fields that are known.
func TestLogFields(t *testing.T) {
	seen, lines := map[string]bool{}, 0
	for _, root := range []string{"services", "pkg"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || isTest(path) {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			keys, n, faults := logKeys(path, data)
			for _, f := range faults {
				t.Error(f)
			}
			for _, k := range keys {
				seen[k] = true
			}
			lines += n
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for k := range logFields {
		if !seen[k] {
			t.Errorf("nothing logs %q: take it out of logFields", k)
		}
	}
	if lines < 50 {
		t.Errorf("only %d lines that log were found", lines)
	}
}

// levels are the methods that write a line, with the place of its text. With has none.
var levels = map[string]int{
	"Debug": 0, "Info": 0, "Warn": 0, "Error": 0, "DebugContext": 1, "InfoContext": 1, "WarnContext": 1, "ErrorContext": 1, "Log": 2, "LogAttrs": 2, "With": -1,
}

// logKeys are the keys of a file's log lines, how many lines there are, and what is
// wrong with them.
func logKeys(name string, data []byte) (keys []string, lines int, faults []string) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, data, parser.SkipObjectResolution)
	if err != nil {
		return nil, 0, []string{err.Error()}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		s, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		wrong := func(format string, args ...any) {
			faults = append(faults, fmt.Sprintf("%s:%d ", name, fset.Position(call.Pos()).Line)+fmt.Sprintf(format, args...))
		}
		if x, ok := s.X.(*ast.Ident); ok && x.Name == "slog" {
			if len(call.Args) == 2 && slices.Contains([]string{"String", "Any", "Int", "Int64", "Uint64", "Float64", "Bool", "Duration", "Time"}, s.Sel.Name) {
				keys = append(keys, key(call.Args[0], wrong))
			}
			return true
		}
		text, ok := levels[s.Sel.Name]
		if !ok || !isLogger(s.X) {
			return true
		}
		lines++
		if text >= len(call.Args) {
			return true
		}
		// A line of the embedded NATS server is made without what clients chose.
		if made, ok := call.Args[max(text, 0)].(*ast.CallExpr); ok && text >= 0 {
			if fn, ok := made.Fun.(*ast.Ident); !ok || fn.Name != "serverLine" {
				wrong("logs a text that is made: write it out, and put what varies into a field")
			}
		} else if _, ok := call.Args[max(text, 0)].(*ast.BasicLit); text >= 0 && !ok {
			wrong("logs a text that is no constant: write it out")
		}
		for i := text + 1; i < len(call.Args); i += 2 {
			if _, ok := call.Args[i].(*ast.CallExpr); ok { // slog.String and its like are seen by themselves
				i--
				continue
			}
			keys = append(keys, key(call.Args[i], wrong))
		}
		return true
	})
	return keys, lines, faults
}

// key is a constant key that logFields knows.
func key(e ast.Expr, wrong func(string, ...any)) string {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		wrong("logs a field whose key is no constant")
		return ""
	}
	k, err := strconv.Unquote(l.Value)
	if _, known := logFields[k]; err != nil || !known {
		wrong("logs the field %q, which nobody has looked at: may it hold text of a request? If not, say in logFields what it holds", k)
	}
	return k
}

// isLogger tells a logger by its name: log, l.log, s.Log, c.Log and the package itself.
func isLogger(e ast.Expr) bool {
	name := ""
	switch e := e.(type) {
	case *ast.Ident:
		name = e.Name
	case *ast.SelectorExpr:
		name = e.Sel.Name
	case *ast.CallExpr: // log.With(…).Warn
		if s, ok := e.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "With" {
			return isLogger(s.X)
		}
	}
	return strings.EqualFold(name, "log") || strings.EqualFold(name, "logger")
}

// TestLogFaultsAreSeen is the control.
func TestLogFaultsAreSeen(t *testing.T) {
	for line, want := range map[string]string{
		`s.Log.WarnContext(ctx, "a", "error", err)`:          "",
		`log.Info("a", "tenant", x, "code", y)`:              "",
		`r.o.Log.With("stage", s).Warn("a", "body", b)`:      `"body"`,
		`log.Warn("a", "prompt", p)`:                         `"prompt"`,
		`s.Log.Error("a" + text)`:                            "no constant",
		`s.Log.Error(text)`:                                  "no constant",
		`s.Log.ErrorContext(ctx, fmt.Sprintf("a %s", text))`: "is made",
		`log.Warn("a", k, v)`:                                "key is no constant",
		`log.Warn("a", slog.String("content", v))`:           `"content"`,
		`log.LogAttrs(ctx, lv, "a", slog.Any("error", v))`:   "",
		`log.With("message", m).Info("a")`:                   `"message"`,
		`r.AddAttrs(slog.String("request_id", id))`:          "",
		`l.log.Warn(serverLine(f, v))`:                       "",
	} {
		_, _, got := logKeys("x.go", []byte("package x\nfunc f() {\n"+line+"\n}\n"))
		seen(t, line, got, want)
	}
}
