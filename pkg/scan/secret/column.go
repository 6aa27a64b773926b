package secret

import "sluice/pkg/scan/rule"

func column() []rule.Detector {
	return []rule.Detector{
		keyed{
			Rule:  "column-key",
			About: "Column API key",
			Name:  "column",
			Value: `(?:live|test)_[A-Za-z0-9]{24,40}`,
			Match: []string{
				"COLUMN_KEY=«test_mn1mUENWZU1YkMg5QKhE4mJOff»",
				`"column_token": "«live_0y1s1vV5J5bkvx0j7Z6mXa57S»"`,
				"column secret «test_WKOxJgltpm5PiBctw4mFNeeja»",
			},
			NoMatch: []string{
				"column: test_mn1mUENWZU1YkMg5QKhE4mJOff",
				"COLUMN_KEY=${COLUMN_KEY}",
				"the column key is in the vault",
				"column_key=your-column-key-here",
			},
		}.detector(),
	}
}
