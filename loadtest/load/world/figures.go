package world

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Figures reads metrics without labels from where a process serves its operators.
func Figures(ops string, names ...string) ([]float64, error) {
	client := http.Client{Timeout: 10 * time.Second}
	res, err := client.Get("http://" + ops + "/metrics")
	if err != nil {
		return nil, fmt.Errorf("reading metrics: %w", err)
	}
	defer client.CloseIdleConnections()
	defer res.Body.Close()
	page, err := io.ReadAll(io.LimitReader(res.Body, 8<<20))
	if err != nil {
		return nil, fmt.Errorf("reading metrics: %w", err)
	}
	var out []float64
	for _, name := range names {
		_, after, found := strings.Cut("\n"+string(page), "\n"+name+" ")
		text, _, _ := strings.Cut(after, "\n")
		v, err := strconv.ParseFloat(text, 64)
		if !found || err != nil {
			return nil, fmt.Errorf("there is no %s among the metrics", name)
		}
		out = append(out, v)
	}
	return out, nil
}
