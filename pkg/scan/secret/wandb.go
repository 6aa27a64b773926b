package secret

import "sluice/pkg/scan/rule"

func wandb() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "wandb-api-key", About: "Weights & Biases API key",
			Words: []string{"wandb", "weights_and_biases", "weights-and-biases"}, Value: `[0-9a-f]{40}`, Bits: 3,
			Match:   []string{"wandb_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»", "wandb.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»'"},
			NoMatch: []string{"WANDB_API_KEY=your_key_here", "wandb 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "wandb_version: 0a1b2c", "WANDB_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "wandb_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
		prefixed{
			Rule: "wandb-api-key-v1", About: "Weights & Biases API key of the newer form",
			Prefixes: []string{"wandb_v1_"}, Body: `[A-Za-z0-9_]{60,100}`,
			Match:   []string{"the key is «wandb_v1_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE», see", `curl -H "X-Api-Key: «wandb_v1_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE»" https://example.com`},
			NoMatch: []string{"wandb_v1_", "wandb_v1_your-key-here", "wandb_v1_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "wandb_v1_4eXampLE0kT7bQz3VnW5E"},
		}.detector(),
	}
}
