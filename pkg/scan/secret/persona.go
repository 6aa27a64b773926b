package secret

import "sluice/pkg/scan/rule"

func persona() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "persona-api-key", About: "Persona API key",
			Prefixes: []string{"persona_production_", "persona_sandbox_"}, Body: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
			Match:   []string{"PERSONA_API_KEY=«persona_production_0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»", "Authorization: Bearer «persona_production_0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"},
			NoMatch: []string{"persona_production_", "persona_production_your-key-here", "persona_production_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "persona_production_0a1b2c3d-4e5"},
		}.detector(),
	}
}
