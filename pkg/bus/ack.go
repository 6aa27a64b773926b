package bus

import (
	"encoding/json"

	"sluice/pkg/chat"
)

// Ack is the answer of the request service. It has the shape of JetStream's
// PubAck, so that an unmodified js.Publish works on a request subject and its
// ack means stored. It carries no content: users of one account share inboxes.
type Ack struct {
	Stream    string      `json:"stream,omitempty"`
	Seq       uint64      `json:"seq,omitempty"`
	Duplicate bool        `json:"duplicate,omitempty"`
	Err       *AckError   `json:"error,omitempty"`
	ID        string      `json:"id,omitempty"`     // the request id, minted where the caller sent none
	Detail    *chat.Error `json:"detail,omitempty"` // the error as OpenAI's clients know it
}

// AckError is JetStream's API error. ErrCode is the HTTP status times 100:
// nats.go takes an answer with one over 65535 for no PubAck.
type AckError struct {
	Code        int    `json:"code"`
	ErrCode     int    `json:"err_code"`
	Description string `json:"description"`
}

// Refused is the ack of a request that was not taken, or was judged and refused.
func Refused(id string, e *chat.Error) Ack {
	return Ack{ID: id, Detail: e, Err: &AckError{Code: e.Status, ErrCode: e.Status * 100, Description: e.Error()}}
}

// JSON encodes it.
func (a Ack) JSON() []byte {
	out, err := json.Marshal(a)
	if err != nil {
		return []byte(`{"error":{"code":500,"err_code":50000,"description":"the answer could not be encoded"}}`)
	}
	return out
}
