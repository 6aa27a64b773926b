package secret

import "sluice/pkg/scan/rule"

func kickbox() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "kickbox-key",
			About: "Kickbox API key",
			Words: []string{"kickbox"},
			Value: `(?:live|test)_[A-Za-z0-9]{64}`,
			Match: []string{
				"KICKBOX_API_KEY=«test_eS5Wpm1Z2wvJQ8kqKfYP7PYm4JJSz41a5fCdvepISCmKVVa281gcdNjVDp3PuV8u»",
				`"kickboxApiKey": "«test_wWQbQTyqK2kNpfAWZDRTALg7VA7SfhDTT99D3TsqKLUL2vAVGF6xaKAL61vS8SWv»"`,
				"my kickbox secret «test_YadecdlWZpC3C3X1fMQMcIg9gApbFDqpyoMFKLjvK9EXLSvszbfvdqOtGLTcuGK1»",
			},
			NoMatch: []string{
				"value: test_eS5Wpm1Z2wvJQ8kqKfYP7PYm4JJSz41a5fCdvepISCmKVVa281gcdNjVDp3PuV8u",
				"KICKBOX_API_KEY=${KICKBOX_API_KEY}",
				"kickbox api key is in the vault",
				"kickbox_version: test_w.2",
			},
		}.detector(),
	}
}
