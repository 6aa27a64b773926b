package disguise

import "testing"

func TestQuiet(t *testing.T) {
	for _, tt := range []struct {
		text               string
		least, before, pos int // QuietBefore(least, pos)
		after              int // QuietAfter(least, pos)
	}{
		{"between ordinary words", 0, 7, 10, 16},
		{"between ordinary words", 7, 7, 8, 16},
		{"said \"between ordinary words", 0, 0, 20, 28},     // a quote may have opened a literal
		{"said \"between ordinary words", 13, 13, 20, 22},   // nothing is open at 13
		{"\"quoted\nbetween ordinary words", 0, 15, 20, 24}, // the end of the line closed it
		{"a b c d e f g h", 0, 0, 8, 15},                    // items of a list
		{"between, ordinary; words", 0, 0, 12, 24},
		{"", 0, 0, 0, 0},
	} {
		if got := QuietBefore(tt.text, tt.least, tt.pos); got != tt.before {
			t.Errorf("%q before %d: %d, want %d", tt.text, tt.pos, got, tt.before)
		}
		if got := QuietAfter(tt.text, tt.least, tt.pos); got != tt.after {
			t.Errorf("%q after %d: %d, want %d", tt.text, tt.pos, got, tt.after)
		}
	}
}
