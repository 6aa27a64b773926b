package model

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

func hexOf(c string, n int) string { return strings.Repeat(c, n) }

// text is an entry with one field replaced by JSON, or left out for "".
func text(t *testing.T, field, value string) []byte {
	t.Helper()
	fields := map[string]json.RawMessage{
		"name": []byte(`"llama3.3:70b"`), "version": []byte(`"2026-11"`), "source": []byte(`"https://models.example/llama"`),
		"weights":    []byte(`[{"by":"files","digest":"sha256:` + hexOf("a", 64) + `"}]`),
		"data_class": []byte(`"internal"`), "location": []byte(`"/srv/models/llama"`),
	}
	if value == "" {
		delete(fields, field)
	} else {
		fields[field] = []byte(value)
	}
	data, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestParseEntry(t *testing.T) {
	sha, rev := `"sha256:`+hexOf("a", 64)+`"`, `"sha1:`+hexOf("b", 40)+`"`
	for _, tt := range []struct{ name, field, value, want string }{
		{"as it is", "name", `"llama3.3:70b"`, ""},
		{"with backends", "backends", `["gpu-1","gpu-2"]`, ""},
		{"three tellers", "weights", `[{"by":"files","digest":` + sha + `},{"by":"ollama","digest":` + sha + `},{"by":"tgi","digest":` + rev + `}]`, ""},
		{"a registry's port is no tag", "name", `"host:5000/team/model"`, ""},
		{"no name", "name", "", "name must be"},
		{"a pattern", "name", `"team/*"`, "name must be"},
		{"latest", "name", `"llama3.3:latest"`, `the tag "latest"`},
		{"LATEST", "name", `"llama3.3:LATEST"`, `the tag "latest"`},
		{"no version", "version", "", "version must be"},
		{"empty version", "version", `""`, "version must be"},
		{"version latest", "version", `"latest"`, `version is "latest"`},
		{"version Latest", "version", `"Latest"`, `version is "latest"`},
		{"no digest", "weights", `[]`, "weights is empty"},
		{"unknown teller", "weights", `[{"by":"me","digest":` + sha + `}]`, "weights.by"},
		{"the binary registers itself", "weights", `[{"by":"binary","digest":` + sha + `}]`, "weights.by"},
		{"two of one teller", "weights", `[{"by":"files","digest":` + sha + `},{"by":"files","digest":` + sha + `}]`, "two digests by files"},
		{"bare hex", "weights", `[{"by":"files","digest":"` + hexOf("a", 64) + `"}]`, "weights.digest"},
		{"a revision of files", "weights", `[{"by":"files","digest":` + rev + `}]`, "weights.digest"},
		{"Ollama without a tag", "name", `"llama"`, ""},
		{"no class", "data_class", "", "data_class must be"},
		{"unknown class", "data_class", `"top secret"`, "data_class must be"},
		{"no source", "source", "", "source must say"},
		{"two lines", "source", `"a\nb"`, "source must say"},
		{"no location", "location", "", "location must say"},
		{"backend twice", "backends", `["a","a"]`, "backends must list"},
		{"backend's name", "backends", `["a b"]`, "backends must list"},
		{"unknown field", "approver", `"me"`, "does not decode"},
		{"wrong type", "version", `7`, "does not decode"},
		{"too large", "source", `"` + strings.Repeat("x", MaxEntry) + `"`, "larger than"},
	} {
		e, err := ParseEntry(text(t, tt.field, tt.value))
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
		if err == nil && !sha256Digest.MatchString(e.Digest()) {
			t.Errorf("%s: digest %s", tt.name, e.Digest())
		}
	}
	untagged := strings.Replace(string(text(t, "name", `"llama"`)), `"files"`, `"ollama"`, 1)
	if _, err := ParseEntry([]byte(untagged)); err == nil || !strings.Contains(err.Error(), "no tag") {
		t.Errorf("an Ollama name without a tag: %v", err)
	}
	if _, err := ParseEntry(append(text(t, "name", `"m:1"`), "{}"...)); err == nil {
		t.Error("something after the end is taken")
	}
	a, _ := ParseEntry(text(t, "version", `"1"`))
	b, _ := ParseEntry(text(t, "version", `"2"`))
	if a.Digest() == b.Digest() || Key(a.Name, a.Version) == Key(b.Name, b.Version) {
		t.Error("two entries are one")
	}
}

// What an act on an entry makes of it, or why it is refused.
func TestStandings(t *testing.T) {
	e, err := ParseEntry(text(t, "name", `"m:1"`))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	proposed, err := Propose(nil, e, "default/anna", now)
	if err != nil || proposed.Standing != Proposed || proposed.Digest != e.Digest() {
		t.Fatalf("%+v, %v", proposed, err)
	}
	approved, err := proposed.Approve("default/ben", e.Digest(), false, now)
	if err != nil || approved.Standing != Approved || approved.Approver != "default/ben" || approved.ProposedBy != "default/anna" {
		t.Fatalf("%+v, %v", approved, err)
	}
	retired, err := approved.Retire("default/anna", now)
	if err != nil || retired.Standing != Retired || retired.Approver != "default/ben" {
		t.Fatalf("%+v, %v", retired, err)
	}
	act := func(_ Registered, err error) error { return err }
	for name, tt := range map[string]struct{ got, want error }{
		"proposed again":           {act(Propose(&proposed, e, "default/x", now)), nil},
		"proposed over approved":   {act(Propose(&approved, e, "default/x", now)), ErrStands},
		"proposed over retired":    {act(Propose(&retired, e, "default/x", now)), ErrStands},
		"one's own":                {act(proposed.Approve("default/anna", e.Digest(), false, now)), ErrOwn},
		"one's own, where allowed": {act(proposed.Approve("default/anna", e.Digest(), true, now)), nil},
		"another than looked at":   {act(proposed.Approve("default/ben", "sha256:"+hexOf("0", 64), false, now)), ErrOther},
		"no digest":                {act(proposed.Approve("default/ben", "", false, now)), ErrOther},
		"approved twice":           {act(approved.Approve("default/ben", e.Digest(), false, now)), ErrApproved},
		"retired, then approved":   {act(retired.Approve("default/ben", e.Digest(), false, now)), ErrRetired},
		"retired twice":            {act(retired.Retire("default/ben", now)), ErrRetired},
		"a proposal retired":       {act(proposed.Retire("default/ben", now)), nil},
	} {
		if !errors.Is(tt.got, tt.want) {
			t.Errorf("%s: %v, want %v", name, tt.got, tt.want)
		}
	}
	for name, change := range map[string]func(*Registered){
		"as it is":         func(*Registered) {},
		"another digest":   func(r *Registered) { r.Digest = "sha256:" + hexOf("0", 64) },
		"changed entry":    func(r *Registered) { r.Location = "elsewhere" },
		"nobody's":         func(r *Registered) { r.Approver = "" },
		"unknown standing": func(r *Registered) { r.Standing = "fine" },
		"latest":           func(r *Registered) { r.Version = "latest"; r.Digest = r.Entry.Digest() },
	} {
		r := approved
		change(&r)
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ParseRegistered(data); (err == nil) != (name == "as it is") || err == nil && got.Digest != r.Digest {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestDecide(t *testing.T) {
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	good, other := "sha256:"+hexOf("a", 64), "sha256:"+hexOf("b", 64)
	entry := func(standing Standing, by, digest string, backends ...string) Registered {
		return Registered{Entry: Entry{Name: "m", Version: "1", Weights: []Weights{{by, digest}}, Backends: backends}, Standing: standing}
	}
	told := func(digest string, ago time.Duration) Seen {
		return Seen{By: ByFiles, Digest: digest, At: now.Add(-ago), Tells: true}
	}
	deny, allow := Rules{}, Rules{Unattested: true, Unregistered: true}
	for _, tt := range []struct {
		name    string
		entries []Registered
		seen    Seen
		rules   Rules
		want    State
		serve   bool
	}{
		{"shown", []Registered{entry(Approved, ByFiles, good)}, told(good, time.Second), deny, Verified, true},
		{"shown, of two versions", []Registered{entry(Approved, ByFiles, other), entry(Approved, ByFiles, good)}, told(good, 0), deny, Verified, true},
		{"shown, beside a retired one", []Registered{entry(Retired, ByFiles, other), entry(Approved, ByFiles, good)}, told(good, 0), deny, Verified, true},
		{"for this backend", []Registered{entry(Approved, ByFiles, good, "b")}, told(good, 0), deny, Verified, true},
		{"for another backend", []Registered{entry(Approved, ByFiles, good, "c")}, told(good, 0), allow, Refused, false},
		{"other weights", []Registered{entry(Approved, ByFiles, good)}, told(other, 0), allow, Tampered, false},
		{"those of the retired version", []Registered{entry(Retired, ByFiles, other), entry(Approved, ByFiles, good)}, told(other, 0), allow, Tampered, false},
		{"those of a proposal", []Registered{entry(Proposed, ByFiles, other), entry(Approved, ByFiles, good)}, told(other, 0), allow, Tampered, false},
		{"told a minute ago", []Registered{entry(Approved, ByFiles, good)}, told(good, Fresh), deny, Verified, true},
		{"told too long ago", []Registered{entry(Approved, ByFiles, good)}, told(good, Fresh+1), allow, Silent, false},
		{"other weights long ago", []Registered{entry(Approved, ByFiles, good)}, told(other, Fresh+1), allow, Silent, false},
		{"told nothing", []Registered{entry(Approved, ByFiles, good)}, told("", 0), allow, Silent, false},
		{"nobody tells", []Registered{entry(Approved, ByFiles, good)}, Seen{}, deny, Unattested, false},
		{"nobody tells, allowed", []Registered{entry(Approved, ByFiles, good)}, Seen{}, allow, Unattested, true},
		{"told in another way", []Registered{entry(Approved, ByOllama, good)}, told(good, 0), deny, Unattested, false},
		{"told in another way, allowed", []Registered{entry(Approved, ByOllama, good)}, told(other, 0), allow, Unattested, true},
		{"nothing registered", nil, told(good, 0), deny, Unregistered, false},
		{"nothing registered, allowed", nil, Seen{}, allow, Unregistered, true},
		{"proposed", []Registered{entry(Proposed, ByFiles, good)}, told(good, 0), deny, Unregistered, false},
		{"retired", []Registered{entry(Retired, ByFiles, good)}, told(good, 0), allow, Refused, false},
		{"the binary", []Registered{entry(Retired, ByFiles, good)}, Seen{By: ByBinary}, deny, BuiltIn, true},
	} {
		v := Decide("b", tt.entries, tt.seen, tt.rules, now)
		if v.State != tt.want || v.Serve != tt.serve {
			t.Errorf("%s: %s, serves %t", tt.name, v.State, v.Serve)
		}
		if v.State == Verified && v.Entry.digestBy(ByFiles) != good {
			t.Errorf("%s: verified by another entry", tt.name)
		}
	}
}

// Only Verified, BuiltIn and what the rules allow may serve, whatever is told and registered.
func TestDecideServesNothingElse(t *testing.T) {
	now := time.Now()
	for _, standing := range []Standing{Proposed, Approved, Retired} {
		for _, tells := range []bool{false, true} {
			for _, by := range append(Tellers(), "") {
				for _, digest := range []string{"", "sha256:" + hexOf("a", 64), "sha256:" + hexOf("b", 64)} {
					for _, ago := range []time.Duration{0, time.Hour} {
						e := Registered{Entry: Entry{Weights: []Weights{{ByFiles, "sha256:" + hexOf("a", 64)}}}, Standing: standing}
						v := Decide("b", []Registered{e}, Seen{By: by, Digest: digest, At: now.Add(-ago), Tells: tells}, Rules{}, now)
						if v.Serve && v.State != Verified {
							t.Errorf("%s %s %q %v: %s serves", standing, by, digest, ago, v.State)
						}
					}
				}
			}
		}
	}
}

func TestWorse(t *testing.T) {
	out, in := Verdict{State: Unattested}, Verdict{Serve: true, State: Unregistered}
	if !out.Worse(in) || in.Worse(out) || in.Worse(in) || !(Verdict{State: Tampered}).Worse(out) {
		t.Error("what does not serve is not worse")
	}
}

func TestDigestOf(t *testing.T) {
	for in, want := range map[string]string{
		hexOf("a", 64): "sha256:" + hexOf("a", 64), "sha256:" + hexOf("a", 64): "sha256:" + hexOf("a", 64), hexOf("a", 40): "sha1:" + hexOf("a", 40),
		"": "", hexOf("A", 64): "", hexOf("a", 63): "", "main": "",
	} {
		if got := DigestOf(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
