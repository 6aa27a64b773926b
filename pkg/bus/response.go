package bus

import (
	"strconv"

	"github.com/nats-io/nats.go"
)

// Headers of a released response: a CloudEvent in NATS's binary mode, and the
// HTTP status that the edge would answer with. An ack never bears them, so it
// cannot be taken for a response.
const (
	HeaderStatus     = "Sluice-Status"
	HeaderRequest    = "Sluice-Request-Id"
	HeaderRestorable = "Sluice-Restorable" // the completion holds placeholders of this exchange
	HeaderStream     = "Sluice-Stream"
	HeaderUsage      = "Sluice-Usage"
	HeaderApart      = "Sluice-Apart" // the completion is longer than a message, and is not in this one
	HeaderEventType  = "ce-type"
)

// EventPrefix starts the type of a response; completed, refused or failed follows.
const EventPrefix = "dev.sluice.exchange."

// ResponseInfo is what a response says beside its body.
type ResponseInfo struct {
	ID         string
	Kind       string
	Status     int
	Restorable bool
	Stream     bool
	Usage      bool
	Apart      bool
}

// NewResponse makes the message that releases an outcome. body is an OpenAI
// completion, or an error in OpenAI's shape.
func NewResponse(tenant, user string, i ResponseInfo, body []byte) *nats.Msg {
	m := nats.NewMsg(ResponseSubject(tenant, user, i.ID))
	m.Data = body
	set := m.Header.Set
	set("ce-specversion", "1.0")
	set("ce-source", "/sluice/provenance")
	set("ce-id", i.ID)
	set(HeaderEventType, EventPrefix+i.Kind)
	set("content-type", "application/json")
	set(HeaderRequest, i.ID)
	set(HeaderStatus, strconv.Itoa(i.Status))
	for name, on := range map[string]bool{HeaderRestorable: i.Restorable, HeaderStream: i.Stream, HeaderUsage: i.Usage, HeaderApart: i.Apart} {
		if on {
			set(name, "1")
		}
	}
	return m
}

// ReadResponse reads what NewResponse wrote; ok is false for anything else.
func ReadResponse(m *nats.Msg) (i ResponseInfo, ok bool) {
	status, err := strconv.Atoi(m.Header.Get(HeaderStatus))
	kind := m.Header.Get(HeaderEventType)
	if err != nil || len(kind) <= len(EventPrefix) || kind[:len(EventPrefix)] != EventPrefix {
		return i, false
	}
	return ResponseInfo{
		ID: m.Header.Get(HeaderRequest), Kind: kind[len(EventPrefix):], Status: status,
		Restorable: m.Header.Get(HeaderRestorable) != "",
		Stream:     m.Header.Get(HeaderStream) != "",
		Usage:      m.Header.Get(HeaderUsage) != "",
		Apart:      m.Header.Get(HeaderApart) != "",
	}, true
}
