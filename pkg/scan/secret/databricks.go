package secret

import "sluice/pkg/scan/rule"

func databricks() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "databricks-token",
			About:    "Databricks personal access token",
			Prefixes: []string{"dapi"},
			Body:     `[a-f0-9]{32}(?:-[0-9])?`,
			Match: []string{
				"DATABRICKS_TOKEN=«dapi3e88d335f03af0ce3ea80189fd1ddaf6»",
				"Authorization: Bearer «dapi0b678468bf6659de27d9cdad7bf42b4b-9»",
			},
			NoMatch: []string{
				"dapi",
				"dapi3e88d335f0",
				"dapixxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with dapi and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "databricks-oauth-secret",
			About:    "Databricks OAuth secret",
			Prefixes: []string{"dose"},
			Body:     `[a-f0-9]{32}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"DATABRICKS_TOKEN=«dose852205eb859a613d8a23fcd87a20a72b»",
				"Authorization: Bearer «dose29a6b723d55334fb4bba205054f5eb75»",
			},
			NoMatch: []string{
				"dose",
				"dose852205eb85",
				"dosexxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with dose and is kept in the vault",
			},
		}.detector(),
	}
}
