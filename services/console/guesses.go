package console

import (
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// guesses bounds failed logins: per address, and all together. A token has 256 random
// bits, so this saves work and log more than it saves tokens.
type guesses struct {
	now func() time.Time

	mu      sync.Mutex
	all     *rate.Limiter
	address map[string]*rate.Limiter
}

const (
	guessBurst  = 5
	guessEvery  = 10 * time.Second
	guessesAll  = 100
	mostAddress = 4096
)

func newGuesses(now func() time.Time) *guesses {
	return &guesses{now: now, all: rate.NewLimiter(rate.Every(time.Second/5), guessesAll), address: map[string]*rate.Limiter{}}
}

// take counts an attempt before it is looked at, so that attempts beside each other
// count too. back, called for a good one, does not count it after all.
func (g *guesses) take(r *http.Request) (back func(), ok bool) {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	one := g.of(host, now)
	a := one.ReserveN(now, 1)
	if a.DelayFrom(now) > 0 {
		a.CancelAt(now)
		return nil, false
	}
	b := g.all.ReserveN(now, 1)
	if b.DelayFrom(now) > 0 {
		b.CancelAt(now)
		a.CancelAt(now)
		return nil, false
	}
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		a.CancelAt(now)
		b.CancelAt(now)
	}, true
}

// of finds the address's own bound. Where there are too many addresses those that
// have not failed lately are forgotten, and if that is not enough, all.
func (g *guesses) of(host string, now time.Time) *rate.Limiter {
	if l, ok := g.address[host]; ok {
		return l
	}
	if len(g.address) >= mostAddress {
		for h, l := range g.address {
			if l.TokensAt(now) >= guessBurst {
				delete(g.address, h)
			}
		}
	}
	if len(g.address) >= mostAddress {
		g.address = map[string]*rate.Limiter{}
	}
	l := rate.NewLimiter(rate.Every(guessEvery), guessBurst)
	g.address[host] = l
	return l
}
