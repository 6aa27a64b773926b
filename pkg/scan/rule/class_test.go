package rule

import "testing"

func TestAllBut(t *testing.T) {
	c := AllBut("0-9_")
	for b := range 256 {
		if in := b >= '0' && b <= '9' || b == '_'; c.Has(byte(b)) == in {
			t.Errorf("%q: %v", byte(b), c.Has(byte(b)))
		}
	}
	if c.String() == Bytes("0-9_").String() {
		t.Error("a class and what is not in it are written alike")
	}
}
