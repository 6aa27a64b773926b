package engine_test

import (
	"net/http"
	"strings"
	"testing"

	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
)

// The answers here are synthetic: written after the engines' documentation, not recorded from them.
func TestIdentify(t *testing.T) {
	const digest = "365c0bd3c000a25d28ddbf732fe1c6add414de7275464c4e4d1c3b5fcb5d8ad1"
	tags := `{"models":[
		{"name":"other:latest","model":"other:latest","digest":"` + strings.Repeat("0", 64) + `","size":1},
		{"name":"llama3.3:70b","model":"llama3.3:70b","digest":"` + digest + `"},
		{"name":"plain:latest","digest":"sha256:` + strings.ToUpper(digest) + `"},
		{"name":"host:5000/team/plain:latest","digest":"` + digest + `"},
		{"name":"short:latest","digest":"abc"}]}`
	vllm := `{"object":"list","data":[
		{"id":"big","object":"model","owned_by":"vllm","root":"meta-llama/Llama-3.3-70B-Instruct"},
		{"id":"local","root":"/srv/models/llama"},{"id":"bare"}]}`
	props := `{"model_path":"/srv/models/llama-3.3-Q4_K_M.gguf","build_info":"b1-x"}`
	info := `{"model_id":"org/llama","model_sha":"E985A63CDC139290C5F700FF1929F0B5942CCED2","model_dtype":"torch.float16","max_concurrent_requests":128}`
	const commit = "e985a63cdc139290c5f700ff1929f0b5942cced2"
	tests := []struct {
		kind, model, path, body string
		want                    engine.Identity
		fails                   engine.Kind
	}{
		{"ollama", "llama3.3:70b", "/api/tags", tags, engine.Identity{Engine: "ollama", Model: "llama3.3:70b", SHA: digest}, ""},
		{"ollama", "plain", "/api/tags", tags, engine.Identity{Engine: "ollama", Model: "plain:latest", SHA: digest}, ""},
		{"ollama", "host:5000/team/plain", "/api/tags", tags, engine.Identity{Engine: "ollama", Model: "host:5000/team/plain:latest", SHA: digest}, ""},
		{"ollama", "llama3.3", "/api/tags", tags, engine.Identity{}, engine.Refused},
		{"ollama", "short", "/api/tags", tags, engine.Identity{}, engine.Protocol},
		{"ollama", "x", "/api/tags", "[]", engine.Identity{}, engine.Protocol},
		{"ollama", "x", "/elsewhere", tags, engine.Identity{}, engine.Refused},
		{"vllm", "big", "/v1/models", vllm, engine.Identity{Engine: "vllm", Model: "meta-llama/Llama-3.3-70B-Instruct"}, ""},
		{"vllm", "local", "/v1/models", vllm, engine.Identity{Engine: "vllm", Model: "llama"}, ""},
		{"vllm", "bare", "/v1/models", vllm, engine.Identity{Engine: "vllm", Model: "bare"}, ""},
		{"vllm", "none", "/v1/models", vllm, engine.Identity{}, engine.Refused},
		{"vllm", "none", "/v1/models", "1", engine.Identity{}, engine.Protocol},
		{"llamacpp", "any", "/props", props, engine.Identity{Engine: "llamacpp", Model: "llama-3.3-Q4_K_M.gguf"}, ""},
		{"llamacpp", "any", "/props", "{}", engine.Identity{Engine: "llamacpp", Model: "any"}, ""},
		{"llamacpp", "any", "/props", `"x"`, engine.Identity{}, engine.Protocol},
		{"tgi", "any", "/info", info, engine.Identity{Engine: "tgi", Model: "org/llama", Revision: commit}, ""},
		{"tgi", "any", "/info", `{"model_id":"/data/weights/llama","model_sha":null}`, engine.Identity{Engine: "tgi", Model: "llama"}, ""},
		{"tgi", "any", "/info", `{"model_id":"org/llama","model_sha":"main"}`, engine.Identity{Engine: "tgi", Model: "org/llama"}, ""},
		{"tgi", "any", "/info", `[]`, engine.Identity{}, engine.Protocol},
		{"tgi", "any", "/elsewhere", info, engine.Identity{}, engine.Refused},
		{"openai", "gpt", "/none", "", engine.Identity{Engine: "openai", Model: "gpt"}, ""},
		{"dev", "sluice-dev/echo", "/none", "", engine.Identity{Engine: "dev", Model: "sluice-dev/echo", SHA: devmodel.Digest()}, ""},
		{"dev", "gpt", "/none", "", engine.Identity{}, engine.Refused},
	}
	for _, tt := range tests {
		t.Run(tt.kind+" "+tt.model, func(t *testing.T) {
			mux := http.NewServeMux()
			mux.HandleFunc("GET "+tt.path, reply("application/json", tt.body))
			e, ok := open(t, tt.kind, serve(t, mux)).(engine.Identifier)
			if !ok {
				t.Fatal("no Identifier")
			}
			got, err := e.Identify(t.Context(), tt.model)
			if tt.fails != "" {
				if k := kindOf(t, err); k != tt.fails {
					t.Errorf("got %s, want %s", k, tt.fails)
				}
				return
			}
			if err != nil || got != tt.want {
				t.Errorf("got %+v, %v; want %+v", got, err, tt.want)
			}
		})
	}
}
