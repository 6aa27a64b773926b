package rules

import (
	"slices"
	"strings"
	"testing"

	"sluice/pkg/scan"
)

// gitleaks has the shapes of gitleaks' own configuration.
const gitleaksShapes = `
title = "our rules"
minVersion = "v8.25.0"

[allowlist]
description = "for all"
paths = ['''\.lock$''']
regexes = ['''^ACME_0{6}''']
stopwords = ["EXAMPLE"]

[[rules]]
id = "Acme_Token"
description = "a token of Acme"
regex = '''\b(ACME_[A-Z0-9]{12})\b'''
entropy = 2.5
keywords = ["acme_"]
tags = ["acme"]

[[rules]]
id = "globex"
regex = '''(?i)globex[_-]?key\s*=\s*"([a-z0-9]{10})(-[a-z]{2})?"'''
secretGroup = 1
keywords = ["globex"]
[[rules.allowlists]]
condition = "AND"
regexTarget = "line"
regexes = ['''# test$''']
stopwords = ["demo"]
[[rules.allowlists]]
regexTarget = "match"
regexes = ['''GLOBEX-KEY''']

[[rules]]
id = "only-a-path"
path = '''\.p12$'''

[[rules]]
id = "in-a-path"
regex = '''initech:[0-9]{6}'''
path = '''\.xml$'''
[rules.allowlist]
commits = ["0123456"]
`

func TestGitleaksShapesLoad(t *testing.T) {
	f, err := Load([]byte(gitleaksShapes), nil)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range f.Rules {
		ids = append(ids, r.ID)
		if r.Type != scan.Secret || r.Line == 0 {
			t.Errorf("%+v", r)
		}
	}
	if want := []string{"acme-token", "globex", "in-a-path"}; !slices.Equal(ids, want) {
		t.Errorf("rules %q, want %q", ids, want)
	}
	for _, word := range []string{"global allowlist", "only-a-path", "path of rule in-a-path", "allowlist of rule in-a-path"} {
		if !strings.Contains(strings.Join(f.Notes, "\n"), word) {
			t.Errorf("no note on %s in %q", word, f.Notes)
		}
	}
	set := compile(t, gitleaksShapes)
	for _, tt := range []struct{ text, found string }{
		{"use ACME_A1B2C3D4E5F6 now", "ACME_A1B2C3D4E5F6"},
		{"use ACME_AAAAAAAAAAAA now", ""},                                       // entropy
		{"use ACME_000000B2C3D4 now", ""},                                       // regex for all
		{"use ACME_EXAMPLE4E5F6 now", ""},                                       // stop word for all
		{`globex_key = "a1b2c3d4e5-xy"`, "a1b2c3d4e5"},                          // group 1
		{`Globex-Key="a1b2c3d4e5"`, "a1b2c3d4e5"},                               //
		{`GLOBEX-KEY="a1b2c3d4e5"`, ""},                                         // the match
		{`globex_key = "demo123456" # test`, ""},                                // both
		{`globex_key = "demo123456" # real`, "demo123456"},                      // the word only
		{`globex_key = "a1b2c3d4e5" # test`, "a1b2c3d4e5"},                      // the line only
		{"globex_key = \"demo123456\"\n# test", "demo123456"},                   // another line
		{"initech:123456", "initech:123456"},                                    // paths do not matter
		{`globex_key = "a1b2c3d4e5" // gitleaks:allow`, "a1b2c3d4e5"},           // a text does not allow itself
		{strings.Repeat("x ", 3000) + "ACME_A1B2C3D4E5F6", "ACME_A1B2C3D4E5F6"}, // anywhere
	} {
		var got string
		if found := set.Plain(tt.text); len(found) == 1 {
			got = tt.text[found[0].Start:found[0].End]
		}
		if got != tt.found {
			t.Errorf("%.60q: found %q, want %q", tt.text, got, tt.found)
		}
	}
}

func TestOurAdditions(t *testing.T) {
	set := compile(t, `
[[rules]]
id = "member"
regex = '''\b[0-9]{10}\b'''
type = "MEMBER_ID"
score = 0.4
action = "mask"
validators = ["luhn", "not-placeholder"]
context = { words = ["member"], boost = 0.5 }

[[rules]]
id = "badge"
regex = '''B-[0-9]{4}'''
type = "BADGE"
context = { words = ["badge"], before = 20, required = true }
`)
	for _, tt := range []struct {
		text  string
		typ   scan.Type
		score float64
	}{
		{"1234567897", "MEMBER_ID", 0.4},
		{"our member 1234567897", "MEMBER_ID", 0.9},
		{"1234567890", "", 0},
		{"0000000000", "", 0},
		{"badge B-1234", "BADGE", 0.9},
		{"B-1234", "", 0},
		{"badge of the one who is in B-1234", "", 0},
	} {
		got := set.Plain(tt.text)
		if tt.typ == "" && len(got) > 0 || tt.typ != "" && (len(got) != 1 || got[0].Type != tt.typ || got[0].Score != tt.score) {
			t.Errorf("%q: %+v, want %s %v", tt.text, got, tt.typ, tt.score)
		}
	}
	f, err := Load([]byte("[[rules]]\nid='a'\nregex='abc'\naction='mask'"), nil)
	if err != nil || f.Rules[0].Action != "mask" || f.Rules[0].Line != 1 {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestDocumentsThatDoNotLoad(t *testing.T) {
	for _, tt := range []struct{ doc, says string }{
		{"[[rules]]\nid = 'a'\nregex = 'abc'\nseverity = 'high'\n", `line 4: unknown key "rules.severity"`},
		{"[[rules]]\nid = 'a'\nregex = 'abc'\n[[rules.allowlists]]\nfiles = ['x']\n", `line 5: unknown key "rules.allowlists.files"`},
		{"[allowlist]\npaths = ['x']\n[[rules]]\nid = 'a'\npaths = ['y']\n", `line 5: unknown key "rules.paths"`},
		{"[[rules]]\nid = 'a'\ncontext = { word = ['y'] }\n", `line 3: unknown key "rules.context.word"`},
		{"[settings]\na = 1\n", `line 1: unknown key "settings"`},
		{"colour = 1", `line 1: unknown key "colour"`},
		{"[[rules]]\nid = 'a'\nregex = 3\n", "line 3"},
		{"[[rules]]\nid = 'a\n", "line 2"},
		{"[[rules]]\nregex = 'abc'\n", "line 1: an id"},
		{"[[rules]]\nid = 'a'\nregex = 'abc'\n[[rules]]\nid = 'A'\nregex = 'abc'", `line 4, rule "a": the id is taken`},
		{"\n[[rules]]\nid = 'a'\n", `line 2, rule "a": no regex`},
		{"[[rules]]\nid = 'a'\nregex = 'a(b'\n", "does not parse"},
		{"[[rules]]\nid = 'a'\nregex = '.*'\n", "no literal"},
		{"[[rules]]\nid = 'a'\nregex = 'abc'\nsecretGroup = 1\n", "secretGroup"},
		{"[[rules]]\nid = 'a'\nregex = '" + strings.Repeat("a", MaxPattern+1) + "'\n", "8 KiB"},
		{"[[rules]]\nid = 'a'\nregex = '(((abc{1000}){1000}){1000})'\n", "rule \"a\""},
		{"[[rules]]\nid = 'a'\nregex = 'abc'\ntype = 'low case'\n", "type must be"},
		{"[[rules]]\nid = 'a'\nregex = 'abc'\nvalidators = ['crc-99']\n", `unknown validator "crc-99": use aba`},
		{"[[rules]]\nid = 'a'\nregex = 'abc'\ncontext = { before = 3 }\n", "context has no words"},
		{"[[rules]]\nid = 'a'\nregex = 'abc'\n[[rules.allowlists]]\ncondition = 'XOR'\n", "condition must be"},
		{"[[rules]]\nid = 'a'\nregex = 'abc'\n[[rules.allowlists]]\nregexTarget = 'file'\n", "regexTarget must be"},
		{"[[rules]]\nid = 'a'\nregex = 'abc'\n[[rules.required]]\nid = 'b'\n", "required"},
		{"[extend]\npath = 'base.toml'\n", "line 1: extend.path"},
		{"[[rules]]\nid = 'a'\nregex = '(?<!x)abc'\n", "needs keywords"},
		{"[[terms]]\nid = 't'\n", `line 1, terms "t"`},
		{"[[terms]]\nid = 't'\nterms = ['a']\n", "2 to 200 bytes"},
		{"[[exact]]\nid = 'e'\n", "either list or file"},
		{"[[exact]]\nid = 'e'\nfile = 'x'\n", "files are not read"},
		{"[[exact]]\nid = 'e'\nlist = 'x'\n", "damaged"},
		{"[[rules]]\nid = 'a'\nregex = '(?=x)" + strings.Repeat("(?:a|b", 100) + strings.Repeat(")", 100) + "'\nkeywords = ['a']\n", "groups in each other"},
		{"a = " + strings.Repeat("{a=", 100_000), "line 1: values or keys are nested"},
		{"\n" + strings.Repeat("a.", 100_000) + "b = 1", "line 2: values or keys are nested"},
		{"[[rules]]\nid = 'a'\nregex = 'ab(?:abcdefghijklmnopqrstuvwxyz){900}'\n", "too large"},
		{"[[rules]]\nid = 'a'\nregex = 'ab'\n[[rules.allowlists]]\nregexes = ['(?:abcdefghijklmnopqrstuvwxyz){900}']\n", "too large"},
		{strings.Repeat("#", MaxDocument+1), "split the file"},
		{strings.Repeat("[[rules]]\n", MaxRules+1), "more than 2000 rules"},
		{"[[terms]]\nid = 't'\nterms = [" + strings.Repeat("'acme', ", MaxTerms+1) + "]\n", "more than 5000 terms"},
	} {
		_, err := Load([]byte(tt.doc), nil)
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%.60q: %v, want %q", tt.doc, err, tt.says)
		}
	}
}

func TestIDsGetAPrefix(t *testing.T) {
	f, err := Load([]byte("[[rules]]\nid='github-pat'\nregex='abc'"), nil)
	if err != nil || f.Prefixed("user-")[0].Rule != "user-github-pat" || f.Detectors()[0].Rule != "github-pat" {
		t.Errorf("%v", err)
	}
}
