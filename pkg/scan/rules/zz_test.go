package rules
import ("testing";"time";"sluice/pkg/scan";"fmt";"os")
func FuzzZ(f *testing.F) {
	f.Add([]byte(gitleaksShapes), "use ACME_A1B2C3D4E5F6 now")
	f.Add([]byte("[[rules]]\nid='a'\nregex='''(?i)k[a-z]{2,}?(x|y)*\\b'''\nentropy=1\n"), "kelvin xyx")
	o, _ := os.OpenFile("/tmp/rulesh/z.log", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0600)
	f.Fuzz(func(t *testing.T, doc []byte, text string) {
		s := time.Now()
		file, err := Load(doc, nil)
		a := time.Since(s)
		if err == nil {
		set, _ := scan.New(file.Detectors()...)
		set.Plain(text)
		}
		fmt.Fprintln(o, len(doc), a, time.Since(s), err)
	})
}
