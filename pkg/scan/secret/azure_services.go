package secret

import "sluice/pkg/scan/rule"

func azureServices() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "azure-openai-key",
			About: "Azure OpenAI key",
			Words: []string{"azure_openai", "azure-openai", "azureopenai"},
			Value: `[a-z0-9]{32}`,
			Match: []string{
				"AZURE_OPENAI_API_KEY=«x83820ewnj36ptxd9xcovdorihfhn4ti»",
				`"azure_openai_key": "«k6088p2hcgugr7o5irbfx2spdgqt1l54»"`,
				"my azure_openai secret «44hngwmixfhp78pzncsudz9d4zrgyxv6»",
			},
			NoMatch: []string{
				"value: x83820ewnj36ptxd9xcovdorihfhn4ti",
				"AZURE_OPENAI_API_KEY=${AZURE_OPENAI_API_KEY}",
				"azure_openai api key is in the vault",
				"azure_openai_version: k6088p.2",
			},
		}.detector(),
		named{
			Rule:  "azure-search-key",
			About: "Azure AI Search query or admin key",
			Words: []string{"azure_search", "azure-search", "azuresearch"},
			Value: `[A-Za-z0-9]{52}`,
			Match: []string{
				"AZURE_SEARCH_API_KEY=«1dPqLOVcGP3hBgwy8wgXd5kbYZKEBEWSnoRHIHejISOVfWuOV5sI»",
				`"azure_search_key": "«UdIqyKpmq1vdgCErJBiPq6CmuN6Mm24ufKw2Bpi2vZyH6gZ6D6v1»"`,
				"my azure_search secret «u8u3mBdr37YT0nAlNYj64FsL6vmwAek3vMfPxCM1NTBnqeiiIReH»",
			},
			NoMatch: []string{
				"value: 1dPqLOVcGP3hBgwy8wgXd5kbYZKEBEWSnoRHIHejISOVfWuOV5sI",
				"AZURE_SEARCH_API_KEY=${AZURE_SEARCH_API_KEY}",
				"azure_search api key is in the vault",
				"azure_search_version: UdIqyK.2",
			},
		}.detector(),
		named{
			Rule:  "azure-cognitive-key",
			About: "Azure AI services (Cognitive Services) key",
			Words: []string{"ocp-apim-subscription-key", "cognitive", "azure_speech", "azure_translator", "azure_vision"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"ocp-apim-subscription-key-key=«855b9454024b5f96139255ba0ed5a4ae»",
				`"ocp-apim-subscription-key": "«de04aeb7d969f2da1fd1e5bec9de5a91»"`,
				"my ocp-apim-subscription-key secret «99ddd1005736c9b0c4ba296cca825864»",
			},
			NoMatch: []string{
				"value: 855b9454024b5f96139255ba0ed5a4ae",
				"OCP_APIM_SUBSCRIPTION_KEY_API_KEY=${OCP_APIM_SUBSCRIPTION_KEY_API_KEY}",
				"ocp-apim-subscription-key api key is in the vault",
				"ocp-apim-subscription-key_version: de04ae.2",
			},
		}.detector(),
		azureAccessKey(),
		named{
			Rule:  "azure-devops-legacy-pat",
			About: "Azure DevOps personal access token of 52 digits",
			Words: []string{"azure_devops", "azure-devops", "azuredevops", "vsts", "ado_pat", "ado_token"},
			Value: `[a-z2-7]{52}`,
			Match: []string{
				"AZURE_DEVOPS_API_KEY=«lbsokhfzqz2hmn4wwvfttk56fhhgobvhim5ar6smupv23znyi7sc»",
				`"azure_devops_key": "«2olk2z7w5xcnuufhdvq6x2dmbelepnq62s4ngct3fxhwvtt2m5we»"`,
				"my azure_devops secret «5hsb2mvgrxh6nasc4nd62gjvnt7uxbdm32kepzxfnqymlkusomoz»",
			},
			NoMatch: []string{
				"value: lbsokhfzqz2hmn4wwvfttk56fhhgobvhim5ar6smupv23znyi7sc",
				"AZURE_DEVOPS_API_KEY=${AZURE_DEVOPS_API_KEY}",
				"azure_devops api key is in the vault",
				"azure_devops_version: 2olk2z.2",
			},
		}.detector(),
	}
}
