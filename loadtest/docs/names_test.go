package docs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sluice/schemas"
)

const troubles = "docs/troubleshooting.md"

// source is what the code says: its texts, and those of them that it logs as warnings
// or errors.
type source struct {
	texts  []string
	logged []string
}

func read(t *testing.T) source {
	t.Helper()
	var out source
	for _, folder := range []string{"pkg", "services"} {
		err := fs.WalkDir(os.DirFS(root), folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, file(t, name), parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.BasicLit:
					if v, ok := text(n); ok {
						out.texts = append(out.texts, v)
					}
				case *ast.CallExpr:
					out.logged = append(out.logged, logs(n)...)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func text(e ast.Expr) (string, bool) {
	b, ok := e.(*ast.BasicLit)
	if !ok || b.Kind != token.STRING {
		return "", false
	}
	v, err := strconv.Unquote(b.Value)
	return v, err == nil
}

// logs is the message of a call of a logger at the levels that an operator sees as
// trouble.
func logs(c *ast.CallExpr) []string {
	f, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || !slices.Contains([]string{"Warn", "WarnContext", "Error", "ErrorContext"}, f.Sel.Name) {
		return nil
	}
	if x, ok := f.X.(*ast.Ident); ok && x.Name == "http" {
		return nil
	}
	for _, a := range c.Args[:min(2, len(c.Args))] {
		if v, ok := text(a); ok {
			return []string{v}
		}
	}
	return nil
}

// TestEveryLogMessage: what is logged as a warning or an error stands in the
// troubleshooting, in quotes of code.
func TestEveryLogMessage(t *testing.T) {
	page := file(t, troubles)
	logged := read(t).logged
	if len(logged) < 40 {
		t.Errorf("only %d messages were found", len(logged))
	}
	for _, m := range logged {
		if !strings.Contains(page, "`"+m+"`") {
			t.Errorf("%s has no row for %q", troubles, m)
		}
	}
}

var codeExample = regexp.MustCompile(`code: ([a-z][a-z0-9_]*)[,}]`)

// TestEveryCode: every code of the interfaces stands in the troubleshooting. A test of
// loadtest/api holds the interfaces to the code.
func TestEveryCode(t *testing.T) {
	page := file(t, troubles)
	seen := 0
	for _, name := range []string{"openapi.yaml", "asyncapi.yaml"} {
		data, err := schemas.File(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range codeExample.FindAllStringSubmatch(string(data), -1) {
			seen++
			if !strings.Contains(page, "`"+m[1]+"`") {
				t.Errorf("%s has no row for the code %s", troubles, m[1])
			}
		}
	}
	if seen < 50 {
		t.Errorf("only %d codes were found", seen)
	}
}

var cell = regexp.MustCompile("(?m)^\\| (`[^|]*)\\|")

// TestEveryQuote: what the troubleshooting quotes in its first columns is said
// somewhere in the code, or by the system.
func TestEveryQuote(t *testing.T) {
	all := strings.Join(read(t).texts, "\n")
	system := []string{"address already in use", "msg"}
	coded, err := schemas.File("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, row := range cell.FindAllStringSubmatch(file(t, troubles), -1) {
		for _, m := range code.FindAllString(row[1], -1) {
			q := strings.Trim(m, "`")
			seen++
			if strings.HasPrefix(q, "sluice_") || strings.HasPrefix(q, "/") || slices.Contains(system, q) || strings.Contains(string(coded), "code: "+q+"}") {
				continue // a path, or a metric or code, which other tests look at
			}
			if !strings.Contains(all, q) {
				t.Errorf("%s quotes %q, which the code never says", troubles, q)
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d quotes", seen)
	}
}

var (
	metric     = regexp.MustCompile(`\b(?:sluice|gen_ai|http_server)_[a-z_]+\b`)
	instrument = regexp.MustCompile(`^(?:sluice|gen_ai|http)\.[a-z_.]+$`)
	unit       = regexp.MustCompile(`(_seconds)?(_total|_bucket|_count|_sum)?$`)
)

// TestMetrics: every metric that a document names is one that the code has. Prometheus
// writes _ for each dot of a name, and adds unit and kind.
func TestMetrics(t *testing.T) {
	known := map[string]bool{}
	for _, v := range read(t).texts {
		if instrument.MatchString(v) {
			known[strings.ReplaceAll(v, ".", "_")] = true
		}
	}
	seen := 0
	for name, page := range pages(t) {
		for _, m := range metric.FindAllString(page, -1) {
			if strings.HasSuffix(m, "_") || strings.HasPrefix(m, "sluice_version") {
				continue // the beginning of several names, or a field of records
			}
			seen++
			if !known[m] && !known[unit.ReplaceAllString(m, "")] {
				t.Errorf("%s names the metric %s, which does not exist", name, m)
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d metrics are named", seen)
	}
}
