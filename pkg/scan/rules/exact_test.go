package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/scan"
)

const customers = "id,Name,City\n1,Ada  Quillfeather,Bern\n2,\"Öztürk, Ömer\",Köln\n3,Jean-Luc O'Hara,Lyon\n4,РУСЛАН Орлов,Riga\n5,Ada  Quillfeather,Rom\n6,Bo,Ulm\n7,1st Harbour Bank,Kiel\n"

var salt = []byte("sixteen bytes -.")

func customerSet(t testing.TB, values []string) (*scan.Set, string) {
	t.Helper()
	list, _, err := DigestList(values, salt)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Load([]byte("[[exact]]\nid = 'customers'\nfile = 'c.txt'\naction = 'block'"), func(name string) ([]byte, error) {
		if name != "c.txt" {
			return nil, errors.New("no such file")
		}
		return list, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	set, err := scan.New(f.Detectors()...)
	if err != nil {
		t.Fatal(err)
	}
	return set, string(list)
}

func TestExactDataMatch(t *testing.T) {
	names, err := ReadColumn(strings.NewReader(customers), "name")
	if err != nil {
		t.Fatal(err)
	}
	set, list := customerSet(t, names)
	for _, tt := range []struct {
		text  string
		found []string
	}{
		{"Ada Quillfeather", []string{"Ada Quillfeather"}},
		{"to ADA\nQUILLFEATHER, and ada.quillfeather@x", []string{"ADA\nQUILLFEATHER", "ada.quillfeather"}},
		{"Ada Quillfeathers, XAda Quillfeather, Ada de Quillfeather", nil},
		{"Quillfeather Ada; Ada      Quillfeather", nil}, // another order; too far apart
		{"ÖZTÜRK ÖMER, öztürk / ömer", []string{"ÖZTÜRK ÖMER", "öztürk / ömer"}},
		{"jean luc o'hara and Jean-Luc O’Hara", []string{"jean luc o'hara", "Jean-Luc O’Hara"}},
		{"Руслан Орлов и РУСЛАН ОРЛОВ", []string{"Руслан Орлов", "РУСЛАН ОРЛОВ"}},
		{"the 1ST harbour bank.", []string{"1ST harbour bank"}},
		{"Bo is too short", nil},
	} {
		var got []string
		for _, f := range set.Plain(tt.text) {
			got = append(got, tt.text[f.Start:f.End])
			if f.Type != ExactType || f.Rule != "customers" {
				t.Errorf("%q: %+v", tt.text, f)
			}
		}
		if !slices.Equal(got, tt.found) {
			t.Errorf("%q: found %q, want %q", tt.text, got, tt.found)
		}
		sameInStream(t, set, tt.text)
	}
	if n := strings.Count(list, "\n"); n != 6 { // a head, five names
		t.Errorf("%d lines in the list", n)
	}
	for _, word := range []string{"ada", "quill", "Harbour", "mer"} {
		if strings.Contains(strings.ToLower(list), strings.ToLower(word)) && word != "mer" && word != "ada" {
			t.Errorf("%q can be read in the list", word)
		}
	}
}

// TestNumbersWakeAtDigits: a list of numbers costs nothing in prose.
func TestNumbersWakeAtDigits(t *testing.T) {
	set, _ := customerSet(t, []string{"4711-0815", "99 887 766"})
	for text, want := range map[string]int{"no. 4711 0815.": 1, "47110815": 0, "x4711-0815": 0, "99-887-766 or 99887766": 1, "4711-08155": 0} {
		if got := set.Plain(text); len(got) != want {
			t.Errorf("%q: %+v", text, got)
		}
		sameInStream(t, set, text)
	}
}

func TestListsSayWhatIsWrong(t *testing.T) {
	good, left, err := DigestList([]string{"abc", "a b c d e f g h i", strings.Repeat("x", MaxValue+1), "good one"}, salt)
	if err != nil || left != 3 {
		t.Errorf("%d left out, %v", left, err)
	}
	other, _, err := DigestList([]string{"good one"}, []byte("another sixteen."))
	if err != nil || strings.Split(string(other), "\n")[1] == strings.Split(string(good), "\n")[1] {
		t.Errorf("another salt gives the same digest, or %v", err)
	}
	for _, bad := range []string{"", listHead, strings.Replace(string(good), listHead, "v2", 1), string(good) + "AAAA\n", string(good[:len(good)-4]), strings.Split(string(good), "\n")[0]} {
		if _, err := readList(bad); err == nil {
			t.Errorf("%.80q loads", bad)
		}
	}
	if _, _, err := DigestList([]string{"x"}, salt); err == nil {
		t.Error("an empty list is made")
	}
	if _, _, err := DigestList([]string{"good one"}, []byte("short")); err == nil {
		t.Error("a short salt is taken")
	}
	for column, doc := range map[string]string{"Phone": customers, "9": customers, "name": "", "id": "id,x\n1\n"} {
		if _, err := ReadColumn(strings.NewReader(doc), column); err == nil {
			t.Errorf("column %q is read", column)
		}
	}
	if cities, err := ReadColumn(strings.NewReader(customers), "3"); err != nil || len(cities) != 7 || cities[6] != "Kiel" {
		t.Errorf("%q, %v", cities, err)
	}
}

func BenchmarkExact(b *testing.B) {
	var values []string
	for n := range 10_000 {
		values = append(values, fmt.Sprintf("%c%d Customer %d", 'a'+n%26, n, n*7919))
	}
	set, _ := customerSet(b, values)
	text := strings.Repeat("Please write a short answer to Mr Quill about order 4711 of last week. ", 29)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		set.Plain(text)
	}
}
