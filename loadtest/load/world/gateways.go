package world

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"sluice/loadtest/rig"
)

// Gateways of others, as `make gateways` installs them from public registries.
const (
	Portkey = "portkey" // npm @portkey-ai/gateway
	LiteLLM = "litellm" // PyPI litellm[proxy]
)

// Gateways are the names of the sides that need an installation.
func Gateways() []string { return []string{Portkey, LiteLLM} }

// Tools are programs beside Sluice's own that sides are made of.
type Tools struct {
	Self     string // this instrument, which has a plain reverse proxy in it
	Gateways string // folder of the installed gateways
}

// gatewayTime bounds the start of a gateway: Python imports for long.
const gatewayTime = 2 * time.Minute

// proxy is one reverse proxy of Go's standard library, in a process of its own.
func proxy(h rig.Host, self, url string) Side {
	p := rig.Start(h, h.TempDir(), Proxy, self, nil, true, "proxy", "--listen", rig.FreeAddr(h), "--to", url)
	return Side{Name: Proxy, About: "a plain reverse proxy: Go's httputil.ReverseProxy, no check, no record", Addr: p.Addr("http"), PIDs: []int{p.PID()}}
}

// Ours says whether the side has no part of others': a wrong answer of theirs is a
// finding, and one of ours fails the run.
func (s Side) Ours() bool { return !slices.Contains(Gateways(), s.Name) }

// portkey is one process of Node, as its own command starts it. Where the model
// stands is said in headers of each request.
func portkey(h rig.Host, dir, url string) Side {
	root := filepath.Join(dir, "npm", "node_modules", "@portkey-ai", "gateway")
	addr := rig.FreeAddr(h)
	p := rig.Start(h, h.TempDir(), Portkey, "node", []string{"TRUSTED_CUSTOM_HOSTS=127.0.0.1", "NODE_ENV=production"}, false,
		filepath.Join(root, "build", "start-server.js"), "--headless", "--port="+port(addr))
	answers(h, p, "http://"+addr+"/")
	return Side{
		Name: Portkey, About: "@portkey-ai/gateway from npm, no guardrail configured", Addr: addr, Token: "none", PIDs: []int{p.PID()},
		Headers: []string{"x-portkey-provider: openai", "x-portkey-custom-host: " + url + "/v1"},
	}
}

// litellm is one worker, as its own command starts it, with a master key and without
// a database.
func litellm(h rig.Host, dir, url string) Side {
	work, addr, key := h.TempDir(), rig.FreeAddr(h), "sk-load"
	config := rig.WriteFile(h, filepath.Join(work, "litellm.yaml"), `model_list:
  - model_name: sluice-dev
    litellm_params: {model: openai/sluice-dev, api_base: "%s/v1", api_key: none}
general_settings: {master_key: %s}
litellm_settings: {telemetry: false}
`, url, key)
	// Nothing outside this machine is asked: no price list, no telemetry.
	env := []string{"LITELLM_LOG=ERROR", "LITELLM_TELEMETRY=False", "LITELLM_LOCAL_MODEL_COST_MAP=True", "NO_PROXY=127.0.0.1"}
	p := rig.Start(h, work, LiteLLM, filepath.Join(dir, "venv", "bin", "litellm"), env, false, "--config", config, "--host", "127.0.0.1", "--port", port(addr))
	answers(h, p, "http://"+addr+"/health/liveliness")
	return Side{Name: LiteLLM, About: "litellm's proxy from PyPI, one worker, a master key, no guardrail configured", Addr: addr, Token: key, PIDs: []int{p.PID()}}
}

// installed says what is missing of a gateway.
func installed(h rig.Host, name, dir string) {
	need := map[string]string{Portkey: "npm/node_modules/@portkey-ai/gateway/build/start-server.js", LiteLLM: "venv/bin/litellm"}[name]
	if _, err := os.Stat(filepath.Join(dir, need)); err != nil {
		h.Fatalf("%s is not installed in %q: make gateways installs it", name, dir)
	}
}

// answers waits until the process answers at url, with whatever status.
func answers(h rig.Host, p *rig.Process, url string) {
	client := http.Client{Timeout: 5 * time.Second}
	rig.Eventually(h, gatewayTime, fmt.Sprintf("%s answers", p.Name), func() bool {
		select {
		case <-p.Done():
			h.Fatalf("%s ended before it was ready:\n%s", p.Name, p.Tail())
		default:
		}
		res, err := client.Get(url)
		if err != nil {
			return false
		}
		return res.Body.Close() == nil && res.StatusCode < 500
	})
}

func port(addr string) string {
	_, p, _ := net.SplitHostPort(addr)
	return p
}
