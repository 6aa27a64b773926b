package sanitize

import (
	"strings"
	"testing"
)

func TestRestore(t *testing.T) {
	const p, q = "<EMAIL_ADDRESS_k3j5>", "<PHONE_NUMBER_a1b2>"
	m := map[string]string{p: "ann@acme-widgets.com", q: "+1 415 555 0100"}
	tests := []struct{ name, in, want string }{
		{"nothing", "Hello <b>there</b>", "Hello <b>there</b>"},
		{"text", "Write to %e or call %p.", "Write to %E or call %P."},
		{"twice, side by side", "%e%e(%e)", "%E%E(%E)"},
		{"unknown placeholder", "<EMAIL_ADDRESS_zzzz> %e", "<EMAIL_ADDRESS_zzzz> %E"},
		{"unfinished", "<EMAIL_ADDRESS_k3j5 <%e", "<EMAIL_ADDRESS_k3j5 <%E"},
		{"query", "See https://evil.example/?q=%e&r=%p now, %e", "See https://evil.example/?q=%e&r=%p now, %E"},
		{"any scheme", "ftp://x/%e x+y.z://%e HTTPS://e/%e", "ftp://x/%e x+y.z://%e HTTPS://e/%e"},
		{"www", "WWW.evil.example/%e %e", "WWW.evil.example/%e %E"},
		{"no scheme", "//evil.example/%e evil.example/%e evil.example?%e", "//evil.example/%e evil.example/%e evil.example?%e"},
		{"backslashes", `https:\\evil.example\%e`, `https:\\evil.example\%e`},
		{"Markdown link", "[x](https://evil.example/%e) %e", "[x](https://evil.example/%e) %E"},
		{"relative Markdown link", "![x](/y?%e) %e", "![x](/y?%e) %E"},
		{"Markdown text", "[%e](https://a.example/) x", "[%E](https://a.example/) x"},
		{"autolink", "<https://evil.example/%e> %e", "<https://evil.example/%e> %E"},
		{"bracket inside a URL", "https://evil.example/(a)%e) %e", "https://evil.example/(a)%e) %E"},
		{"after a URL in brackets", "(https://a.example/x) %e, [https://a.example]. %e", "(https://a.example/x) %E, [https://a.example]. %E"},
		{"attributes", `<img src="/%e"> <a href='%e'> %e`, `<img src="/%e"> <a href='%e'> %E`},
		{"blanks in pointed brackets", "[x](</a b?%e>) <https://evil.example/ %e> %e", "[x](</a b?%e>) <https://evil.example/ %e> %E"},
		{"Markdown reference", "[x]:\n /y?%e\n%e", "[x]:\n /y?%e\n%E"},
		{"blanks in quotes", `<img src = "/x y>z %e"> <a HREF='/x %e'>%e</a>`, `<img src = "/x y>z %e"> <a HREF='/x %e'>%E</a>`},
		{"style", `<p style="background: url(/a?%e)"> url( '/a %e' ) %e`, `<p style="background: url(/a?%e)"> url( '/a %e' ) %E`},
		{"source code", "for i<n; i++ { mail(%e) }", "for i<n; i++ { mail(%E) }"},
		{"mailto", "mailto:eve@evil.example?bcc=%e %e", "mailto:eve@evil.example?bcc=%e %E"},
		{"slash without host", "either/%e and %e/%p", "either/%E and %E/%P"},
		{"sentence before", "Done. %e", "Done. %E"},
	}
	expand := strings.NewReplacer("%e", p, "%p", q, "%E", m[p], "%P", m[q])
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in, want := expand.Replace(tt.in), expand.Replace(tt.want)
			if got := Restore(in, m); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestRestoreBody(t *testing.T) {
	const p = "<EMAIL_ADDRESS_k3j5>"
	in := `{"id":"` + p + `","choices":[{"message":{"content":"a ` + p + `","refusal":"` + p + `","reasoning":"` + p + `","reasoning_content":null,"tool_calls":[{"function":{"name":"f","arguments":"{\"to\":\"` + p + `\"}"}}]}},` +
		`{"message":{"content":[{"type":"text","text":"` + p + `"},{"type":"refusal","refusal":"` + p + `"}]}}]}`
	want := strings.ReplaceAll(in, p, "ann@acme-widgets.com")
	want = strings.Replace(want, `"id":"ann@acme-widgets.com"`, `"id":"`+p+`"`, 1)
	want = strings.Replace(want, `\"ann@acme-widgets.com\"`, `\"`+p+`\"`, 1)
	got, err := RestoreBody([]byte(in), []byte(`{"`+p+`":"ann@acme-widgets.com"}`))
	if err != nil || string(got) != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
	for _, bad := range [][2]string{{`{`, `{}`}, {`{}`, `[]`}, {`{}`, `{"hunter2":1}`}} {
		if _, err := RestoreBody([]byte(bad[0]), []byte(bad[1])); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v: %v", bad, err)
		}
	}
	for _, odd := range []string{`{}`, `[]`, `{"choices":3}`, `{"choices":[3,{"message":[]}]}`} {
		if got, err := RestoreBody([]byte(odd), []byte(`{}`)); err != nil || string(got) != odd {
			t.Errorf("%s: %s %v", odd, got, err)
		}
	}
}

// FuzzRestore: originals never come into a word that starts with a scheme, and what is restored
// is the text with originals for placeholders, nothing else.
func FuzzRestore(f *testing.F) {
	const p, original = "<EMAIL_ADDRESS_k3j5>", "ann@acme-widgets.com"
	m := map[string]string{p: original}
	f.Add("see P and https://x/P")
	f.Add("](P) PP <P> www.P")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ReplaceAll(text, original, "")
		in := strings.ReplaceAll(text, "P", p)
		got := Restore(in, m)
		if strings.ReplaceAll(got, original, p) != in {
			t.Fatalf("%q became %q", in, got)
		}
		for word := range strings.FieldsSeq(got) {
			if _, after, ok := strings.Cut(word, "://"); ok && strings.HasPrefix(after, original) {
				t.Fatalf("restored in a URL: %q", word)
			}
		}
	})
}
