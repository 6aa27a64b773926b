package report

import (
	"bytes"
	"fmt"
	"html/template"
	"time"
)

// page is one HTML document that needs nothing beside itself.
type page struct {
	Head
	Title    string
	Notes    []string
	Sections []section
}

// section is a heading with tables and charts.
type section struct {
	Title  string
	Notes  []string
	Tables []table
	Charts []template.HTML
}

// table has cells that are escaped when they are written.
type table struct {
	Columns []string
	Rows    [][]string
}

func (p page) html() []byte {
	var b bytes.Buffer
	if err := pageTemplate().Execute(&b, p); err != nil {
		return fmt.Appendf(nil, "<!DOCTYPE html><html><body><p>%s</p></body></html>", template.HTMLEscapeString(err.Error()))
	}
	return b.Bytes()
}

func (h Head) when() string { return h.Date.Format("2006-01-02 15:04") + " UTC" }

func (h Head) took() string {
	return time.Duration(h.Took * float64(time.Second)).Round(time.Second).String()
}

// facts are what every form of a result begins with.
func (h Head) facts() [][]string {
	m := h.Machine
	return [][]string{
		{"date", h.when() + ", took " + h.took()},
		{"command", h.Command},
		{"commit", h.Commit},
		{"machine", fmt.Sprintf("%s, %d cores, %.1f GiB, Linux %s, %s", m.CPU, m.Cores, m.MemoryGB, m.Kernel, m.Go)},
		{"load before", m.Load},
		{"seed", fmt.Sprint(h.Seed)},
	}
}

// Facts is for the template.
func (p page) Facts() [][]string { return p.facts() }

func pageTemplate() *template.Template {
	return template.Must(template.New("page").Parse(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{{.Title}}</title>
<style>
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #ffffff; --faint: #d9d9d9; --soft: #666666; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --paper: #161616; --faint: #3a3a3a; --soft: #a0a0a0; } }
body { margin: 2rem auto; max-width: 92rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
table { border-collapse: collapse; margin: 0.8rem 0; display: block; overflow-x: auto; }
th, td { padding: 0.25rem 0.8rem; border-bottom: 1px solid var(--faint); text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; }
.facts td { text-align: left; }
p { max-width: 60rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1rem; }
figure { margin: 0; }
svg { width: 100%; height: auto; }
svg text { fill: var(--ink); } svg .title { font: 600 14px system-ui, sans-serif; }
svg .mark { font: 11px system-ui, sans-serif; } svg .name { font: 11px system-ui, sans-serif; fill: var(--soft); }
svg .grid { stroke: var(--faint); stroke-width: 1; } svg .axis { stroke: var(--soft); stroke-width: 1; }
svg .goal { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 4 4; }
</style>
</head>
<body>
<h1>{{.Title}}</h1>
<table class="facts"><tbody>{{range .Facts}}<tr>{{range .}}<td>{{.}}</td>{{end}}</tr>{{end}}</tbody></table>
{{range .Notes}}<p>{{.}}</p>
{{end}}{{range .Sections}}<h2>{{.Title}}</h2>
{{range .Notes}}<p>{{.}}</p>
{{end}}{{range .Tables}}<table><thead><tr>{{range .Columns}}<th>{{.}}</th>{{end}}</tr></thead>
<tbody>{{range .Rows}}<tr>{{range .}}<td>{{.}}</td>{{end}}</tr>
{{end}}</tbody></table>
{{end}}{{if .Charts}}<div class="charts">
{{range .Charts}}<figure>{{.}}</figure>
{{end}}</div>
{{end}}{{end}}</body>
</html>
`))
}

// markdown writes the same without charts.
func (p page) markdown() string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n", p.Title)
	for _, f := range p.facts() {
		fmt.Fprintf(&b, "- %s: `%s`\n", f[0], f[1])
	}
	for _, n := range p.Notes {
		fmt.Fprintf(&b, "\n%s\n", n)
	}
	for _, s := range p.Sections {
		if len(s.Tables) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n", s.Title)
		for _, n := range s.Notes {
			fmt.Fprintf(&b, "\n%s\n", n)
		}
		for _, t := range s.Tables {
			b.WriteString("\n|")
			for _, c := range t.Columns {
				fmt.Fprintf(&b, " %s |", c)
			}
			b.WriteString("\n|---|")
			for range t.Columns[1:] {
				b.WriteString("---:|")
			}
			for _, r := range t.Rows {
				b.WriteString("\n|")
				for _, c := range r {
					fmt.Fprintf(&b, " %s |", c)
				}
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
