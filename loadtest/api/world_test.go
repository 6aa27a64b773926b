package api

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"sluice/loadtest/rig"
)

// A secret that is obviously made up: it is the one of AWS's own documentation.
const blocked = "AKIA" + "IOSFODNN7EXAMPLE"

const policyText = `version: api
deadline: 3s
input:
  default: flag
  types: {EMAIL_ADDRESS: pseudonymize}
  rules: {aws-access-key-id: block}
output: {default: flag}
`

const toolPolicies = `@id("ticket") permit (principal, action, resource == Sluice::Tool::"get_ticket");
`

const config = `policy: %q
tools: %q
limits: {max_body: 64KiB}
`

// start runs `sluice up` with a policy that blocks something, and tools.
func start(t *testing.T) *rig.Up {
	t.Helper()
	dir := t.TempDir()
	tools := filepath.Join(dir, "tools")
	if err := os.Mkdir(tools, 0o700); err != nil {
		t.Fatal(err)
	}
	rig.WriteFile(t, filepath.Join(tools, "tools.cedar"), "%s", toolPolicies)
	policy := rig.WriteFile(t, filepath.Join(dir, "policy.yaml"), "%s", policyText)
	return rig.StartUp(t, fmt.Sprintf(config, policy, tools))
}
