package secret

import "sluice/pkg/scan/rule"

func box() []rule.Detector {
	return []rule.Detector{
		keyed{
			Rule:  "box-key",
			About: "Box client id, client secret or developer token",
			Name:  "box",
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"BOX_KEY=«AEBhjjXHbHUEtS1ODs0mAHXTcfrpPbwX»",
				`"box_token": "«BaEItm10vLhHxlIxysDbmRfyZZtVxulh»"`,
				"box secret «SFFAOZhSpM0QOEGegY6q7vGBBgt9l4Cd»",
			},
			NoMatch: []string{
				"box: AEBhjjXHbHUEtS1ODs0mAHXTcfrpPbwX",
				"BOX_KEY=${BOX_KEY}",
				"the box key is in the vault",
				"box_key=your-box-key-here",
			},
		}.detector(),
	}
}
