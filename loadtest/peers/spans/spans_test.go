package spans

import (
	"slices"
	"testing"
)

func TestUnite(t *testing.T) {
	got := Unite([]Span{{"b", 12, 20}, {"a", 3, 15}, {"c", 30, 31}, {"d", 20, 22}, {"a", 3, 15}})
	want := []Span{{"a", 3, 20}, {"d", 20, 22}, {"c", 30, 31}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestDiff(t *testing.T) {
	theirs := []Span{{"same", 0, 5}, {"missed", 10, 20}, {"bounds", 30, 40}}
	ours := []Span{{"x", 0, 5}, {"extra", 20, 22}, {"wider", 29, 40}}
	same, all := Diff(theirs, ours)
	want := []Difference{
		{Missed, theirs[1], Span{}},
		{Bounds, theirs[2], ours[2]},
		{Extra, Span{}, ours[1]},
	}
	if same != 1 || !slices.Equal(all, want) {
		t.Errorf("same %d, differences %v", same, all)
	}
}
