package sanitize

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/chat"
	"sluice/pkg/policy"
)

// hider puts a secret somewhere into a request.
type hider func(r *rand.Rand, root *chat.Value, secret string)

func str(s string) chat.Value { return chat.NewString(s) }

// pieces cuts s at random into n parts that are not empty.
func pieces(r *rand.Rand, s string, n int) []string {
	var all []string
	for ; n > 1; n-- {
		at := 1 + r.IntN(len(s)-n)
		all = append(all, s[:at])
		s = s[at:]
	}
	return append(all, s)
}

func addMessage(root *chat.Value, m ...chat.Member) {
	messages := root.Get("messages")
	messages.Elems = append(messages.Elems, chat.NewObject(m...))
}

func parts(texts []string) chat.Value {
	v := chat.NewArray()
	for _, t := range texts {
		v.Elems = append(v.Elems, chat.NewObject(chat.Member{Name: "type", Value: str("text")}, chat.Member{Name: "text", Value: str(t)}))
	}
	return v
}

// escaped writes a JSON string with some characters as \u escapes.
func escaped(r *rand.Rand, s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		if r.IntN(3) == 0 {
			fmt.Fprintf(&b, `\u%04x`, c)
		} else {
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

var hiders = map[string]hider{
	"content": func(r *rand.Rand, root *chat.Value, s string) {
		addMessage(root, chat.Member{Name: "role", Value: str("user")}, chat.Member{Name: "content", Value: str("Look: " + s + " there")})
	},
	"parts": func(r *rand.Rand, root *chat.Value, s string) {
		p := pieces(r, s, 2+r.IntN(2))
		p[0] = "Look: " + p[0]
		p[len(p)-1] += " there"
		addMessage(root, chat.Member{Name: "role", Value: str("user")}, chat.Member{Name: "content", Value: parts(p)})
	},
	"glued parts": func(r *rand.Rand, root *chat.Value, s string) {
		p := append(append([]string{"look"}, pieces(r, s, 2)...), "there")
		addMessage(root, chat.Member{Name: "role", Value: str("user")}, chat.Member{Name: "content", Value: parts(p)})
	},
	"messages": func(r *rand.Rand, root *chat.Value, s string) {
		for _, p := range pieces(r, s, 2) {
			addMessage(root, chat.Member{Name: "role", Value: str("assistant")}, chat.Member{Name: "content", Value: str(p)})
		}
	},
	"name":  func(r *rand.Rand, root *chat.Value, s string) { root.Get("metadata").Set(s, str("x")) },
	"value": func(r *rand.Rand, root *chat.Value, s string) { root.Get("metadata").Set("note", str(s)) },
	"name and value": func(r *rand.Rand, root *chat.Value, s string) {
		p := pieces(r, s, 2)
		root.Get("metadata").Set(p[0], str(p[1]))
	},
	"values": func(r *rand.Rand, root *chat.Value, s string) {
		p := pieces(r, s, 2)
		root.Get("metadata").Set("one", str(p[0]))
		root.Get("metadata").Set("two", str(p[1]))
	},
	"unknown field": func(r *rand.Rand, root *chat.Value, s string) {
		root.Set("extra", chat.NewArray(chat.NewArray(chat.NewObject(chat.Member{Name: "deep", Value: str(s)}))))
	},
	"model": func(r *rand.Rand, root *chat.Value, s string) { root.Set("model", str(s)) },
	"user":  func(r *rand.Rand, root *chat.Value, s string) { root.Set("user", str(s)) },
	"stop": func(r *rand.Rand, root *chat.Value, s string) {
		root.Set("stop", chat.NewArray(str("END"), str(s)))
	},
	"schema": func(r *rand.Rand, root *chat.Value, s string) {
		root.Set("response_format", chat.NewObject(chat.Member{Name: "json_schema", Value: chat.NewObject(chat.Member{Name: "description", Value: str(s)})}))
	},
	"bytes": func(r *rand.Rand, root *chat.Value, s string) {
		v := chat.NewArray()
		for _, b := range []byte(s) {
			v.Elems = append(v.Elems, chat.NewNumber(fmt.Sprint(b)))
		}
		root.Set("raw", v)
	},
	"arguments": func(r *rand.Rand, root *chat.Value, s string) {
		args := `{"note": ` + escaped(r, s) + `, "n": 1}`
		for range r.IntN(3) {
			args = `{"inner":` + string(chat.AppendString(nil, args)) + `}`
		}
		call := chat.NewObject(chat.Member{Name: "id", Value: str("c")}, chat.Member{Name: "function", Value: chat.NewObject(
			chat.Member{Name: "name", Value: str("f")}, chat.Member{Name: "arguments", Value: str(args)})})
		addMessage(root, chat.Member{Name: "role", Value: str("assistant")}, chat.Member{Name: "tool_calls", Value: chat.NewArray(call)})
	},
	"broken arguments": func(r *rand.Rand, root *chat.Value, s string) {
		addMessage(root, chat.Member{Name: "role", Value: str("tool")}, chat.Member{Name: "content", Value: str(`{"note": ` + escaped(r, s) + `,`)})
	},
	"split arguments": func(r *rand.Rand, root *chat.Value, s string) {
		p := pieces(r, s, 2)
		addMessage(root, chat.Member{Name: "role", Value: str("tool")}, chat.Member{Name: "content", Value: str(`["` + p[0] + `","` + p[1] + `"]`)})
	},
}

// readings returns the document as somebody who looks for a secret might read it.
func readings(doc *chat.Document) []string {
	var texts, names, all []string
	var read func(v *chat.Value)
	read = func(v *chat.Value) {
		switch v.Kind {
		case chat.String:
			if inner, err := chat.Parse([]byte(v.Str), chat.Limits{}); err == nil && (inner.Root.Kind == chat.Object || inner.Root.Kind == chat.Array) {
				all = append(all, v.Str)
				read(inner.Root)
				return
			}
			if v.Str != "text" && v.Str != "user" && v.Str != "assistant" && v.Str != "tool" {
				texts = append(texts, v.Str)
			}
		case chat.Number:
			if len(v.Num) <= 3 {
				var b byte
				if _, err := fmt.Sscan(v.Num, &b); err == nil {
					texts = append(texts, string([]byte{b}))
				}
			}
		}
		for i := range v.Members {
			names = append(names, v.Members[i].Name)
			all = append(all, v.Members[i].Name+v.Members[i].Value.Text())
			read(&v.Members[i].Value)
		}
		for i := range v.Elems {
			read(&v.Elems[i])
		}
	}
	read(doc.Root)
	plain, _ := unescape(string(doc.AppendJSON(nil)))
	plain, _ = unescape(plain)
	return append(append(append(append(all, texts...), names...), plain), strings.Join(texts, ""), strings.Join(names, ""))
}

func checkPlanted(t *testing.T, s *Sanitizer, seed uint64) {
	r := rand.New(rand.NewPCG(seed, seed))
	doc := parse(t, `{"model":"m","messages":[{"role":"user","content":"Hello, is anybody there?"}],"metadata":{"ticket":"T-1"}}`)
	secrets := []string{awsKey, ghToken, "glpat-" + "x7Kd9Qm2Rt5Vw8Zb4Nc1", "AKIA" + "Z7QW5RTY3UIO2PAS"}
	var planted []string
	names := slices.Sorted(maps.Keys(hiders))
	var how []string
	for range 1 + r.IntN(3) {
		name, secret := names[r.IntN(len(names))], secrets[r.IntN(len(secrets))]
		hiders[name](r, doc.Root, secret)
		planted, how = append(planted, secret), append(how, name)
	}
	before := string(doc.AppendJSON(nil))
	found := false
	for _, text := range readings(doc) {
		found = found || strings.Contains(text, planted[0]) || strings.Contains(text, planted[len(planted)-1])
	}
	if !found {
		t.Fatalf("seed %d: the test cannot see its own secret in %s (%v)", seed, before, how)
	}
	res := s.Document(doc, policy.Input, pseudonym)
	after := string(doc.AppendJSON(nil))
	if !res.Redacted || len(res.Blocked) > 0 {
		t.Errorf("seed %d, %v: redacted %v, blocked %v: %s", seed, how, res.Redacted, res.Blocked, before)
	}
	for _, text := range readings(doc) {
		for _, secret := range planted {
			if strings.Contains(text, secret) {
				t.Fatalf("seed %d, %v: still there: %s\nbefore: %s", seed, how, after, before)
			}
		}
	}
	if again := s.Document(parse(t, after), policy.Input, pseudonym); again.Redacted || len(again.Blocked) > 0 {
		t.Errorf("seed %d, %v: not done at the first time: %s, %s", seed, how, after, counts(again))
	}
}

func TestPlanted(t *testing.T) {
	s := newTestSanitizer(t)
	for seed := range uint64(rounds(t, 300, 3000, 100_000)) {
		checkPlanted(t, s, seed)
		if t.Failed() {
			return
		}
	}
}

// FuzzDocument: after sanitizing, nothing that is to be replaced is found any more, in any leaf or
// in all of them together, and a second time changes nothing.
func FuzzDocument(f *testing.F) {
	s := newTestSanitizer(f)
	for _, text := range []string{awsKey, card, email, iban, `{\"password\":\"hunter2abc\"}`, "-----BEGIN PRIVATE KEY-----", `\\u0041KIA` + awsKey[4:]} {
		f.Add([]byte(`{"messages":[{"role":"user","content":"`+text+`"}],"x":{"`+text+`":[4111,1111,1111,1111]}}`), uint64(0))
		f.Add([]byte(`{"a":"`+text[:len(text)/2]+`","b":"`+text[len(text)/2:]+`"}`), uint64(1))
	}
	f.Fuzz(func(t *testing.T, body []byte, seed uint64) {
		if seed > 1 {
			checkPlanted(t, s, seed)
		}
		doc, err := chat.Parse(body, chat.Limits{})
		if err != nil {
			return
		}
		r := s.Document(doc, policy.Input, pseudonym)
		out := doc.AppendJSON(nil)
		if len(r.Blocked) > 0 {
			return
		}
		again, err := chat.Parse(out, chat.Limits{})
		if err != nil {
			t.Fatalf("wrote what does not parse: %q: %v", out, err)
		}
		run := run{Sanitizer: s, dir: policy.Input, counts: map[countKey]int{}, result: Result{Restore: r.Restore}}
		for _, l := range gather(again).leaves {
			for _, found := range s.set.Scan(l.text) {
				c := candidate{typ: found.Type, rule: found.Rule, action: s.policy.Action(policy.Input, string(found.Type), found.Rule), spans: []span{{0, found.Start, found.End}}}
				if replaces(c.action) && !run.standsFor(&findings{walk: &walk{leaves: []leaf{l}}}, &c) {
					t.Fatalf("%s is still in %q", found.Rule, out)
				}
			}
		}
		if f := run.find(again); run.decide(f) {
			t.Fatalf("a second scan finds more in %q", out)
		}
	})
}

func TestTypesAreKnown(t *testing.T) {
	s := newTestSanitizer(t)
	for _, typ := range shared().Types() {
		if !s.marks["<"+string(typ)+">"] {
			t.Errorf("no placeholder for %s", typ)
		}
	}
}
