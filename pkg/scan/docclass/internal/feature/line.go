package feature

// read adds the features of one block, line by line.
func (s *Scratch) read(text string) {
	for at := 0; at < len(text); {
		end := at
		for end < len(text) && text[end] != '\n' {
			end++
		}
		s.line(text[at:end])
		at = end + 1
	}
}

// Sorts of what a line looks like, each beyond what the one before can reach.
const (
	lastAndIndent = 1 << 8
	lastAndLength = 1 << 20
	firstAndLast  = 1 << 21
)

// line adds the features of one line: its indentation, its first word, its first and last sign, how they go together,
// and what is in it.
func (s *Scratch) line(line string) {
	indent := 0
	for indent < len(line) && blank(line[indent]) {
		indent++
	}
	end := len(line)
	for end > indent && (blank(line[end-1]) || line[end-1] == '\r') {
		end--
	}
	if indent == end {
		return
	}
	s.lines++
	deep := uint32(min(indent, 9))
	if line[0] == '\t' {
		deep = 16 + uint32(min(indent, 3))
	}
	first, last := sort(line[indent]), sort(line[end-1])
	s.add(saltIndent, deep)
	s.add(saltLine, last)
	s.add(saltLine, lastAndIndent+last*32+deep)
	s.add(saltLine, lastAndLength+last*8+uint32(min((end-indent)/16, 7)))
	s.add(saltLine, firstAndLast+first*256+last)
	s.tokens(line[indent:end])
}

func blank(c byte) bool { return c == ' ' || c == '\t' }

func isWord(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// sort is a sign itself, or what stands for all digits, capitals or small letters.
func sort(c byte) uint32 {
	switch {
	case !isWord(c):
		return uint32(c)
	case c >= '0' && c <= '9':
		return '0'
	case c >= 'A' && c <= 'Z':
		return 'A'
	}
	return 'a'
}
