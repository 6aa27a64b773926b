package disguise

import (
	"math/rand/v2"
	"testing"
)

// TestWorth holds what is told by the traits of a stretch to what the decoder makes of it.
func TestWorth(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	alphabets := []string{
		"0123456789abcdef", "0123456789ABCDEF", "abcdefghijklmnopqrstuvwxyz234567", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "abcdefghijklmnopqrstuvwxyz-_/", "A0123456789+/",
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "AB", "a1-",
	}
	idle, found := 0, 0
	var d decoder
	for range 20000 {
		from := alphabets[dice.IntN(len(alphabets))]
		s := make([]byte, minToken+dice.IntN(48))
		var all trait
		for i := range s {
			if s[i] = from[dice.IntN(len(from))]; i >= 4 && dice.IntN(3) > 0 {
				s[i] = s[i-4]
			}
			all |= traits[s[i]]
		}
		decoded := false
		d.token(s, len(s), func(Kind, string, bool) { decoded = true })
		if decoded && !all.worth(s) {
			t.Errorf("%q is decoded, and is told not to be worth it", s)
		}
		if decoded {
			found++
		}
		if !all.worth(s) {
			idle++
		}
	}
	if idle < 1000 || found < 100 {
		t.Errorf("%d not worth it, %d decoded", idle, found)
	}
}

func TestNextSpecial(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		text := make([]byte, dice.IntN(40))
		for i := range text {
			text[i] = byte(dice.IntN(256))
			if dice.IntN(8) > 0 {
				text[i] = "ab=<>$'[]@ \x01\x7f"[dice.IntN(13)]
			}
		}
		for from := range text {
			want := from
			for want < len(text) && !special[text[want]] {
				want++
			}
			if got := nextSpecial(string(text), from); got != want {
				t.Fatalf("from %d of %q: %d, want %d", from, text, got, want)
			}
		}
	}
}
