package provenance

import (
	"context"
	"encoding/json"

	"sluice/pkg/chat"
	"sluice/pkg/evidence"
)

// records answers with the newest records of one's own tenant.
func (s *Service) records(ctx context.Context, tenant string, data []byte) evidence.RecordsPage {
	var q evidence.RecordsQuestion
	if len(data) > 0 && json.Unmarshal(data, &q) != nil {
		return noRecords(chat.ErrInvalid("", "invalid_json", `Send {"before":sequence,"outcome":"completed, refused or failed","limit":number}.`))
	}
	page, err := evidence.Records(ctx, s.Bus, tenant, q)
	if err != nil {
		s.Log.WarnContext(ctx, "reading records", "error", err)
		return noRecords(chat.ErrUnavailable())
	}
	return page
}

func noRecords(why *chat.Error) evidence.RecordsPage {
	return evidence.RecordsPage{Records: []json.RawMessage{}, Error: why}
}
