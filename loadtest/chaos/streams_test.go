package chaos

import (
	"fmt"
	"strings"
)

// checkStreams holds what callers saw of streams against what is on record. A
// stream that looks whole must be whole and recorded as completed. One that broke
// may have told nothing that its recorded completion does not.
func checkStreams(p prompt, copies []copyOf, streams []stream, records []record, opened []opening) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if len(opened) > 1 {
		fault("its stream was opened %d times", len(opened))
	}
	if len(opened) > 0 && len(records) == 0 {
		fault("its opening record has no closing one")
	}
	if len(opened) > 0 && !p.Live {
		fault("it was opened, and nobody asked for a stream")
	}
	completed, recorded := len(records) > 0, len(records) > 0
	for _, r := range records {
		completed = completed && r.Outcome == "completed"
		if r.Opened && len(opened) == 0 {
			fault("its record says that its stream was opened, and there is no opening record")
		}
		// Of a completed one: stored too late for whoever asked, so nothing left after it.
		if !r.Opened && len(opened) > 0 && r.Outcome != "completed" {
			fault("its stream was opened, and its record does not say so")
		}
	}
	text, known := "", false
	for _, c := range copies {
		if c.Kind == "completed" && c.Door != liveDoor {
			text, known = c.Text, true
			break
		}
	}
	for _, s := range streams {
		switch {
		case s.Fault == "" && s.Done != (s.Finish != ""):
			fault("a stream is neither whole nor broken: finish_reason %q, done %v", s.Finish, s.Done)
		case s.Fault != "" && (s.Done || s.Finish != ""):
			fault("a stream with the error %s was ended as a whole one", s.Fault)
		}
		if s.Finish != "" && !completed {
			fault("a client saw a whole stream, and no completion is on record")
		}
		if s.Text != "" && len(opened) == 0 && recorded && !completed {
			fault("a client saw a piece of a stream that was never opened")
		}
		switch {
		case !completed || !known:
		case s.Finish != "" && (s.Text != text || s.Calls != p.Calls):
			fault("a client saw a whole stream that is not the completion: %s, calls %q", differ(s.Text, text), s.Calls)
		case !strings.HasPrefix(text, s.Text):
			fault("a client saw in a stream what its completion does not say: %s", differ(s.Text, text))
		}
		if s.Calls != "" && s.Calls != p.Calls {
			fault("a client saw calls of %s in a stream, permitted: %q", s.Calls, p.Calls)
		}
	}
	return faults
}

// differ shows where two texts part.
func differ(saw, is string) string {
	at := 0
	for at < len(saw) && at < len(is) && saw[at] == is[at] {
		at++
	}
	end := func(s string) string { return s[at:min(len(s), at+40)] }
	return fmt.Sprintf("after %d bytes %q, not %q", at, end(saw), end(is))
}
