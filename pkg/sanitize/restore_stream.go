package sanitize

import "strings"

// RestoreStream is Restore for a text that comes in pieces: what it releases,
// joined, is what Restore makes of the whole, but that a URL longer than MaxRestoreHeld
// is passed on as it is. It holds back what may still become a placeholder or a
// URL, some dozen bytes of ordinary text. One goroutine uses it.
type RestoreStream struct {
	m      map[string]string
	text   string // context that is looked back at, then what is held back
	at     int    // text[:at] is decided
	done   int    // after the last original that was put back, or where text begins
	inside bool   // in a URL that was too long to hold: nothing is put back until it ends
}

// MaxRestoreHeld bounds what a RestoreStream holds back, in bytes.
const MaxRestoreHeld = 4 << 10

// undecided is how many bytes must follow a place before it is known not to begin a URL.
const undecided = 16

// NewRestoreStream returns a stream that puts the originals of m back. With an
// empty map it holds nothing back.
func NewRestoreStream(m map[string]string) *RestoreStream { return &RestoreStream{m: m} }

// Write takes a piece and returns what is decided.
func (s *RestoreStream) Write(piece string) string {
	if len(s.m) == 0 {
		return piece
	}
	s.text += piece
	return s.advance(false)
}

// Held returns how many bytes are held back.
func (s *RestoreStream) Held() int { return len(s.text) - s.at }

// Close returns the rest.
func (s *RestoreStream) Close() string {
	if len(s.m) == 0 {
		return ""
	}
	return s.advance(true)
}

func (s *RestoreStream) advance(last bool) string {
	known := func(p string) bool { _, ok := s.m[p]; return ok }
	var b strings.Builder
	from := s.at // text[from:i] is to be written as it is
	i := s.at
	for i < len(s.text) {
		if s.inside {
			s.inside = strings.IndexByte(" \t\r\n\f\v", s.text[i]) < 0
			i++
			continue
		}
		n, open := s.url(i, known, last)
		if open && len(s.text)-i <= MaxRestoreHeld {
			break
		}
		if open { // too long to be held: from here to white space it passes as it is
			s.inside = true
			continue
		}
		if n > 0 {
			i += n
			continue
		}
		if n = placeholderAt(s.text[i:], known); n == 0 {
			if !last && s.text[i] == '<' && len(s.text)-i < maxPlaceholder && !strings.Contains(s.text[i:], ">") {
				break
			}
			i++
			continue
		}
		if !hangsOnHost(s.text[s.done:i]) {
			b.WriteString(s.text[from:i])
			b.WriteString(s.m[s.text[i:i+n]])
			s.done, from = i+n, i+n
		}
		i += n
	}
	b.WriteString(s.text[from:i])
	s.at = i
	s.forget()
	return b.String()
}

// url is urlLength, and whether more text could change what it says.
func (s *RestoreStream) url(i int, known func(string) bool, last bool) (n int, open bool) {
	n = urlLength(s.text, i, known)
	if last {
		return n, false
	}
	rest := len(s.text) - i
	if n > 0 {
		return n, n >= rest-1 || endsInPlaceholder(s.text[i:])
	}
	c := s.text[i] | 0x20
	switch {
	case c == ']'|0x20, bareStart(s.text[i]) != "", c == 'w', c == 'm', c == 'u', len(attributes(c)) > 0:
		return 0, rest < undecided || blanks(s.text, i+wordLength(s.text[i:])) == len(s.text)
	}
	return 0, false
}

// wordLength is the length of the letters that text begins with.
func wordLength(text string) int {
	n := 0
	for n < len(text) && 'a' <= text[n]|0x20 && text[n]|0x20 <= 'z' {
		n++
	}
	return n
}

// endsInPlaceholder says whether text ends in what may be the start of a placeholder.
func endsInPlaceholder(text string) bool {
	i := strings.LastIndexByte(text, '<')
	return i >= 0 && len(text)-i < maxPlaceholder && !strings.Contains(text[i:], ">")
}

// forget drops what nobody looks back at.
func (s *RestoreStream) forget() {
	drop := s.at - 2*maxHost
	if drop < maxHost {
		return
	}
	s.text = s.text[drop:]
	s.at -= drop
	s.done = max(s.done-drop, 0)
}
