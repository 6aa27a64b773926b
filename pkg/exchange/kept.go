package exchange

// kept is a section's plain text, parsed where somebody has, and the sealed bytes
// that it is of.
type kept struct {
	sealed, plain []byte
	parsed        any
}

// Keep holds a section's plain text in memory, for the stages after this one in the
// same process: they need not open it again. It never travels and is never stored.
// plain is not to be changed afterwards.
func (x *Exchange) Keep(section string, plain []byte) {
	if x.kept == nil {
		x.kept = map[string]kept{}
	}
	x.kept[section] = kept{sealed: x.Sections[section], plain: plain}
}

// KeepParsed adds what the kept text was parsed to, which nobody may change.
func (x *Exchange) KeepParsed(section string, parsed any) {
	if k, ok := x.keptOf(section, x.Sections[section]); ok {
		k.parsed = parsed
		x.kept[section] = k
	}
}

// Kept is what Keep was given, where sealed is the very section that it was of: the
// same memory, not bytes that look alike.
func (x *Exchange) Kept(section string, sealed []byte) ([]byte, bool) {
	k, ok := x.keptOf(section, sealed)
	return k.plain[:len(k.plain):len(k.plain)], ok
}

// KeptParsed is what KeepParsed was given for the present section, else nil.
func (x *Exchange) KeptParsed(section string) any {
	k, _ := x.keptOf(section, x.Sections[section])
	return k.parsed
}

func (x *Exchange) keptOf(section string, sealed []byte) (kept, bool) {
	k, ok := x.kept[section]
	if !ok || !sameMemory(sealed, k.sealed) {
		return kept{}, false
	}
	return k, true
}
