package secret

import "sluice/pkg/scan/rule"

func azure() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "azure-storage-key", About: "Azure storage account key", Validator: "length of a key, base64, entropy", Type: rule.Secret, Score: 0.95, Fold: true, Joins: true,
			Literals: []string{"accountkey", "account_key", "account-key", "account key", "storage_key", "storagekey"},
			Pattern: rule.EitherCI("accountkey", "account_key", "account-key", "account key", "storage_key", "storagekey") +
				`[\\"']{0,4}[ \t]{0,8}[:=][ \t]{0,8}[\\"']{0,4}([A-Za-z0-9+/]{86}==)`,
			Check: rule.Random(0, 3.5, 0.95),
			Match: []string{
				"DefaultEndpointsProtocol=https;AccountName=demo;AccountKey=«Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==»;EndpointSuffix=core.windows.net",
				`"account_key": "«Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==»"`,
			},
			NoMatch: []string{"AccountKey=<your-account-key>;", "AccountKey=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="},
		},
		{
			Rule: "azure-shared-access-key", About: "Azure shared access key", Validator: "length of a key, base64, entropy", Type: rule.Secret, Score: 0.95, Fold: true, Joins: true,
			Literals: []string{"sharedaccesskey", "sharedsecretvalue", ";secret"},
			Pattern:  rule.EitherCI("sharedaccesskey", "sharedsecretvalue", ";secret") + `[ \t]{0,4}=[ \t]{0,4}([A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{84})`,
			Check:    rule.Random(0, 3.5, 0.95),
			Match: []string{
				"HostName=h.azure-devices.net;SharedAccessKeyName=rw;SharedAccessKey=«EXAMPLEexample0123456789+EXAMPLE/example012=»",
				"Endpoint=https://x.azconfig.io;Id=EXAMPLE-id;Secret=«EXAMPLEexample/0123456789+EXAMPLEexample012=»",
			},
			NoMatch: []string{"SharedAccessKeyName=RootManageSharedAccessKey;", "Id=xxx;Secret=xxx --feature"},
		},
		{
			Rule: "azure-ad-client-secret", About: "Azure AD client secret", Validator: "form, entropy", Type: rule.Secret, Score: 0.95, Joins: true,
			Literals: []string{"Q~"}, Before: 4,
			Pattern: `[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,44}`,
			Left:    rule.Bytes("A-Za-z0-9"),
			Check:   rule.Random(6, 3.2, 0.95),
			Hold:    rule.Hold{Back: rule.BackRun(rule.Bytes("A-Za-z0-9_~.-"), 6), Most: 6},
			Match: []string{
				"AZURE_CLIENT_SECRET=«abc8Q~EXAMPLEexample0123456789EXAMPLEexam»",
				`"«~Gg8Q~aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY»"`,
			},
			NoMatch: []string{"8Q~", "abc8Q~short", "abc8Q~xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		},
		{
			Rule: "azure-sas-signature", About: "signature of an Azure shared access URL", Validator: "length of a digest, entropy", Type: rule.Secret, Score: 0.9,
			Literals: []string{"sig="},
			Pattern:  `sig=((?:[A-Za-z0-9+/]|%2[BbFf]){43}(?:%3[Dd]|=))`,
			Left:     rule.Bytes("A-Za-z0-9"),
			Check:    checkSAS,
			Hold:     rule.Hold{After: 512},
			Match: []string{
				"https://demo.blob.core.windows.net/c/f.txt?sv=2022-11-02&se=2030-01-01T00%3A00%3A00Z&sr=b&sp=r&sig=«Z%2FRHIX5Xcg0Mq2rqI3OlWTjEg2tYkboXr1P9ZUXDtkk%3D»",
				"sig=«Z/RHIX5Xcg0Mq2rqI3OlWTjEg2tYkboXr1P9ZUXDtkk=»&se=2030-01-01",
			},
			NoMatch: []string{"sig=abc", "design=Z/RHIX5Xcg0Mq2rqI3OlWTjEg2tYkboXr1P9ZUXDtkk=", "sig=Z/RHIX5Xcg0Mq2rqI3OlWTjEg2tYkboXr1P9ZUXDtkk= alone"},
		},
		{
			Rule: "azure-devops-pat", About: "Azure DevOps personal access token", Validator: "signature, length, entropy", Type: rule.Secret, Score: 0.95, Joins: true,
			Literals: []string{"AZDO"}, Before: 76,
			Pattern: `[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}`,
			Check:   rule.Random(0, 3, 0.95),
			Hold:    rule.Hold{Back: rule.BackRun(rule.Bytes("A-Za-z0-9"), 80), Most: 80},
			Match:   []string{"pat = «EXAMPLEexample0123456789EXAMPLEexample0123456789EXAMPLEexample0123456789ABCDAZDO4Exa»"},
			NoMatch: []string{"AZDO", "set AZDO_PAT in the pipeline"},
		},
	}
}

// checkSAS wants another parameter of a shared access signature close by.
func checkSAS(text string, m rule.Match) float64 {
	if rule.Entropy(text[m.From:m.To]) < 3.5 || !rule.Near(text, m.Start, m.End, 512, 512, "sv=", "se=", "sp=", "skoid=", "sharedaccesssignature") {
		return 0
	}
	return 0.9
}
