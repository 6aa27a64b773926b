package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"sluice/pkg/config"
	"sluice/pkg/engine"
	"sluice/pkg/pool"
)

// configurationPage is every key of the configuration file, and every flag that an
// environment variable gives. What a key means stands beside its field in pkg/config.
func configurationPage(t *testing.T, app *kong.Application) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("# Configuration\n\n" + made("pkg/config and services") + "What holds is the flag, else its environment variable, else the default. What a file sets has no flag.\n\n## The configuration file\n\nYAML, given as `--config FILE`. It is read once, at the start. An unknown key, a key that is given twice and a\nvalue that cannot be refuse the start, with line and column. [What may pass](policy.md) is no part of it.\n\n")
	b.WriteString("| key | type | default | bounds | meaning |\n|---|---|---|---|---|\n")
	docs := fieldDocs(t)
	defaults := reflect.ValueOf(config.Default())
	var walk func(typ reflect.Type, value reflect.Value, path string)
	walk = func(typ reflect.Type, value reflect.Value, path string) {
		for i := range typ.NumField() {
			f := typ.Field(i)
			key := strings.TrimPrefix(path+"."+f.Tag.Get("yaml"), ".")
			doc := docs[typ.Name()+"."+f.Name]
			if doc == "" || f.Tag.Get("yaml") == "" {
				t.Errorf("%s (%s.%s) has no documentation: write a comment above the field", key, typ.Name(), f.Name)
			}
			in, section := f.Type, false
			var at reflect.Value
			switch {
			case in.Kind() == reflect.Struct:
				section = true
				if value.IsValid() {
					at = value.Field(i)
				}
			case in.Kind() == reflect.Slice && in.Elem().Kind() == reflect.Struct:
				in, section, key = in.Elem(), true, key+"[]"
			}
			if section {
				fmt.Fprintf(&b, "| %s | %s | | | %s |\n", code(key), map[bool]string{true: "list", false: "section"}[strings.HasSuffix(key, "[]")], cell(doc))
				walk(in, at, key)
				continue
			}
			if value.IsValid() {
				at = value.Field(i)
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", code(key), yamlType(t, f.Type), defaultOf(t, key, at), cell(boundOf(key, f.Type)), cell(doc))
		}
	}
	walk(defaults.Type(), defaults, "")
	b.WriteString("\nA size is written like `512KiB`, `4MiB` or `1GiB` (1024 bytes are a KiB), a duration like `500ms`, `30s` or `2m`.\n")

	b.WriteString("\n## Environment variables\n\nAn empty `SLUICE_…` variable counts as not set. Flags without a variable stand in [cli.md](cli.md).\n\n| variable | flag | of | default | meaning |\n|---|---|---|---|---|\n")
	writeVariables(&b, app)
	return b.String()
}

// fieldDocs are the comments above the fields of pkg/config's types, by type and field.
func fieldDocs(t *testing.T) map[string]string {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "../pkg/config/config.go", nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if typ, ok := spec.Type.(*ast.StructType); ok {
			for _, f := range typ.Fields.List {
				for _, name := range f.Names {
					out[spec.Name.Name+"."+name.Name] = strings.TrimSpace(f.Doc.Text())
				}
			}
		}
		return true
	})
	return out
}

func yamlType(t *testing.T, typ reflect.Type) string {
	t.Helper()
	switch {
	case typ == reflect.TypeFor[config.Size]():
		return "size"
	case typ == reflect.TypeFor[config.Duration]():
		return "duration"
	case typ.Kind() == reflect.Int || typ.Kind() == reflect.Int64:
		return "whole number"
	case typ.Kind() == reflect.String:
		return "text"
	case typ.Kind() == reflect.Slice && typ.Elem().Kind() == reflect.String:
		return "list of texts"
	}
	t.Fatalf("%s has no name in the reference", typ)
	return ""
}

// Lists of servers in the file.
const (
	guardServers = "guard.backends"
	labelServers = "guard.injection.backends"
)

// backend is a server of a list that has every key that it must have.
func backend(list string) map[string]string {
	out := map[string]string{"name": "a", "engine": "vllm", "url": "http://127.0.0.1:1"}
	switch list {
	case guardServers:
		out["model"], out["family"] = "m", guardFamilies()[0]
	case labelServers:
		out["model"] = "m"
	default:
		out["models"] = "[m]"
	}
	return out
}

// defaultOf is what holds without a key. Of a backend's, the check itself says which
// must be given; the pool knows the others.
func defaultOf(t *testing.T, key string, v reflect.Value) string {
	t.Helper()
	if v.IsValid() {
		if v.IsZero() {
			return ""
		}
		return code(fmt.Sprint(v.Interface()))
	}
	section, name, _ := strings.Cut(key, "[].")
	keys := backend(section)
	if _, given := keys[name]; given {
		delete(keys, name)
		var fields []string
		for _, k := range slices.Sorted(maps.Keys(keys)) {
			fields = append(fields, k+": "+strings.Replace(keys[k], "http:", `http:`, 1))
		}
		text := "backends: [{" + strings.Join(fields, ", ") + "}]\n"
		switch section {
		case guardServers:
			text = "guard: {" + strings.TrimSpace(text) + "}\n"
		case labelServers:
			text = "guard: {injection: {" + strings.TrimSpace(text) + "}}\n"
		}
		if _, err := config.Parse("c", []byte(text), knownTo(serviceNames())); err == nil {
			t.Errorf("%s may be left out: say what holds then", key)
		} else if !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", key, err)
		}
		return "must be given"
	}
	switch name {
	case "timeout":
		switch section {
		case guardServers:
			return code(config.Duration(guardTimeout).String())
		case labelServers:
			return code(config.Duration(labelTimeout).String())
		}
		return code(config.Duration(pool.DefaultTimeout).String())
	case "max_concurrent":
		return code(fmt.Sprint(pool.DefaultMaxConcurrent))
	case "weight":
		return code("1")
	case "api_key_env", "attested_by":
		return ""
	}
	t.Errorf("%s: nobody knows its default", key)
	return ""
}

func boundOf(key string, typ reflect.Type) string {
	for _, b := range config.Bounds() {
		if b.Path == key {
			return b.String()
		}
	}
	switch list, name, _ := strings.Cut(key, "[]."); {
	case name == "engine" && list == labelServers:
		return strings.Join(engine.LabelKinds(), ", ")
	case name == "engine":
		return strings.Join(engine.Kinds(), ", ")
	case name == "family":
		return strings.Join(guardFamilies(), ", ")
	case typ == reflect.TypeFor[config.Duration](), typ == reflect.TypeFor[config.Size]():
		return "more than 0"
	case typ.Kind() == reflect.Int:
		return "0 or more"
	}
	return ""
}

// writeVariables has a row for each variable, default and meaning of a flag.
func writeVariables(b *strings.Builder, app *kong.Application) {
	type row struct{ flag, standard, help string }
	of := map[string]map[row][]string{} // commands by variable and row
	for _, n := range app.Leaves(true) {
		for _, f := range n.Flags {
			for _, env := range f.Envs {
				r := row{f.Name, f.Default, f.Help}
				if of[env] == nil {
					of[env] = map[row][]string{}
				}
				of[env][r] = append(of[env][r], n.Path())
			}
		}
	}
	for _, env := range slices.Sorted(maps.Keys(of)) {
		rows := slices.SortedFunc(maps.Keys(of[env]), func(a, c row) int { return strings.Compare(of[env][a][0], of[env][c][0]) })
		for _, r := range rows {
			fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", code(env), code("--"+r.flag), strings.Join(of[env][r], ", "), code(r.standard), cell(r.help))
		}
	}
}

// The bounds of the page are those of the check: the value at a bound is taken, and
// the one beyond it is not.
func TestBounds(t *testing.T) {
	for _, b := range config.Bounds() {
		section, key, _ := strings.Cut(b.Path, ".")
		takes := func(v int64) bool {
			text := fmt.Sprint(v)
			if key == "ack_wait" {
				text = time.Duration(v).String()
			}
			_, err := config.Parse("c", fmt.Appendf(nil, "%s: {%s: %s}\n", section, key, text), knownTo(serviceNames()))
			return err == nil
		}
		for _, v := range append(b.OneOf, b.Least, b.Most) {
			if v != 0 && !takes(v) {
				t.Errorf("%s is to be %s, and %d is refused", b.Path, b, v)
			}
		}
		for _, v := range []int64{b.Least - 1, b.Most + 1} {
			if len(b.OneOf) == 0 && (v < b.Least || b.Most > 0 && v > b.Most) && takes(v) {
				t.Errorf("%s is to be %s, and %d is taken", b.Path, b, v)
			}
		}
		if len(b.OneOf) > 0 && takes(b.OneOf[0]+1) {
			t.Errorf("%s is to be %s, and %d is taken", b.Path, b, b.OneOf[0]+1)
		}
	}
}
