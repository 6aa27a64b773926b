package edge

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/live"
	"sluice/pkg/requests"
	"sluice/pkg/sanitize"
	"sluice/pkg/seal"
)

// speech is a live stream as one call writes it to its client: pieces as they
// come, with the client's own pseudonyms restored, then from the released outcome
// what was not sent yet, the reason to finish and the end. The call's goroutine
// owns it.
type speech struct {
	*call
	key     string
	restore map[string]string
	strands map[chat.Strand]*uttered
	tokens  map[chat.Strand]*tokens // by Strand.Tokens

	run   string
	next  int  // number of the piece that comes next
	begun bool // the status and at least one piece are on their way to the client
	lost  bool // a piece was missed, or another attempt speaks: the outcome tells the rest
	head  chat.ChunkHead
}

// uttered is one field of one choice.
type uttered struct {
	restorer *sanitize.RestoreStream
	sent     strings.Builder // as the client has it
}

// tokens are log-probabilities of texts that were written to a restorer.
type tokens struct {
	waiting []chat.Value // until it holds nothing of them back
	sent    int
}

// clientTime bounds one write to a client that does not read.
const clientTime = 30 * time.Second

func (c *call) speech(key string) *speech {
	return &speech{call: c, key: key, strands: map[chat.Strand]*uttered{}, tokens: map[chat.Strand]*tokens{}}
}

// add writes a piece.
func (s *speech) add(ctx context.Context, d live.Delta) {
	switch {
	case s.lost:
		return
	case !s.begun && (d.Seq != 0 || !s.begin(ctx, d)), s.begun && (d.Run != s.run || d.Seq != s.next):
		s.lost = true
		return
	}
	s.next = d.Seq + 1
	var out []byte
	for _, p := range d.Parts {
		k := chat.Strand{Choice: p.Choice, Field: p.Field}
		u, ok := s.strands[k]
		if !ok {
			u = &uttered{restorer: sanitize.NewRestoreStream(s.restore)}
			s.strands[k] = u
		}
		text := u.restorer.Write(p.Text)
		out = s.append(out, k, u, text, s.told(k, p.Logprobs))
	}
	s.write(out)
}

func (s *speech) append(out []byte, k chat.Strand, u *uttered, text string, tokens []chat.Value) []byte {
	if text == "" && len(tokens) == 0 {
		return out
	}
	if u.sent.Len() == 0 && !s.spoken(k.Choice, u) {
		out = chat.AppendRole(out, s.head, k.Choice)
	}
	u.sent.WriteString(text)
	return chat.AppendDelta(out, s.head, k, text, tokens)
}

// told takes log-probabilities that came with a piece of a strand, and returns those
// that may be sent with it: none while a restorer holds text of theirs back.
func (s *speech) told(k chat.Strand, list json.RawMessage) []chat.Value {
	t, ok := s.tokens[k.Tokens()]
	if !ok && len(list) == 0 {
		return nil
	}
	if !ok {
		t = &tokens{}
		s.tokens[k.Tokens()] = t
	}
	if len(list) > 0 {
		doc, err := chat.Parse(list, chat.Limits{Bytes: len(list) + 1, Nodes: len(list)})
		if err != nil {
			s.lost = true // the outcome has them
			return nil
		}
		t.waiting = append(t.waiting, doc.Root.Elems...)
	}
	for other, u := range s.strands {
		if other.Tokens() == k.Tokens() && u.restorer.Held() > 0 {
			return nil
		}
	}
	ready := t.waiting
	t.waiting = nil
	t.sent += len(ready)
	return ready
}

// spoken says whether anything of this choice was sent before, in another field than but.
func (s *speech) spoken(choice int, but *uttered) bool {
	for k, u := range s.strands {
		if k.Choice == choice && u != but && u.sent.Len() > 0 {
			return true
		}
	}
	return false
}

// begin answers with the status: from here on an error can only stand in the stream.
func (s *speech) begin(ctx context.Context, d live.Delta) bool {
	if len(d.Restore) > 0 {
		plain, err := s.Sealer.Open(ctx, seal.Binding{
			Tenant: s.user.Tenant, User: s.user.User, Request: s.key, Section: exchange.SectionRestore,
		}, d.Restore)
		if err == nil {
			err = json.Unmarshal(plain, &s.restore)
		}
		if err != nil {
			s.Log.WarnContext(s.r.Context(), "opening pseudonyms of a live stream", "error", err)
			return false
		}
	}
	s.run, s.begun = d.Run, true
	s.head = chat.ChunkHead{
		ID: "chatcmpl-" + s.access.RequestID, Model: d.Model, Created: d.Created, Voice: s.asked.Voice(time.Unix(d.Created, 0)),
	}
	h := s.w.Header()
	h.Set("Content-Type", s.head.Voice.Type())
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	s.status = http.StatusOK
	s.w.WriteHeader(http.StatusOK)
	s.Telemetry.Streaming(1)
	return true
}

// end is called once, when nothing more is written.
func (s *speech) end() {
	if s.begun {
		s.Telemetry.Streaming(-1)
	}
}

// write sends what there is, and does not wait for a client that does not read.
func (s *speech) write(out []byte) {
	if len(out) == 0 {
		return
	}
	rc := http.NewResponseController(s.w)
	_ = rc.SetWriteDeadline(time.Now().Add(clientTime))
	_, err := s.w.Write(out)
	if err == nil {
		err = rc.Flush()
	}
	if err != nil {
		s.Log.DebugContext(s.r.Context(), "the client went away in its stream")
		s.lost = true
	}
}

// drain takes the pieces that came in before the outcome did.
func (s *speech) drain(ctx context.Context, in *inflow) {
	for {
		select {
		case d := <-in.pieces:
			s.add(ctx, d)
		default:
			return
		}
	}
}

// deliver gives the client its outcome: in the stream where one was begun.
func (s *speech) deliver(ctx context.Context, info bus.ResponseInfo, body []byte) {
	s.spent(info, body)
	if s.begun {
		s.finish(ctx, info, body)
		return
	}
	s.call.deliver(ctx, s.key, info, body)
}

// refuse tells the client that its outcome is not to be had now.
func (s *speech) refuse(fault *chat.Error) {
	if s.begun {
		s.fail(fault)
		return
	}
	s.answerError(fault)
}

// finish ends the stream with what the outcome says.
func (s *speech) finish(ctx context.Context, info bus.ResponseInfo, body []byte) {
	if info.Kind != requests.Completed {
		s.broken(info, body)
		return
	}
	body, fault := s.restored(ctx, s.key, info, body)
	if fault != nil {
		s.fail(fault)
		return
	}
	done, fault := s.completion(body)
	if fault != nil {
		s.fail(fault)
		return
	}
	sent := make(map[chat.Strand]string, len(s.strands))
	for k, u := range s.strands {
		sent[k] = u.sent.String()
	}
	tokens := make(map[chat.Strand]int, len(s.tokens))
	for k, t := range s.tokens {
		tokens[k] = t.sent
	}
	rest, ok := done.AppendRest(nil, s.head, sent, tokens, info.Usage)
	if !ok {
		// What was sent is not how the answer begins: it must not seem to be the whole.
		s.Log.WarnContext(s.r.Context(), "a stream and its outcome differ")
		s.fail(chat.ErrInternal())
		return
	}
	s.write(rest)
}

// broken ends the stream with a refusal: what policy blocks ends as OpenAI's own filter
// ends a stream, anything else is an error. What a restorer still holds back stays back.
func (s *speech) broken(info bus.ResponseInfo, body []byte) {
	fault := refusal(info, body)
	if info.Kind != requests.Refused || fault.Code != chat.CodeContentFilter {
		s.fail(fault)
		return
	}
	var choices []int
	for k := range s.strands {
		choices = append(choices, k.Choice)
	}
	slices.Sort(choices)
	choices = slices.Compact(choices)
	var out []byte
	for _, choice := range choices {
		if !s.spoken(choice, nil) {
			out = chat.AppendRole(out, s.head, choice)
		}
	}
	s.write(chat.AppendFiltered(out, s.head, choices, info.Usage))
}

// fail ends the stream with an error that the surface's clients raise.
func (s *speech) fail(fault *chat.Error) { s.write(s.head.Voice.Fail(nil, s.located(fault))) }
