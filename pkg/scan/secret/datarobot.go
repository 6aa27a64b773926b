package secret

import "sluice/pkg/scan/rule"

func datarobot() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "datarobot-key",
			About: "DataRobot API key",
			Words: []string{"datarobot"},
			Value: `[A-Za-z0-9]{60}={0,2}`,
			Match: []string{
				"DATAROBOT_API_KEY=«I7sMjt5lM6U8dBSLnGeMxwihqnsXW6cooORRm5rlz7i3VaZTDtWYb3UJ2LyC=»",
				`"datarobotApiKey": "«xA61gjv6B7NxHeX2iBd5TFj2i2vSLcShGQchsCUJZsz3l3mEFlaNzfge8qcB==»"`,
				"my datarobot secret «E6dePPxTxGXA5iEYi7S7Z1JIGJJEfRmv2yND7GB6A1ssYkzt7DSlnKjiGCmx==»",
			},
			NoMatch: []string{
				"value: I7sMjt5lM6U8dBSLnGeMxwihqnsXW6cooORRm5rlz7i3VaZTDtWYb3UJ2LyC=",
				"DATAROBOT_API_KEY=${DATAROBOT_API_KEY}",
				"datarobot api key is in the vault",
				"datarobot_version: xA61gj.2",
			},
		}.detector(),
	}
}
