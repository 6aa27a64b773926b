package secret

import "sluice/pkg/scan/rule"

func sonarQube() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "sonarqube-token", About: "SonarQube user, project or global token",
			Prefixes: []string{"squ_", "sqp_", "sqa_"}, Body: `[0-9a-f]{40}`,
			Bits: 3, Left: alnum, Right: tokenBytes,
			Match:   []string{"the key is «squ_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d», see", `curl -H "X-Api-Key: «squ_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»" https://example.com`},
			NoMatch: []string{"squ_", "squ_your-key-here", "squ_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "squ_0a1b2c3d4e5f6"},
		}.detector(),
		weak{
			Rule: "sonarqube-token-old", About: "SonarQube or SonarCloud token of the older form",
			Words: []string{"sonar_", "sonar.", "sonarqube", "sonarcloud"}, Value: `[0-9a-f]{40}`, Bits: 3,
			Match:   []string{"sonar_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»", "sonar.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»'"},
			NoMatch: []string{"SONAR_API_KEY=your_key_here", "sonar 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "sonar_version: 0a1b2c", "SONAR_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sonar_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
	}
}
