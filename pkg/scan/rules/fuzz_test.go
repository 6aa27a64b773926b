package rules

import (
	"testing"

	"sluice/pkg/scan"
)

// FuzzLoad: no document makes Load panic, and what loads scans.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(gitleaksShapes), "use ACME_A1B2C3D4E5F6 now")
	f.Add([]byte(lookAround), "the serial: 1234 is")
	f.Add([]byte(denied), "About NIGHTJAR and Straße 7")
	f.Add([]byte("[[rules]]\nid='a'\nregex='''(?i)k[a-z]{2,}?(x|y)*\\b'''\nentropy=1\n"), "kelvin xyx")
	f.Add([]byte("[[exact]]\nid='e'\nlist='''sluice-exact-1 00 00 61'''\n"), "a")
	f.Fuzz(func(t *testing.T, doc []byte, text string) {
		if len(doc) > 4<<10 || len(text) > 1<<10 {
			return
		}
		file, err := Load(doc, nil)
		if err != nil {
			return
		}
		set, err := scan.New(file.Detectors()...)
		if err != nil {
			t.Fatalf("what loads does not compile: %v", err)
		}
		at := 0
		for _, found := range set.Plain(text) {
			if found.Start < at || found.End <= found.Start || found.End > len(text) || found.Score <= 0 || found.Score > 1 {
				t.Errorf("%+v in %d bytes", found, len(text))
			}
			at = found.End
		}
	})
}
