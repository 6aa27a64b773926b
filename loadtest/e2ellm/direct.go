package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// direct is a client of the engine, by way of the tap, so that both ways have it.
func (w *world) direct() *client {
	return &client{url: w.tap.addr, token: w.settings.APIKey, http: &http.Client{}}
}

// get and post ask the engine something of its own.
func (w *world) get(ctx context.Context, path string) ([]byte, error) {
	return w.engineCall(ctx, http.MethodGet, path, nil)
}

func (w *world) post(ctx context.Context, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	data, err := w.engineCall(ctx, http.MethodPost, path, body)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, out)
}

func (w *world) engineCall(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, w.tap.addr+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	if w.settings.APIKey != "" {
		req.Header.Set("Authorization", "Bearer "+w.settings.APIKey)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, 16<<20))
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the engine answers %s with %d", path, resp.StatusCode)
	}
	return data, nil
}

// window is how many tokens fit into the engine's context, 0 where it does not tell.
func (w *world) window(ctx context.Context) int {
	var props struct {
		Settings struct {
			Context int `json:"n_ctx"`
		} `json:"default_generation_settings"`
	}
	var models struct {
		Data []struct {
			ID     string `json:"id"`
			Length int    `json:"max_model_len"`
		} `json:"data"`
	}
	switch w.kind {
	case "llamacpp":
		if data, err := w.get(ctx, "/props"); err == nil && json.Unmarshal(data, &props) == nil {
			return props.Settings.Context
		}
	case "vllm":
		if data, err := w.get(ctx, "/v1/models"); err == nil && json.Unmarshal(data, &models) == nil {
			for _, m := range models.Data {
				if m.ID == w.model {
					return m.Length
				}
			}
		}
	}
	return 0
}
