// Package failpoint lets the chaos tests kill a process between any two lines
// that touch the outside. In a normal build Hit does nothing and is inlined away;
// with the build tag `failpoint` it reads SLUICE_FAILPOINT. It is not a way to
// configure anything else.
package failpoint

// Names of the points. Each stands in the code at the boundary that it names.
const (
	AcceptedNotPublished = "accepted-not-published" // dlp: REQUESTS written, stage message not
	PublishedNotAnswered = "published-not-answered" // dlp: stage message stored, caller not told
	LeasedNotCalled      = "leased-not-called"      // dispatch: lease taken, engine not called
	OpenedNotSent        = "opened-not-sent"        // dispatch: opening record stored, first piece of the stream not sent
	SentNotEnded         = "sent-not-ended"         // dispatch: first piece sent, stream not ended
	StreamedNotStored    = "streamed-not-stored"    // dispatch: stream ended, the whole of it not judged and stored
	AnsweredNotStored    = "answered-not-stored"    // dispatch: engine answered, RESULTS not written
	StoredNotPublished   = "stored-not-published"   // any stage: judged, decided, or stored in RESULTS; next message not
	PublishedNotAcked    = "published-not-acked"    // any stage: next message stored, input not acknowledged
	RecordedNotReleased  = "recorded-not-released"  // provenance: record stored, outcome not
	OutcomeNotAcked      = "outcome-not-acked"      // provenance: outcome stored, input not acknowledged
	AckedNotAnswered     = "acked-not-answered"     // provenance: input acknowledged, caller not told

	// Only an exchange that is longer than a message passes it, so it is none of All.
	BodiesNotPublished = "bodies-not-published" // any stage: sections that do not fit are stored, the message is not
)

// All lists the points in the order in which an exchange passes them.
func All() []string {
	return []string{
		AcceptedNotPublished, PublishedNotAnswered, LeasedNotCalled,
		OpenedNotSent, SentNotEnded, StreamedNotStored, AnsweredNotStored,
		StoredNotPublished, PublishedNotAcked, RecordedNotReleased, OutcomeNotAcked, AckedNotAnswered,
	}
}
