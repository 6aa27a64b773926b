package chaos

import "time"

// history is everything that one run left behind, as plain data: what was asked,
// every copy of every answer that any client saw, and what is stored. check
// judges it and does no I/O, so that a faulty history can be made by hand.
type history struct {
	Prompts []prompt
	Copies  []copyOf
	Streams []stream // as clients had them, the broken ones too
	Records []record
	Opened  []opening
	Calls   []call
	Results []result
	Kept    []string       // names of NATS's streams after the run
	Waiting map[string]int // stream to messages that are still in it
}

// prompt is one request and how it must end.
type prompt struct {
	ID    string
	Want  string // completed, refused or failed
	Live  bool   // a stream: whatever hits it may end it as failed, recorded
	Calls string // names of the tools that its completion must call
}

// copyOf is one sighting of an outcome, through whatever door.
type copyOf struct {
	ID     string
	Door   string // http, nats, tap, again, or liveDoor
	Kind   string // completed, refused or failed
	Status int
	Body   string // "" of a stream
	Text   string // of a completion
	Calls  string // names of the tools that it calls
	Call   int    // number of the model call that wrote it; 0 where no model did
}

// liveDoor is where a stream was heard to its end: as events, so byte by byte it is
// no other copy.
const liveDoor = "live"

// stream is one answer in pieces, as one client had it.
type stream struct {
	ID     string
	Text   string
	Calls  string
	Finish string // finish_reason
	Done   bool   // [DONE] came
	Fault  string // code of an error in it
	Cut    bool   // the connection broke
}

// whole says whether a client takes it for a whole answer. OpenAI's stop at [DONE]
// and raise an error event; agents go by finish_reason.
func (s stream) whole() bool { return s.Fault == "" && s.Finish != "" && s.Done }

// opening is an opening record in EVIDENCE.
type opening struct {
	ID  string
	Run string
}

// record is what EVIDENCE holds of one request.
type record struct {
	ID        string
	Outcome   string
	Call      int // the completion's token count: the front of the model puts the call's number there
	Takeovers int
	Code      string // of its refusal
	Opened    bool   // it says that pieces of a stream left before it
}

// call is a line of the model's journal.
type call struct {
	ID string
	At time.Time
}

// result is a stored result in RESULTS, at the time that the server gave it.
type result struct {
	ID string
	At time.Time
}
