package secret

import "sluice/pkg/scan/rule"

func npmrc() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "npm-legacy-token", Type: rule.Secret, Score: 0.95, About: "npm token of the older form, in an .npmrc", Validator: "structure, entropy", Joins: false,
			Literals: []string{"_authToken="},
			Pattern:  `_authToken=[ \t]{0,2}["']?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`,
			Right:    rule.Bytes("A-Za-z0-9-"),
			Check:    rule.Random(0, 2.5, 0.95),
			Revision: 1,
			Match:    []string{"//npm.example.com/:_authToken=«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"},
			NoMatch:  []string{"_authToken=", "_authToken=0a1b2c3d-4e5f-6071-8293-", "_xxxxxxxxx=xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"},
		},
		{
			Rule: "npm-basic-auth", Type: rule.Secret, Score: 0.95, About: "npm user and password in base64, in an .npmrc", Validator: "structure, entropy", Joins: false,
			Literals: []string{":_auth=", ":_password="},
			Pattern:  `:_(?:auth|password)=[ \t]{0,2}["\']?([A-Za-z0-9+/]{12,256}={0,2})`,
			Check:    rule.Random(0, 3, 0.95),
			Revision: 1,
			Match:    []string{"//npm.example.com/:_auth=«ZXhhbXBsZTpzM2NyM3QtdjRsdWU=»"},
			NoMatch:  []string{":_auth=", ":_auth=${NPM_AUTH}", ":_auth=xxxxxxxxxxxxxxxxxxxxxxxx", "scope:_auth_token"},
		},
	}
}
