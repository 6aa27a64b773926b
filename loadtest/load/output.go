package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// output says where results go.
type output struct {
	printed

	Out string `help:"Folder for the JSON, HTML and Markdown results; empty writes none." default:"docs/results"`
}

// printed says how a result is printed.
type printed struct {
	JSON bool `help:"Print the result as JSON, not as a table." name:"json"`
}

// pages are the forms of a result for people.
type pages interface {
	HTML() []byte
	Markdown() string
}

// write prints the result and writes its files.
func (o output) write(result any, name, text string) error {
	data, err := json.MarshalIndent(result, "", " ")
	if err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	data = append(data, '\n')
	if o.JSON {
		_, err = os.Stdout.Write(data)
	} else {
		_, err = fmt.Print(text)
	}
	if err != nil || o.Out == "" {
		return err
	}
	if err := os.MkdirAll(o.Out, 0o755); err != nil {
		return fmt.Errorf("making the folder of results: %w", err)
	}
	files := map[string][]byte{".json": data}
	if p, ok := result.(pages); ok {
		files[".html"], files[".md"] = p.HTML(), []byte(p.Markdown())
	}
	for ext, content := range files {
		path := filepath.Join(o.Out, name+ext)
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return fmt.Errorf("writing a result: %w", err)
		}
		fmt.Fprintln(os.Stderr, "wrote", path)
	}
	return nil
}
