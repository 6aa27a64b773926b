package console

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"net/http"
	"sync"
	"time"

	"sluice/pkg/token"
)

const (
	sessionLife  = 12 * time.Hour
	sessionIdle  = time.Hour
	mostSessions = 2048
	mostPerUser  = 16
	mostWatching = 4 // streams of one session
)

// session is one login. Its fields but seen and streams never change.
type session struct {
	user   token.User // as of the login; roles are asked for anew
	token  string     // id of the token that opened it
	secret []byte     // the cookie's value, hashed
	csrf   string
	opened time.Time

	seen    time.Time // guarded by sessions.mu
	streams int       // guarded by sessions.mu
}

// sessions are kept in memory alone: who restarts the console logs everybody out.
type sessions struct {
	now func() time.Time

	mu   sync.Mutex
	byID map[[sha256.Size]byte]*session
}

func newSessions(now func() time.Time) *sessions {
	return &sessions{now: now, byID: map[[sha256.Size]byte]*session{}}
}

// random is 256 bits for a cookie or a form.
func random() (string, error) {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		return "", fmt.Errorf("making a session: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// open begins a session and returns the cookie's value. One user's oldest session
// ends where there are too many; where all are too many, none is opened.
func (s *sessions) open(u token.User, tokenID string) (value string, opened *session, err error) {
	value, err = random()
	if err != nil {
		return "", nil, err
	}
	csrf, err := random()
	if err != nil {
		return "", nil, err
	}
	id := sha256.Sum256([]byte(value))
	now := s.now()
	opened = &session{user: u, token: tokenID, secret: id[:], csrf: csrf, opened: now, seen: now}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep(now)
	var oldest [sha256.Size]byte
	own := 0
	for k, o := range s.byID {
		if o.user.Tenant != u.Tenant || o.user.User != u.User {
			continue
		}
		if own++; own == 1 || o.seen.Before(s.byID[oldest].seen) {
			oldest = k
		}
	}
	if own >= mostPerUser {
		delete(s.byID, oldest)
	}
	if len(s.byID) >= mostSessions {
		return "", nil, errTooMany
	}
	s.byID[id] = opened
	return value, opened, nil
}

// find returns the session of a cookie's value. use says whether that counts as use
// of it: who only has a page open that updates itself is idle.
func (s *sessions) find(value string, use bool) (*session, bool) {
	id := sha256.Sum256([]byte(value))
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	o, ok := s.byID[id]
	if !ok || subtle.ConstantTimeCompare(id[:], o.secret) != 1 {
		return nil, false
	}
	if o.over(now) {
		delete(s.byID, id)
		return nil, false
	}
	if use {
		o.seen = now
	}
	return o, true
}

// alive says whether the session has not ended since it was found.
func (s *sessions) alive(o *session) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	there, ok := s.byID[[sha256.Size]byte(o.secret)]
	return ok && there == o && !o.over(s.now())
}

// end forgets a session.
func (s *sessions) end(o *session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.byID, [sha256.Size]byte(o.secret))
}

// watch counts a stream of the session; false: it has too many.
func (s *sessions) watch(o *session, more int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if more > 0 && o.streams >= mostWatching {
		return false
	}
	o.streams += more
	return true
}

func (s *sessions) sweep(now time.Time) {
	for id, o := range s.byID {
		if o.over(now) {
			delete(s.byID, id)
		}
	}
}

func (o *session) over(now time.Time) bool {
	return now.Sub(o.opened) >= sessionLife || now.Sub(o.seen) >= sessionIdle
}

// Names of cookies. With the prefix __Host- a browser takes one only over https and
// from this very host.
func (c *Console) cookieName(what string) string {
	if c.TLS {
		return "__Host-sluice_" + what
	}
	return "sluice_" + what
}

func (c *Console) setCookie(w http.ResponseWriter, what, value string, life time.Duration) {
	age := int(life / time.Second)
	if value == "" {
		age = -1
	}
	http.SetCookie(w, &http.Cookie{
		Name: c.cookieName(what), Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: c.TLS, SameSite: http.SameSiteStrictMode,
	})
}

func (c *Console) cookie(r *http.Request, what string) string {
	k, err := r.Cookie(c.cookieName(what))
	if err != nil || len(k.Value) > 64 {
		return ""
	}
	return k.Value
}

// same compares secrets in constant time; nothing is the same as "".
func same(a, b string) bool {
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}
