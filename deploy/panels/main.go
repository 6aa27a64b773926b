// Command panels prints the expressions of all Grafana panels as a Prometheus rule
// file, so that `promtool check rules` reads them: Grafana itself would only show an
// empty panel. It checks nothing else; package deploy's tests do.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if err := run(filepath.Join("deploy", "grafana", "dashboards")); err != nil {
		fmt.Fprintln(os.Stderr, "panels:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no dashboards in %s (run it from the repository's root): %w", dir, err)
	}
	fmt.Println("groups:\n  - name: panels\n    rules:")
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		var board struct {
			Panels []struct {
				ID      int
				Targets []struct{ RefID, Expr string }
			}
		}
		if err := json.Unmarshal(data, &board); err != nil {
			return fmt.Errorf("%s: %w", f, err)
		}
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		for _, p := range board.Panels {
			for _, t := range p.Targets {
				expr := strings.ReplaceAll(t.Expr, "$__rate_interval", "1m")
				fmt.Printf("      - record: %s:%d:%s\n        expr: %q\n", name, p.ID, t.RefID, expr)
			}
		}
	}
	return nil
}
