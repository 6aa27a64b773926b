package toolpolicy

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const permitAll = `@id("all") permit (principal, action, resource);`

func TestLoadRefuses(t *testing.T) {
	many := map[string]string{}
	for i := range maxFiles + 1 {
		many[fmt.Sprintf("%d.cedar", i)] = fmt.Sprintf(`@id("p%d") permit (principal, action, resource);`, i)
	}
	var crowd strings.Builder
	for i := range maxPolicies + 1 {
		fmt.Fprintf(&crowd, "@id(\"%d\")permit(principal,action,resource);", i)
	}
	large := map[string]string{}
	for i := range 17 {
		large[fmt.Sprintf("%d.cedar", i)] = "//" + strings.Repeat("x", maxFileBytes-2)
	}
	one := func(text string) map[string]string { return map[string]string{"a.cedar": text} }
	entities := func(text string) map[string]string {
		return map[string]string{"a.cedar": permitAll, "entities.json": text}
	}
	for name, tt := range map[string]struct {
		files map[string]string
		want  string
	}{
		"nothing":            {nil, "no *.cedar file"},
		"no policy":          {one("// later"), "no *.cedar file"},
		"syntax":             {one("\n@id(\"a\") permit (principal, action, resorce);"), "a.cedar:2:"},
		"unended string":     {one(`@id("a`), "a.cedar"},
		"no id":              {one("\npermit (principal, action, resource);"), "a.cedar:2: the policy needs an id"},
		"id in capitals":     {one(`@id("Self") permit (principal, action, resource);`), "a.cedar:1: the policy needs an id"},
		"long id":            {one(`@id("` + strings.Repeat("a", 65) + `") permit (principal, action, resource);`), "a.cedar:1: the policy needs an id"},
		"id none":            {one(`@id("none") permit (principal, action, resource);`), "a.cedar:1: the id none"},
		"id default_deny":    {one(`@id("default_deny") permit (principal, action, resource);`), "a.cedar:1: the id default_deny"},
		"id twice":           {map[string]string{"a.cedar": permitAll, "b.cedar": "\n\n" + permitAll}, "b.cedar:3: the id all is already that of the policy at a.cedar:1"},
		"other file":         {map[string]string{"a.cedar": permitAll, "b.ceder": ""}, "b.ceder: is neither"},
		"schema":             {map[string]string{"a.cedar": permitAll, "s.cedarschema": ""}, "schemas of Cedar are not used"},
		"folder":             {map[string]string{"a.cedar": permitAll, "more/": ""}, "more: is a folder"},
		"many files":         {many, "over 256 files"},
		"large file":         {one(strings.Repeat(" ", maxFileBytes+1)), "a.cedar: is over 262144 bytes"},
		"large together":     {large, "bytes together"},
		"many policies":      {one(crowd.String()), "over 4096 policies"},
		"unknown action":     {one(`@id("a") forbid (principal, action == Sluice::Action::"cal", resource);`), "a.cedar:1: policy a: there is no action cal"},
		"action in a list":   {one(`@id("a") forbid (principal, action in [Sluice::Action::"call", Sluice::Action::"x"], resource);`), "no action x"},
		"unknown type":       {one("\n@id(\"a\") forbid (principal in Role::\"x\", action, resource);"), "a.cedar:2: policy a: no entity is of the type Role"},
		"unknown is":         {one(`@id("a") forbid (principal, action, resource is Sluice::Toll);`), "no entity is of the type Sluice::Toll"},
		"in a condition":     {one(`@id("a") forbid (principal, action, resource) when { resource in [Sluice::Serve::"x"] };`), "no entity is of the type Sluice::Serve"},
		"unknown context":    {one(`@id("a") forbid (principal, action, resource) when { context.argument.x == 1 };`), "context has no attribute argument"},
		"unknown has":        {one(`@id("a") forbid (principal, action, resource) unless { context has argument };`), "context has no attribute argument"},
		"unknown principal":  {one(`@id("a") forbid (principal, action, resource) when { principal.role == "x" };`), "principal has no attribute role"},
		"unknown resource":   {one(`@id("a") forbid (principal, action, resource) when { resource["srv"] == "x" };`), "resource has no attribute srv"},
		"long policy":        {one(`@id("a") forbid (principal, action, resource) when { true` + strings.Repeat("||true", 2_800) + `};`), "a.cedar:1: the policy and the comments after it are over"},
		"entities no JSON":   {entities("{"), "entities.json: is not an array of entities"},
		"entities a user":    {entities(`[{"uid":{"type":"Sluice::User","id":"acme/a"},"attrs":{},"parents":[]}]`), "cannot be told by a file"},
		"entities an action": {entities(`[{"uid":{"type":"Sluice::Action","id":"call"},"attrs":{},"parents":[]}]`), "cannot be told by a file"},
		"entities beside":    {map[string]string{"a.cedar": `@id("a") permit (principal, action, resource is Sluice::Server in Sluice::Serve::"x");`}, "no entity is of the type Sluice::Serve"},
		"is of nothing":      {one(`@id("a") permit (principal, action, resource is Sluice::Serve in Sluice::Server::"x");`), "no entity is of the type Sluice::Serve"},
		"is in a condition":  {one(`@id("a") permit (principal, action, resource) when { resource is Sluice::Serve || resource is Sluice::Tool in Sluice::Serv::"x" };`), "no entity is of the type Sluice::Serve"},
		"entities' parents":  {entities(`[{"uid":{"type":"Sluice::Role","id":"a"},"attrs":{},"parents":[{"type":"Sluice::User","id":"acme/a"}]}]`), "nothing but a user is below"},
		"entities a server":  {entities(`[{"uid":{"type":"Sluice::Tool","id":"a"},"attrs":{"server":"b"},"parents":[]}]`), "follows from its name"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(folder(t, tt.files))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "<input>") {
				t.Errorf("no file is named: %v", err)
			}
		})
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("loaded a folder that is not there")
	}
	dir := t.TempDir()
	if err := os.Symlink("nowhere", filepath.Join(dir, "a.cedar")); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); err == nil {
		t.Error("loaded a link to nothing")
	}
}

func TestDigest(t *testing.T) {
	a := load(t, map[string]string{"a.cedar": permitAll, "README.md": "x", ".hidden": "y"})
	if !strings.HasPrefix(a.Digest(), "sha256:") || len(a.Digest()) != 71 {
		t.Errorf("got %s", a.Digest())
	}
	if load(t, map[string]string{"a.cedar": permitAll}).Digest() != a.Digest() {
		t.Error("what is not in force counts")
	}
	for name, files := range map[string]map[string]string{
		"name":     {"b.cedar": permitAll},
		"bytes":    {"a.cedar": permitAll + "\n"},
		"entities": {"a.cedar": permitAll, "entities.json": "[]"},
		"split":    {"a.cedar": permitAll, "a2.cedar": ""},
	} {
		if load(t, files).Digest() == a.Digest() {
			t.Errorf("%s: same digest", name)
		}
	}
	none, err := Load("")
	if err != nil || none.Digest() == a.Digest() || len(none.Digest()) != 71 || len(none.Policies()) != 0 {
		t.Errorf("no folder: %v, %s", err, none.Digest())
	}
}

// TestLoadDeep: the deepest policy that passes takes little time.
func TestLoadDeep(t *testing.T) {
	for _, deep := range []string{strings.Repeat("true||", 2_700) + "true", strings.Repeat("[", 8_000) + strings.Repeat("]", 8_000) + " == []"} {
		began := time.Now()
		load(t, map[string]string{"a.cedar": `@id("a") permit (principal, action, resource) when { ` + deep + ` };`})
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("took %v", took)
		}
	}
}

func TestLoadMany(t *testing.T) {
	b := load(t, map[string]string{
		"b.cedar": `@id("b1") permit (principal, action, resource); @id("b2") permit (principal, action, resource);`,
		"a.cedar": `@id("z") permit (principal, action, resource);`,
	})
	if got := b.Policies(); !slices.Equal(got, []string{"z", "b1", "b2"}) {
		t.Errorf("got %q", got)
	}
}
