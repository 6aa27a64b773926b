package disguises

import (
	"math/rand"
	"strings"
	"testing"

	"sluice/pkg/scan/disguise"
)

// made up, in the shape of a GitHub token, an AWS key id, a card number with spaces left out and a short password
var secrets = []string{"ghp_q8Zt2LmXv9Rw3KpYb7NcJd4HsFg6Te1UaVo5", "AKIAQ7X2MZP4LT6WNB3D", "4111111111111111", "sk_test_9fK2mQ7xR4vT1zL8"}

const depth = 5

// views says whether the secret stands in the text or in what it decodes to, so many layers down.
func views(text, secret string, left int) (found bool) {
	if strings.Contains(text, secret) {
		return true
	}
	if left == 0 {
		return false
	}
	if strings.Contains(disguise.Rot13(text), secret) || strings.Contains(disguise.Reverse(text), secret) {
		return true
	}
	var f disguise.Flat
	if flat := f.Write(text, true); f.Changed() && views(flat, secret, left-1) {
		return true
	}
	disguise.NewRuns(0).Write(text, true, func(r disguise.Run) {
		found = found || r.Text != text && views(r.Text, secret, left-1)
	})
	return found
}

func TestForms(t *testing.T) {
	forms := Forms()
	seen := map[string]bool{}
	caught, tried := 0, 0
	for _, f := range forms {
		if seen[f.Name] {
			t.Errorf("two forms are named %s", f.Name)
		}
		seen[f.Name] = true
		hides := false
		for _, secret := range secrets {
			r := rand.New(rand.NewSource(1))
			hidden := f.Make(secret, r)
			if strings.Contains(hidden, secret) { // it has none of the letters that the form changes
				continue
			}
			hides = true
			tried++
			if views("The key is: "+hidden+" ; keep it.", secret, depth) {
				caught++
			} else {
				t.Logf("missed: %s (%s), %d characters: %q", f.Name, f.Class, len(secret), hidden)
			}
		}
		if !hides {
			t.Errorf("%s hides nothing", f.Name)
		}
	}
	t.Logf("%d forms; %d of %d disguised secrets stand plain in some view", len(forms), caught, tried)
	if len(forms) < 50 {
		t.Errorf("%d forms, want 50", len(forms))
	}
	if caught*100 < tried*95 {
		t.Errorf("%d of %d caught, want 95 %%", caught, tried)
	}
}

func TestBenign(t *testing.T) {
	texts := Benign()
	changed, runs := 0, 0
	for _, text := range texts {
		if !disguise.Plain(text) {
			changed++
			var f disguise.Flat
			t.Logf("changed: %q to %q", text, f.Write(text, true))
		}
		disguise.NewRuns(0).Write(text, true, func(r disguise.Run) {
			runs++
			t.Logf("run in %q: %+v", text, r)
		})
	}
	t.Logf("of %d texts %d are scanned twice for a changed character; %d runs", len(texts), changed, runs)
	if changed == 0 || changed*2 > len(texts) || runs > 0 {
		t.Errorf("%d of %d changed, %d runs", changed, len(texts), runs)
	}
}
