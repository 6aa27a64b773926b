package secret_test

import (
	"testing"

	"sluice/pkg/scan"
	"sluice/pkg/scan/secret"
)

func TestSeedChecksum(t *testing.T) {
	const seed = "SUAMK2FG4MI6UE3ACF3FK3OIQBCEIEZV7NSWFFEW63UXMRLFM2XLAXK4GY" // from the nkeys documentation
	if !secret.Sealed(seed) {
		t.Error("a sound seed is not seen as one")
	}
	if secret.Sealed(seed[:20] + "A" + seed[21:]) {
		t.Error("a damaged seed is")
	}
	if got := scan.Default().Scan("xS" + "UAMK" + seed[5:] + "y"); len(got) != 1 || got[0].Score != 1 {
		t.Errorf("a sound seed between letters: %v", got)
	}
}
