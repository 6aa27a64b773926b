package chaos

import "time"

// history is everything that one run left behind, as plain data: what was asked,
// every copy of every answer that any client saw, and what is stored. check
// judges it and does no I/O, so that a faulty history can be made by hand.
type history struct {
	Prompts []prompt
	Copies  []copyOf
	Records []record
	Calls   []call
	Results []result
	Streams []string       // names after the run
	Waiting map[string]int // stream to messages that are still in it
}

// prompt is one request and how it must end.
type prompt struct {
	ID   string
	Want string // completed, refused or failed
}

// copyOf is one sighting of an outcome, through whatever door.
type copyOf struct {
	ID     string
	Door   string // http, nats, tap or again
	Kind   string // completed, refused or failed
	Status int
	Body   string
	Call   int // number of the model call that wrote it; 0 where no model did
}

// record is what EVIDENCE holds of one request.
type record struct {
	ID        string
	Outcome   string
	Call      int // the completion's token count: the front of the model puts the call's number there
	Takeovers int
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
