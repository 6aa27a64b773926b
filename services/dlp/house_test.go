package dlp

import (
	"testing"
)

// One tenant never has the whole house, and what leaves makes room again.
func TestHouse(t *testing.T) {
	h := newHouse(4, 1000)
	var leave []func()
	for {
		l, ok := h.enter("flood", 10)
		if !ok {
			break
		}
		leave = append(leave, l)
	}
	if len(leave) != 15 {
		t.Errorf("a tenant took %d of 20 places, want 15", len(leave))
	}
	other, ok := h.enter("other", 10)
	if !ok {
		t.Fatal("no room for another tenant")
	}
	other()
	if _, ok := h.enter("other", 900); ok {
		t.Error("more bytes than there may be")
	}
	for _, l := range leave {
		l()
	}
	whole, ok := h.enter("other", 5000) // more than all: it gets all
	if !ok {
		t.Fatal("the house is empty, and there is no room")
	}
	whole()
	var rise []func()
	for range 4 {
		r, ok := h.sit()
		if !ok {
			t.Fatal("no seat")
		}
		rise = append(rise, r)
	}
	sat := make(chan bool)
	go func() { r, ok := h.sit(); sat <- ok; r() }()
	rise[0]()
	if !<-sat {
		t.Error("who waited did not get the seat that came free")
	}
	if err := h.empty(t.Context()); err != nil {
		t.Error(err)
	}
}
