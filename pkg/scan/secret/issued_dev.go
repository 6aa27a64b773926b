package secret

import "sluice/pkg/scan/rule"

// developmentTokens are tokens of services of development and operations.
func developmentTokens() []rule.Detector {
	return issuedAll([]issued{
		{Rule: "openshift-token", About: "OpenShift OAuth token", Prefix: "sha256~", Body: `[A-Za-z0-9_-]{43}`, Sample: "mnuxlD5RVWfpz8IDyahM9xiRaFy9v8VeFW8UTsbhZEw"},
		{Rule: "settlemint-access-token", About: "SettleMint access token", Prefix: "sm_aat_", Body: `[A-Za-z0-9]{16}`, Sample: "WVm6vyjs5FPSXYfK", Check: letters(0.95)},
		{Rule: "settlemint-personal-token", About: "SettleMint personal or service token", Prefix: "sm_pat_", Body: `[A-Za-z0-9]{16}`, Sample: "hsAv82eHBdoAprQU", Check: letters(0.95)},
		{Rule: "scalingo-us-token", About: "Scalingo API token", Prefix: "tk-us-", Body: `[A-Za-z0-9_-]{48}`, Sample: "ejr9gJEBlI2y27pfCwiZfa0XjxZbbqJD9y3HfdnmZCaEHf9r"},
		{Rule: "scalingo-eu-token", About: "Scalingo API token of a European region", Prefix: "tk-eu-", Body: `[A-Za-z0-9_-]{48}`, Sample: "M91REGbdkzXXGB3L85QPNOLcnbAXUAZ300B65ya0Wk5vjtXm"},
		{Rule: "jetbrains-permanent-token", About: "permanent token of YouTrack or Hub (JetBrains)", Prefix: "perm-", Body: `[A-Za-z0-9+/]{4,64}={0,2}\.[A-Za-z0-9+/-]{2,64}={0,2}\.[A-Za-z0-9]{20,40}`, Sample: "2Ce9bsnXYYpH.8LqSAT9W.WDeeRyc5A4jmPbV1F9uMDiDpe6x8Nb"},
		{Rule: "jetbrains-permanent-token-old", About: "permanent token of YouTrack or Hub with a colon", Prefix: "perm:", Body: `[A-Za-z0-9+/]{4,64}={0,2}\.[A-Za-z0-9+/-]{2,64}={0,2}\.[A-Za-z0-9]{20,40}`, Sample: "B17bK4hDvqtt.TZYukTg2.Pzxtx6EJLC93p9KiqbIaUyipEQTdaa"},
		{Rule: "aiven-service-password", About: "password of a service at Aiven", Prefix: "AVNS_", Body: `[A-Za-z0-9_-]{16,30}`, Sample: "XnAoGTNpYtdZGpcSy4w"},
		{Rule: "open-vsx-token", About: "Open VSX token", Prefix: "ovsxp_", Body: `[0-9a-f-]{36}`, Sample: "09ee33b8-cc95-42e1-a6c3-9bd4eb2f06e1"},
		{Rule: "depot-token", About: "Depot token of an organization or a project", Prefix: "depot_org_", Body: `[0-9a-f]{64}`, Sample: "123a4ba88f438808c578e541b30e1f10d3de732212e9283c98e990afec468a6e"},
		{Rule: "depot-project-token", About: "Depot token of a project", Prefix: "depot_project_", Body: `[0-9a-f]{64}`, Sample: "24b2dec564f5eb04d8f675d8a9368db8f233a33951c5a83da3929add2292513d"},
		{Rule: "weblate-user-token", About: "Weblate token", Prefix: "wlu_", Body: `[A-Za-z0-9]{36,44}`, Sample: "gDAeoAb8KIsPgRGu7x8eDygkXphNIgfPQIyBhrtJ", Check: bothCasesScore},
		{Rule: "weblate-project-token", About: "Weblate token of a project", Prefix: "wlp_", Body: `[A-Za-z0-9]{36,44}`, Sample: "D0Bcn4G6iyQOl6mu4ZTHeitd28PDtCJ6ZKOGqskV", Check: bothCasesScore},
		{Rule: "firehydrant-bot-token", About: "FireHydrant bot token", Prefix: "fhb-", Body: `[0-9a-f]{32}`, Sample: "8efc346e3e74752e8e5f398b1360aff9"},
		{Rule: "launchdarkly-mobile-key", About: "LaunchDarkly mobile key", Prefix: "mob-", Body: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Sample: "a194d9db-4961-40f5-a9d9-deaa05f0feb1"},
		{Rule: "statsig-console-key", About: "Statsig console key", Prefix: "console-", Body: `[A-Za-z0-9]{40,50}`, Sample: "oIaEhVmkk2GpQ1zPgyAP3oPr6anQpLeV7GxBLtoVgxJ", Check: bothCasesScore},
		{Rule: "boundary-token", About: "HashiCorp Boundary token", Prefix: "at_", Body: `[A-Za-z0-9]{10}_s1[A-Za-z0-9]{60,400}`, Sample: "MJWZCYRUd5_s1qH1ajBdDamXmglD4C5ZEEsHebXYSXNND1NNMT622NnbP4CGm9eSvmgIx4flozacBdtmU3yzkX9h5ySmn"},
		{Rule: "unleash-production-token", About: "Unleash API token of the production environment", Prefix: ":production.", Body: `[0-9a-f]{48,72}`, Sample: "4ce4d08e6827dde66a8165b3db49504d30ea2f4b01bf8ead5cde07f9"},
		{Rule: "unleash-development-token", About: "Unleash API token of the development environment", Prefix: ":development.", Body: `[0-9a-f]{48,72}`, Sample: "32f72a32ad5ab193221ff6e94d8e279292c9d35bd2a6b3ea3fa1e179"},
		{Rule: "the-things-network-key", About: "The Things Stack API key", Prefix: "NNSXS.", Body: `[A-Z2-7]{39}\.[A-Z2-7]{52}`, Sample: "TQ5WF42MZ3HIE4UCTX2GLA4JTCGDEFSSS3OC35S.KVZ55CLX6UFH4RXVHYZ4QIJ5WRLL2AZUQMJ35HSYCMMZP7BHTGVV"},
		{Rule: "socket-security-token", About: "Socket API token", Prefix: "sktsec_", Body: `[A-Za-z0-9_-]{30,80}`, Sample: "Nwk27acmFcrEHnc6ovYuoxDbcShWmgSthp5eOhX5VL66", Check: bothCasesScore},
		{Rule: "mergify-key", About: "Mergify application key", Prefix: "mka_", Body: `[A-Za-z0-9_-]{40,90}`, Sample: "N71b6FlsIbmrTkrz06rfOwtShNpbMo8rZ5yCZqeEzFjzQ5UE8IdX9zNMcmGXQqvG", Check: bothCasesScore},
	})
}
