package provenance

import (
	"context"
	"errors"
	"time"

	"sluice/pkg/bodies"
	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/requests"
	"sluice/pkg/stage"
)

// otherTime is how long whoever stored a record is given to store its outcome too.
const otherTime = 30 * time.Second

// asRecorded is for an exchange that ended otherwise than its record says: another
// copy of it, or the same that came once more after a death between record and outcome,
// when its deadline was past or a check ended differently. The record decides. x then
// ends as the record says, and its outcome is stored here: nobody else may be left who
// would. An answer that is on record and of which no copy is left is told as lost.
func (s *Service) asRecorded(ctx context.Context, x *exchange.Exchange, r evidence.Record) (kind string, err error) {
	e, err := s.Book.Get(ctx, x.Key)
	switch {
	case err == nil && e.State == requests.Done, errors.Is(err, requests.ErrNone):
		return "", stage.ErrSettled
	case err != nil:
		return "", err
	case s.Now().Sub(r.TS) < otherTime:
		return "", stage.Hold(time.Second) // the copy that made it may be about to
	}
	s.Log.WarnContext(ctx, "an exchange ended otherwise than it was recorded: the record decides", "tenant", x.Tenant, "outcome", r.Outcome)
	x.Refusal = r.Refusal
	if r.Outcome != requests.Completed {
		return r.Outcome, nil
	}
	page, completion, err := stage.Stored(ctx, s.Results, x)
	if err != nil {
		return "", err
	}
	if page != nil && page.OutputHash == r.OutputHash && len(completion) > 0 {
		err := bodies.At(s.Bus).Bring(ctx, x)
		if err == nil {
			x.Sections[exchange.SectionCompletion] = completion
			return requests.Completed, nil
		}
		if !bodies.Gone(err) { // told as lost, it would be so for good
			return "", err
		}
	}
	x.Refusal = &exchange.Refusal{
		Stage: string(exchange.StageProvenance), Failed: true, Status: 500, Type: chat.TypeServer, Code: "answer_lost",
		Message: "The answer was recorded and then lost on its way: the process that had it died. Send the request again with a new id.",
	}
	return requests.Failed, nil
}
