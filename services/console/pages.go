package console

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"sluice/pkg/exchange"
)

//go:embed web
var web embed.FS

const shortTime = "2006-01-02 15:04:05"

// page is what every page is made of; Body is its own.
type page struct {
	Title     string
	CSRF      string
	User      string // "" where nobody is logged in
	Tenant    string
	Version   string
	Flags     bool // may see them
	Exchanges bool
	Complaint string
	Body      any
}

// pages are the templates by name.
type pages map[string]*template.Template

func loadPages() (pages, error) {
	out := pages{}
	for _, name := range []string{"login", "flags", "exchanges", "exchange", "fault"} {
		t, err := template.New("layout.html").Funcs(template.FuncMap{
			"words": words, "short": func(t time.Time) string { return t.UTC().Format(shortTime) },
			"exact": func(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) },
			"ms":    func(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) },
			"score": func(f float64) string { return strconv.FormatFloat(f, 'f', 3, 64) },
			"state": func(s exchange.CheckState) string { return words(string(s)) },
		}).ParseFS(web, "web/layout.html", "web/"+name+".html")
		if err != nil {
			return nil, fmt.Errorf("reading the console's pages: %w", err)
		}
		out[name] = t
	}
	return out, nil
}

// render writes a page whole or not at all.
func (p pages) render(w http.ResponseWriter, log *slog.Logger, status int, name string, content page) {
	var out bytes.Buffer
	if err := p[name].Execute(&out, content); err != nil {
		log.Error("writing a page", "page", name, "error", err)
		http.Error(w, "The page could not be written.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if _, err := w.Write(out.Bytes()); err != nil {
		log.Debug("the browser went away before its page")
	}
}

// serveStatic serves the style and the script, which everybody may read.
func serveStatic(w http.ResponseWriter, r *http.Request) {
	kind := map[string]string{"console.css": "text/css; charset=utf-8", "console.js": "text/javascript; charset=utf-8"}[r.PathValue("file")]
	data, err := fs.ReadFile(web, "web/"+r.PathValue("file"))
	if kind == "" || err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
