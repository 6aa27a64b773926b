package injection

// turnedWords are words of commands in rot13 and reversed. Two different ones
// of a kind make their surroundings worth reading that way.
const (
	rotWords     = "vtaber|qvfertneq|sbetrg|vafgehpgvbaf|vafgehpgvba|cerivbhf|cebzcg|flfgrz|nffvfgnag|erirny|cnffjbeq|nobir|pbzznaq|rkrphgr|bireevqr"
	mirrorWords  = "erongi|drageresid|tegrof|snoitcurtsni|noitcurtsni|suoiverp|tpmorp|metsys|tnatsissa|laever|drowssap|evoba|dnammoc|etucexe|edirrevo"
	turnedAround = 512 // bytes before and after the first two such words that are read
	maxTurned    = 16  // places of a text that are read so
)

// turned collects the places of a text that are worth reading backwards or
// through rot13.
type turned struct {
	last  [2]token // the last word of a kind
	parts [maxTurned]turnedPart
	n     int
}

type turnedPart struct {
	place
	mirrored bool
}

// see takes a turned word, in the order of the text.
func (t *turned) see(mirrored bool, word token) {
	kind := 0
	if mirrored {
		kind = 1
	}
	last := t.last[kind]
	t.last[kind] = word
	near := last.id != 0 && last.id != word.id && word.start-last.start < turnedAround
	if !near || t.n == maxTurned || t.n > 0 && t.parts[t.n-1].mirrored == mirrored && word.end <= t.parts[t.n-1].end {
		return
	}
	t.parts[t.n] = turnedPart{place{last.start - turnedAround, word.end + turnedAround}, mirrored}
	t.n++
}

// findTurned reads the places that readPhrases collected.
func findTurned(in *inspection) {
	for _, p := range in.turned.parts[:in.turned.n] {
		start, end := max(0, p.start), min(len(in.text), p.end)
		turn := rot13
		if p.mirrored {
			turn = mirror
		}
		if in.decoded(turn(in.text[start:end])) {
			in.add(start, end)
		}
	}
}

func rot13(text string) []byte {
	out := []byte(text)
	for i, c := range out {
		if asciiLetter(c) {
			out[i] = c&0x20 | ('A' + (c&^0x20-'A'+13)%26)
		}
	}
	return out
}

func mirror(text string) []byte {
	out := make([]byte, len(text))
	for i := range len(text) {
		out[len(text)-1-i] = text[i]
	}
	return out
}
