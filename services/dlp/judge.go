package dlp

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/live"
	"sluice/pkg/policy"
	"sluice/pkg/requests"
	"sluice/pkg/sanitize"
	"sluice/pkg/scan"
)

// requestID is the caller's id, or a minted ULID. Of the caller's Nats-* headers
// only Nats-Msg-Id counts; others would ask JetStream for things that this
// service does not do, so they are refused and not ignored. Nats-Request-Info is
// the server's own: it replaces a caller's where a request crosses accounts. The
// id stands in clear on subjects, records and log lines, so it may be no secret;
// one that the edge has made is none.
func (s *Service) requestID(h nats.Header, via string, by judgement) (id string, fault *chat.Error) {
	for name := range h {
		if strings.HasPrefix(strings.ToLower(name), "nats-") && name != jetstream.MsgIDHeader && name != requestInfo {
			return "", chat.ErrInvalid("", "unsupported_header", "Of the Nats-* headers only Nats-Msg-Id is taken. Publish without the others.")
		}
	}
	ids := h.Values(jetstream.MsgIDHeader)
	switch {
	case len(ids) == 0:
		return requests.NewID(), nil
	case len(ids) > 1 || !bus.ValidName(ids[0]):
		return "", chat.ErrRequestID()
	case via == "http" && h.Get(live.HeaderNamed) == "":
	case !by.clean.Clean(ids[0], policy.Input):
		return "", chat.ErrRequestIDContent()
	}
	return ids[0], nil
}

const requestInfo = "Nats-Request-Info"

// judged is what scanning made of a request.
type judged struct {
	request asked
	body    []byte // sanitized, for the engine
	model   string // "" where its name is itself a finding in a blocked prompt
	result  sanitize.Result
	took    time.Duration
}

// asked is a request that fits the schema, and the parts of it that nobody looks into.
type asked struct {
	chat.Request
	opaque []chat.Opaque
}

// read parses and checks a request against the schema, and by what the policy says of
// parts that are no text.
func (s *Service) read(body []byte, content policy.Content) (asked, *chat.Error) {
	doc, err := chat.Parse(body, chat.Limits{Bytes: s.MaxBody})
	if err != nil {
		return asked{}, asError(err)
	}
	opaque, fault := s.Validator.ValidateAccepting(doc, chat.Accept(content))
	if fault != nil {
		return asked{}, fault
	}
	return asked{chat.Request{Doc: doc}, opaque}, nil
}

// judge scans a request and writes it anew. What nobody can look into is left out of the
// scan, and of nothing else.
func (s *Service) judge(req asked, by judgement, pseudonym func(typ, value string) string) judged {
	began := s.Now()
	model := req.Model()
	attach := chat.Detach(req.opaque)
	result := by.clean.Document(req.Doc, policy.Input, func(t scan.Type, v string) string { return pseudonym(string(t), v) })
	attach()
	j := judged{request: req, result: result}
	if len(result.Blocked) == 0 {
		j.body = req.AppendWithoutStream(nil)
		j.model = req.Model()
	} else if len(s.Detectors.Scan(model)) == 0 {
		j.model = model
	}
	j.took = s.Now().Sub(began)
	return j
}

// page is the stage's page: counts and digests, no text.
func (j judged) page(digest string, size int) *exchange.DLPPage {
	p := &exchange.DLPPage{
		State: exchange.Passed, InputHash: digest, Bytes: size,
		Took: float64(j.took.Microseconds()) / 1000, Restorable: len(j.result.Restore) > 0,
	}
	for _, c := range j.result.Counts {
		p.Findings = append(p.Findings, exchange.Finding{Type: string(c.Type), Rule: c.Rule, Action: string(c.Action), Count: c.Count})
	}
	if p.Unscanned = unscanned(j.request.opaque); p.Unscanned != nil {
		p.State = exchange.Excepted
	}
	if len(j.result.Blocked) > 0 {
		p.State = exchange.Failed
	}
	return p
}

// unscanned counts parts that nobody looked into; nil where there are none.
func unscanned(parts []chat.Opaque) *exchange.Unscanned {
	if len(parts) == 0 {
		return nil
	}
	u := &exchange.Unscanned{Count: len(parts), Kinds: map[string]int{}}
	for _, p := range parts {
		u.Kinds[p.Kind]++
		u.Bytes += p.Bytes
	}
	return u
}

func (j judged) refusal() exchange.Refusal {
	e := chat.ErrContentFilter(j.result.Blocked)
	return exchange.Refusal{
		Stage: string(exchange.StageDLP), Status: e.Status, Type: e.Type, Code: e.Code,
		Message: e.Message, Rules: j.result.Blocked,
	}
}

// restoreSize is about what the map of pseudonyms takes as JSON, in bytes.
func (j judged) restoreSize() int {
	n := 0
	for p, original := range j.result.Restore {
		n += len(p) + len(original) + 8
	}
	return n
}

// errGrown is for a body that is within the limit as it came and over what a
// message carries once its findings are placeholders.
func errGrown() *chat.Error {
	return &chat.Error{
		Status: 413, Type: chat.TypeInvalidRequest, Code: "request_too_large",
		Message: "The body is too large once its personal data is replaced by placeholders. Send less at a time.",
	}
}

func (j judged) restore() ([]byte, error) { return json.Marshal(j.result.Restore) }
