package deploy_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

type panel struct {
	ID         int    `json:"id"`
	Type       string `json:"type"`
	Title      string `json:"title"`
	Datasource *struct {
		Type, UID string
	} `json:"datasource"`
	GridPos struct{ X, Y, W, H int } `json:"gridPos"`
	Targets []struct {
		Expr, RefID string
	} `json:"targets"`
	FieldConfig struct {
		Defaults struct {
			Unit string `json:"unit"`
		} `json:"defaults"`
	} `json:"fieldConfig"`
}

type variable struct {
	Name, Type, Definition string
}

// TestDashboards: what Grafana would only show as an empty panel.
func TestDashboards(t *testing.T) {
	known := reference(t)
	files, err := filepath.Glob("grafana/dashboards/*.json")
	if err != nil || len(files) < 2 {
		t.Fatalf("dashboards: %v, %v", files, err)
	}
	uids := map[string]string{}
	for _, f := range files {
		var board struct {
			UID, Title    string
			SchemaVersion int
			Templating    struct{ List []variable }
			Panels        []panel
		}
		if err := json.Unmarshal([]byte(read(t, f)), &board); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if board.UID == "" || board.Title == "" || uids[board.UID] != "" {
			t.Errorf("%s has the uid %q and the title %q; the uid is also that of %q", f, board.UID, board.Title, uids[board.UID])
		}
		uids[board.UID] = f
		if board.SchemaVersion != 42 { // of Grafana 12, which compose.grafana.yml names
			t.Errorf("%s has the schema version %d", f, board.SchemaVersion)
		}
		variables := map[string]bool{"__rate_interval": true}
		for _, v := range board.Templating.List {
			variables[v.Name] = true
			if v.Type == "query" {
				checkVariable(t, f, known, v)
			}
		}
		if !variables["datasource"] {
			t.Errorf("%s has no variable for its data source", f)
		}
		ids := map[int]bool{}
		for _, p := range board.Panels {
			if ids[p.ID] {
				t.Errorf("%s: two panels have the id %d", f, p.ID)
			}
			ids[p.ID] = true
			if p.GridPos.W < 1 || p.GridPos.H < 1 || p.GridPos.X+p.GridPos.W > 24 {
				t.Errorf("%s: %s stands at %+v", f, p.Title, p.GridPos)
			}
			if p.Type != "row" {
				checkPanel(t, f, known, variables, p)
			}
		}
	}
}

func checkVariable(t *testing.T, f string, known map[string]metric, v variable) {
	t.Helper()
	inner, ok := strings.CutPrefix(v.Definition, "label_values(")
	name, label, two := strings.Cut(strings.TrimSuffix(inner, ")"), ", ")
	if !ok || !two {
		t.Errorf("%s: the variable %s is %q", f, v.Name, v.Definition)
		return
	}
	if why := unknown(known, name+"{"+label+`=""}`); why != "" {
		t.Errorf("%s: the variable %s asks for %s, which no process tells", f, v.Name, why)
	}
}

func checkPanel(t *testing.T, f string, known map[string]metric, variables map[string]bool, p panel) {
	t.Helper()
	if p.Title == "" || p.FieldConfig.Defaults.Unit == "" || len(p.Targets) == 0 {
		t.Errorf("%s: panel %d lacks a title, a unit or a query", f, p.ID)
	}
	if p.Datasource == nil || p.Datasource.Type != "prometheus" || p.Datasource.UID != "${datasource}" {
		t.Errorf("%s: %s has a data source of its own", f, p.Title)
	}
	for _, target := range p.Targets {
		for part := range strings.SplitSeq(target.Expr, "$") {
			if part == target.Expr || strings.HasPrefix(target.Expr, part) {
				continue
			}
			name := part[:len(part)-len(strings.TrimLeft(part, "abcdefghijklmnopqrstuvwxyz_"))]
			if !variables[name] {
				t.Errorf("%s: %s uses the variable %q, which it lacks", f, p.Title, name)
			}
		}
		if why := unknown(known, target.Expr); why != "" {
			t.Errorf("%s: %s asks for %s, which no process tells", f, p.Title, why)
		}
	}
}

func TestProvisioning(t *testing.T) {
	var sources struct {
		Datasources []struct {
			UID  string `yaml:"uid"`
			Type string `yaml:"type"`
			URL  string `yaml:"url"`
		} `yaml:"datasources"`
	}
	decode(t, &sources, "grafana", "provisioning", "datasources", "sluice.yml")
	if len(sources.Datasources) != 1 || sources.Datasources[0].UID != "sluice" || sources.Datasources[0].URL != "http://prometheus:9090" {
		t.Errorf("the data sources are %+v", sources.Datasources)
	}
	var boards struct {
		Providers []struct {
			Options struct {
				Path string `yaml:"path"`
			} `yaml:"options"`
		} `yaml:"providers"`
	}
	decode(t, &boards, "grafana", "provisioning", "dashboards", "sluice.yml")
	if len(boards.Providers) != 1 || !strings.Contains(read(t, "compose.grafana.yml"), "./deploy/grafana/dashboards:"+boards.Providers[0].Options.Path+":ro") {
		t.Errorf("compose.grafana.yml mounts no dashboards where %+v look", boards.Providers)
	}
}
