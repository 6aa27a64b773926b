package chat

import (
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"

	"sluice/schemas"
)

// FuzzSchema holds the direct check to the schema library: it must not accept what the library
// refuses. It starts from the golden documents, and changes them at random as well.
func FuzzSchema(f *testing.F) {
	names := map[string]string{"chat_completion_request": schemas.ChatCompletionRequest, "chat_completion": schemas.ChatCompletion}
	var compiled []*Schema
	for folder, name := range names {
		s, err := CompileSchema(name)
		if err != nil {
			f.Fatal(err)
		}
		if s.fast == nil {
			f.Fatalf("%s has no direct check", name)
		}
		compiled = append(compiled, s)
		for _, sub := range []string{"/valid", "/invalid"} {
			for _, body := range golden(f, folder+sub) {
				for seed := range uint64(5) {
					f.Add(body, seed)
				}
			}
		}
	}
	f.Fuzz(func(t *testing.T, body []byte, seed uint64) {
		doc, err := Parse(body, Limits{Bytes: 1 << 16, Nodes: 2000})
		if err != nil {
			return
		}
		if seed > 0 {
			mutate(doc.Root, rand.New(rand.NewPCG(seed, 1)))
		}
		for _, s := range compiled {
			got, lib := s.fast.check(doc.Root), s.explain(doc.Root)
			if got == fits && lib != nil {
				t.Fatalf("direct check accepts %s, the library says %v", doc.AppendJSON(nil), lib)
			}
			if got == fails && lib == nil {
				t.Fatalf("direct check refuses %s, the library does not", doc.AppendJSON(nil))
			}
		}
	})
}

// mutate changes one value of the tree to something else that a schema may care about.
func mutate(v *Value, r *rand.Rand) {
	for {
		switch {
		case v.Kind == Object && len(v.Members) > 0 && r.IntN(4) > 0:
			i := r.IntN(len(v.Members))
			if r.IntN(8) == 0 {
				v.Members = append(v.Members[:i], v.Members[i+1:]...)
				return
			}
			v = &v.Members[i].Value
			continue
		case v.Kind == Array && len(v.Elems) > 0 && r.IntN(4) > 0:
			v = &v.Elems[r.IntN(len(v.Elems))]
			continue
		}
		break
	}
	options := []Value{
		{}, {Kind: Bool, Bool: true}, NewNumber("0"), NewNumber("1.0"), NewNumber("2.0000000000000000001"), NewNumber("9"),
		NewNumber("-1"), NewNumber("1e2"), NewNumber("9223372036854775808"), NewNumber("0.5"), NewNumber("-2.00"), NewNumber("257"),
		NewString(""), NewString("tool"), NewString("function"), NewString("text"), NewString(strings.Repeat("é", 257)),
		NewString(strings.Repeat("é", 256)), NewArray(), NewObject(), NewArray(NewObject()), NewArray(NewString("x")),
		NewObject(Member{"type", NewString("text")}), NewObject(Member{"role", NewString("tool")}, Member{"content", NewString("x")}),
	}
	*v = options[r.IntN(len(options))]
}

func TestKnownKeysAreTheSchemas(t *testing.T) {
	want := map[string]bool{}
	for _, name := range []string{schemas.ChatCompletionRequest, schemas.ChatCompletion} {
		data, err := schemas.File(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Parse(data, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		propertyNames(doc.Root, want)
	}
	for name := range want {
		if !KnownKey(name) {
			t.Errorf("%s is in the schemas only", name)
		}
	}
	source, err := os.ReadFile("path.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`"([a-z_]+)"[,:]`).FindAllSubmatch(source, -1) {
		if name := string(m[1]); !want[name] {
			t.Errorf("%s is in KnownKey only", name)
		}
	}
}

func TestMissingSchema(t *testing.T) {
	if _, err := CompileSchema("none.schema.json"); err == nil {
		t.Error("compiled a schema that is not there")
	}
}
