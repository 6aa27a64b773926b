package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxFile bounds the configuration file.
const maxFile = 64 << 10

// Known are the names that a file may use, and what the process runs.
type Known struct {
	Engines  []string // kinds of engine
	Labelers []string // kinds of server with a text-classification model
	Families []string // of guard models
	Services []string // of this process: the keys of engines must be there where one calls them
}

// Load reads path over the defaults; "" is the defaults. Unknown fields and
// impossible values are refused with file and line.
func Load(path string, k Known) (File, error) {
	f := Default()
	if path == "" {
		return f, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return f, fmt.Errorf("reading the configuration: %w", err)
	}
	return Parse(path, data, k)
}

// Parse reads a configuration over the defaults.
func Parse(name string, data []byte, k Known) (File, error) {
	if len(data) > maxFile {
		return File{}, fmt.Errorf("%s: the configuration is larger than %d bytes", name, maxFile)
	}
	f, err := decode(name, data)
	if err != nil {
		return f, err
	}
	if path, msg := f.faulty(k); msg != "" {
		return f, at(name, data, path, msg)
	}
	return f, nil
}

func decode(name string, data []byte) (f File, err error) {
	defer func() {
		if recover() != nil { // the decoder does on some of what is no YAML, such as a tag without a value
			err = fmt.Errorf("%s: it is not valid YAML", name)
		}
	}()
	f = Default()
	dec := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict())
	switch err := dec.Decode(&f); {
	case errors.Is(err, io.EOF):
		return Default(), nil // nothing but comments
	case err != nil:
		return f, located(name, err)
	}
	if err := dec.Decode(new(File)); !errors.Is(err, io.EOF) {
		return f, fmt.Errorf("%s: more than one YAML document; remove the lines with ---", name)
	}
	if p := fraction(data); p != nil {
		return f, fmt.Errorf("%s:%d:%d: write a whole number, or quote it where it is a text", name, p.Line, p.Column)
	}
	return f, nil
}

// fraction is the place of a number with a point: the decoder would cut it off,
// and no field takes one.
func fraction(data []byte) *token.Position {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil // the decoder has read it: not reached
	}
	var v fractions
	for _, d := range file.Docs {
		ast.Walk(&v, d)
	}
	return v.first
}

type fractions struct{ first *token.Position }

// Visit notes the first one.
func (v *fractions) Visit(n ast.Node) ast.Visitor {
	if _, ok := n.(*ast.FloatNode); ok && v.first == nil {
		v.first = n.GetToken().Position
	}
	return v
}

func located(name string, err error) error {
	var y yaml.Error
	if errors.As(err, &y) && y.GetToken() != nil {
		p := y.GetToken().Position
		return fmt.Errorf("%s:%d:%d: %s", name, p.Line, p.Column, advice(err, y))
	}
	return fmt.Errorf("%s: it is not valid YAML", name)
}

// advice says what to do, in words of the file and not of Go.
func advice(err error, y yaml.Error) string {
	var (
		kind    *yaml.TypeError
		shape   *yaml.UnexpectedNodeTypeError
		unknown *yaml.UnknownFieldError
		big     *yaml.OverflowError
	)
	switch {
	case errors.As(err, &big):
		return "the number is too large"
	case errors.As(err, &unknown):
		return y.GetMessage() + ": remove it, or correct its spelling"
	case errors.As(err, &shape) && shape.Expected == ast.SequenceType:
		return "write a list, such as [a, b]"
	case errors.As(err, &shape):
		return "write the fields of this section, each as name: value on a line of its own"
	case errors.As(err, &kind):
		switch kind.DstType.Kind() {
		case reflect.Int, reflect.Int64:
			return "write a whole number"
		case reflect.Slice:
			return "write a list, such as [a, b]"
		}
		return "write a text"
	}
	return y.GetMessage()
}

func at(name string, data []byte, path, msg string) error {
	line := 1
	if p, err := yaml.PathString(path); err == nil {
		if node, err := p.ReadNode(bytes.NewReader(data)); err == nil && node != nil {
			line = node.GetToken().Position.Line
		}
	}
	return fmt.Errorf("%s:%d: %s", name, line, msg)
}
