package console

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/flag"
	"sluice/pkg/ocsf"
)

// flagRow is one flag on the page, in HTML and in the stream.
type flagRow struct {
	UID      string `json:"uid"`
	At       string `json:"at"` // RFC 3339
	Time     string `json:"time"`
	Severity string `json:"severity"`
	Category string `json:"category"`
	Title    string `json:"title"`
	Rule     string `json:"rule"`
	Action   string `json:"action"`
	User     string `json:"user"`
	Request  string `json:"request"`
	Link     string `json:"link,omitempty"` // to the exchange, for who may see it
}

func rowOf(e flag.Flag) flagRow {
	at := time.UnixMilli(e.Time).UTC()
	r := flagRow{
		UID: e.Metadata.UID, At: at.Format(time.RFC3339Nano), Time: at.Format(shortTime), Severity: strings.ToLower(e.Severity),
		Category: e.Unmapped.Category, Title: e.Message, Rule: e.FindingInfo.Analytic.UID, Action: e.Unmapped.Action,
		User: e.Actor.User.UID, Request: e.Metadata.CorrelationUID,
	}
	if !slices.Contains(ocsf.Levels(), r.Severity) {
		r.Severity = ocsf.Critical // what this version cannot read must be looked at
	}
	return r
}

func (r flagRow) linked(may bool) flagRow {
	if may && bus.ValidName(r.Request) && bus.ValidName(r.User) {
		r.Link = exchangeLink(r.Request, r.User)
	}
	return r
}

func exchangeLink(id, user string) string {
	return "/exchanges/" + url.PathEscape(id) + "?user=" + url.QueryEscape(user)
}

// flagsPage is what the page of flags shows.
type flagsPage struct {
	Rows   []flagRow
	Level  string
	Levels []string // highest first
	Stream string   // address
	Fault  bool
}

// firstFlags bounds the wait for the history on the first page of a tenant.
const firstFlags = 3 * time.Second

// home is the page of flags, or the list of exchanges for who may not see flags.
func (v *visit) home() {
	if !seesFlags(v.user) {
		http.Redirect(v.w, v.r, "/exchanges", http.StatusSeeOther)
		return
	}
	level, ok := v.level()
	if !ok || !v.logged(v.w, v.r, v.user, v.session.token, "flags", http.StatusOK) {
		return
	}
	feed, err := v.feeds.of(v.user)
	if err != nil {
		v.fail(http.StatusServiceUnavailable, "The flags cannot be followed now. Try again later.")
		return
	}
	wait := time.NewTimer(firstFlags)
	defer wait.Stop()
	select {
	case <-feed.ready:
	case <-wait.C:
	case <-v.r.Context().Done():
		return
	}
	rows, after, fault := feed.newest(level)
	select {
	case <-feed.ready:
	default:
		fault = true
	}
	for i := range rows {
		rows[i] = rows[i].linked(seesExchanges(v.user))
	}
	levels := ocsf.Levels()
	slices.Reverse(levels)
	p := v.page("Flags")
	p.Body = flagsPage{
		Rows: rows, Level: level, Levels: levels, Fault: fault,
		Stream: "/flags/stream?" + url.Values{"severity": {level}, "after": {after}}.Encode(),
	}
	v.show("flags", p)
}

func (v *visit) level() (string, bool) {
	level := v.r.URL.Query().Get("severity")
	if level == "" {
		return ocsf.Informational, true
	}
	if !slices.Contains(ocsf.Levels(), level) {
		v.fail(http.StatusBadRequest, "There is no such severity.")
		return "", false
	}
	return level, true
}

const (
	beat     = 5 * time.Second  // how often a quiet stream shows that it lives, and its session is asked about
	sendTime = 15 * time.Second // for one write
)

// stream tells of flags as they come (server-sent events), until the session ends.
// Before each it asks whether the session is good still.
func (v *visit) stream() {
	level, ok := v.level()
	if !ok {
		return
	}
	if !v.sessions.watch(v.session, 1) {
		v.w.Header().Set("Retry-After", "5")
		http.Error(v.w, "This session has too many streams open.", http.StatusTooManyRequests)
		return
	}
	defer v.sessions.watch(v.session, -1)
	if !v.logged(v.w, v.r, v.user, v.session.token, "flags", http.StatusOK) {
		return
	}
	feed, err := v.feeds.of(v.user)
	if err != nil {
		http.Error(v.w, "The flags cannot be followed now.", http.StatusServiceUnavailable)
		return
	}
	after := v.r.Header.Get("Last-Event-ID")
	if after == "" {
		after = v.r.URL.Query().Get("after")
	}
	missed, live, leave := feed.listen(after)
	defer leave()
	v.w.Header().Set("Content-Type", "text/event-stream")
	v.w.Header().Set("X-Accel-Buffering", "no") // of a proxy in front
	s := &sender{v: v, out: http.NewResponseController(v.w), feed: feed, level: level}
	if !s.write(": here\nretry: 2000\n\n") {
		return
	}
	for _, m := range missed {
		if !s.tell(m) {
			return
		}
	}
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		select {
		case m, ok := <-live:
			if !ok || !s.tell(m) {
				return
			}
		case <-tick.C:
			if !s.alive() || !s.write(": beat\n\n") {
				return
			}
		case <-v.life.Done():
			return
		case <-v.r.Context().Done():
			return
		}
	}
}

// sender writes one stream.
type sender struct {
	v     *visit
	out   *http.ResponseController
	feed  *feed
	level string
}

// alive asks about the session; of one that is over the page is told.
func (s *sender) alive() bool {
	u, ok := s.v.holder(s.v.session)
	if ok = ok && s.v.sessions.alive(s.v.session) && seesFlags(u); !ok {
		s.write("event: over\ndata: {}\n\n")
	}
	s.v.user = u
	return ok
}

func (s *sender) tell(m numbered) bool {
	if !s.alive() {
		return false
	}
	if !ocsf.AtLeast(m.flag.Severity, s.level) {
		return true
	}
	data, err := json.Marshal(m.flag.linked(seesExchanges(s.v.user)))
	if err != nil {
		return false
	}
	return s.write(fmt.Sprintf("id: %s\nevent: flag\ndata: %s\n\n", s.feed.place(m.n), data))
}

func (s *sender) write(text string) bool {
	// Not every ResponseWriter has a deadline; a server's has.
	_ = s.out.SetWriteDeadline(time.Now().Add(sendTime))
	if _, err := s.v.w.Write([]byte(text)); err != nil {
		return false
	}
	return s.out.Flush() == nil
}
