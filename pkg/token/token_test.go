package token

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func made(t testing.TB, expires time.Time) (string, Record) {
	t.Helper()
	text, r, err := New("acme", "alice", now, expires)
	if err != nil {
		t.Fatal(err)
	}
	return text, r
}

func TestFormat(t *testing.T) {
	text, r := made(t, time.Time{})
	if !regexp.MustCompile(`^slc_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$`).MatchString(text) {
		t.Errorf("a token of the form %q", text)
	}
	id, secret, err := Parse(text)
	if err != nil || id != r.ID || Prefix+id+"_"+secret != text {
		t.Errorf("got %q, %v", id, err)
	}
	if strings.Contains(r.Hash, secret) || len(r.Hash) != 64 {
		t.Errorf("the record's hash is %q", r.Hash)
	}
	if other, _ := made(t, time.Time{}); other == text {
		t.Error("two tokens are the same")
	}
	back, err := FromText(text, "acme", "alice", now)
	if err != nil || back != r {
		t.Errorf("got %+v, %v, want %+v", back, err, r)
	}
	if _, err := FromText("x", "acme", "alice", now); !errors.Is(err, ErrInvalid) {
		t.Errorf("got %v", err)
	}
}

func wrong(text string) map[string]string {
	return map[string]string{
		"empty": "", "prefix alone": Prefix, "no prefix": text[4:], "other prefix": "SLC_" + text[4:], "cut": text[:len(text)-1],
		"longer": text + "A", "space before": " " + text, "space after": text + " ", "id no hex": text[:4] + "g" + text[5:],
		"id in capitals": text[:4] + "ABCDEF012345" + text[16:], "no second _": text[:16] + "-" + text[17:],
		"secret of other letters": text[:len(text)-1] + "+", "padded": text[:len(text)-1] + "=",
		"line break inside": text[:len(text)-1] + "\n", "returns inside": text[:len(text)-4] + "\r\n\r\n", "NUL": text[:len(text)-1] + "\x00",
	}
}

func TestParseRefuses(t *testing.T) {
	text, _ := made(t, time.Time{})
	for name, bad := range wrong(text) {
		if _, _, err := Parse(bad); err != ErrInvalid {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestCheck(t *testing.T) {
	text, good := made(t, now.Add(time.Hour))
	_, secret, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	other, _ := made(t, time.Time{})
	_, wrongSecret, err := Parse(other)
	if err != nil {
		t.Fatal(err)
	}
	with := func(change func(*Record)) Record {
		r := good
		change(&r)
		return r
	}
	for name, tt := range map[string]struct {
		r      Record
		secret string
		at     time.Time
		ok     bool
	}{
		"good":            {good, secret, now, true},
		"just in time":    {good, secret, now.Add(time.Hour - 1), true},
		"expired":         {good, secret, now.Add(time.Hour), false},
		"no end":          {with(func(r *Record) { r.Expires = time.Time{} }), secret, now.AddDate(100, 0, 0), true},
		"revoked":         {with(func(r *Record) { r.Revoked = now }), secret, now, false},
		"revoked later":   {with(func(r *Record) { r.Revoked = now.Add(time.Hour) }), secret, now, false},
		"another's":       {good, wrongSecret, now, false},
		"no secret":       {good, "", now, false},
		"the hash itself": {good, good.Hash, now, false},
		"no record":       {Record{}, secret, now, false},
		"nothing at all":  {Record{}, "", now, false},
	} {
		err := tt.r.Check(tt.secret, tt.at)
		if (err == nil) != tt.ok || err != nil && err != ErrInvalid {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestRoles(t *testing.T) {
	u := User{Roles: []string{RoleApp}}
	if !u.Has(RoleApp) || u.Has(RoleAdmin) || (User{}).Has("") {
		t.Error("a user has roles that nobody gave")
	}
}

func FuzzParse(f *testing.F) {
	text, _ := made(f, time.Time{})
	f.Add(text)
	for _, bad := range wrong(text) {
		f.Add(bad)
	}
	form := regexp.MustCompile(`^slc_[0-9a-f]{12}_[A-Za-z0-9_-]{43}\z`)
	f.Fuzz(func(t *testing.T, s string) {
		id, secret, err := Parse(s)
		if (err == nil) != form.MatchString(s) {
			t.Fatalf("%q: %v", s, err)
		}
		if err == nil && Prefix+id+"_"+secret != s {
			t.Fatalf("%q was taken apart as %q and %q", s, id, secret)
		}
		if err != nil && (err != ErrInvalid || id+secret != "") {
			t.Fatalf("%q: %q %q %v", s, id, secret, err)
		}
	})
}
