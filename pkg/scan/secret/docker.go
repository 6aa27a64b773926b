package secret

import "sluice/pkg/scan/rule"

func docker() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "docker-access-token", About: "Docker Hub personal or organization access token", Prefixes: []string{"dckr_pat_", "dckr_oat_"}, Body: `[A-Za-z0-9_-]{27,40}`, Bits: 3,
			Match:   []string{"docker login -u ada -p «dckr_pat_EXAMPLEexample0123456789abc»", "DOCKER_TOKEN=«dckr_oat_EXAMPLEexample0123456789abcdefgh»"},
			NoMatch: []string{"dckr_pat_", "dckr_pat_short", "dckr_pat_xxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
		prefixed{
			Rule: "docker-swarm-token", About: "Docker Swarm join token or unlock key", Prefixes: []string{"SWMTKN-1-", "SWMKEY-1-"}, Body: `(?:[a-z0-9]{50}-[a-z0-9]{25}|[A-Za-z0-9+/]{43})`, Bits: 3,
			Match:   []string{"docker swarm join --token «SWMTKN-1-0a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4y-0a1b2c3d4e5f6g7h8i9j0k1l2» 192.0.2.1:2377", "«SWMKEY-1-EXAMPLEexample0123456789EXAMPLEexample01234»"},
			NoMatch: []string{"SWMTKN-1-", "SWMTKN-1-xxxxx", "SWMTKN-1-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
		{
			Rule: "docker-config-auth", Type: rule.Secret, Score: 0.95, About: "registry credentials in a Docker config.json", Validator: "base64 of user:password",
			Literals: []string{`auth"`, `auth\"`},
			Pattern:  `auth\\?"[ \t\r\n]{0,16}:[ \t\r\n]{0,16}\\?"([A-Za-z0-9+/]{8,900}={0,2})`,
			Left:     rule.Bytes("A-Za-z0-9"), Right: rule.Bytes("A-Za-z0-9+/="),
			Check: checkBasic, Revision: 1,
			Match:   []string{`{"auths":{"registry.example.com":{"auth":"«ZXhhbXBsZTpzM2NyM3Q=»"}}}`, `{\"auth\": \"«ZXhhbXBsZTpzM2NyM3Q=»\"}`},
			NoMatch: []string{`"auth": "required"`, `"auth": "bearerToken"`, `"auth": "c29tZXRoaW5n"`, `"auth": ""`},
		},
	}
}
