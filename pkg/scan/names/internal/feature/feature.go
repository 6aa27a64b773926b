package feature

// The shape of the features. A change in this package needs new weights.
const (
	Count    = 58 // features of a token
	SlotBits = 19
	Slots    = 1 << SlotBits // of the hash
)

// Slot is where a feature's weights are, and Check what tells it from most others of that slot.
func Slot(f uint32) uint32 { return f >> (32 - SlotBits) }

// Check is never 0.
func Check(f uint32) uint8 { return uint8(f&0xff) | 1 }

func mix(x uint64) uint32 {
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	return uint32((x ^ x>>32) * 0x9e3779b97f4a7c15 >> 32)
}

const (
	second = 0x9fb21c651e98df25
	third  = 0xc2b2ae3d27d4eb4f
)

func one(salt, a uint64) uint32         { return mix(a + salt*prime) }
func two(salt, a, b uint64) uint32      { return mix(a + b*second + salt*prime) }
func three(salt, a, b, c uint64) uint32 { return mix(a + b*second + c*third + salt*prime) }

// Features fills f with the features of token i.
func (s *Sentence) Features(i int, f *[Count]uint32) {
	t, p, n, pp, nn := s.at(i), s.at(i-1), s.at(i+1), s.at(i-2), s.at(i+2)
	shape := uint64(t.shape) | s.style<<8
	sp, sn := uint64(p.shape), uint64(n.shape)
	g, gp, gn := uint64(t.class)+100, uint64(p.class)+100, uint64(n.class)+100
	f[0] = one(1, t.word)
	f[1] = one(2, p.word)
	f[2] = one(3, n.word)
	f[3] = one(4, pp.word)
	f[4] = one(5, nn.word)
	f[5] = two(6, p.word, t.word)
	f[6] = two(7, t.word, n.word)
	f[7] = two(8, shape, uint64(t.follows))
	f[8] = two(9, sp, shape)
	f[9] = two(10, shape, sn)
	f[10] = three(11, sp, shape, sn)
	f[11] = three(12, uint64(pp.shape), sp, shape)
	f[12] = two(13, t.pre2, shape)
	f[13] = one(14, t.pre3)
	f[14] = two(15, t.suf2, shape)
	f[15] = one(16, t.suf3)
	f[16] = one(17, t.suf4)
	f[17] = two(18, p.word, shape)
	f[18] = two(19, n.word, shape)
	f[19] = two(20, pp.word, p.word)
	f[20] = two(21, n.word, nn.word)
	f[21] = three(22, pp.word, p.word, shape)
	f[22] = one(23, uint64(t.mask))
	f[23] = two(24, gp, g)
	f[24] = two(25, g, gn)
	f[25] = three(26, gp, g, gn)
	f[26] = two(27, uint64(t.mask), shape)
	f[27] = two(28, p.word, g)
	f[28] = two(29, n.word, g)
	f[29] = three(30, shape, uint64(t.follows)|uint64(n.follows)<<8, joint(p)^joint(n)*second)
	f[30] = two(31, p.suf3, shape)
	f[31] = two(32, n.suf3, shape)
	line := s.at(int(t.lineFirst))
	f[32] = three(33, line.word, shape, min(uint64(i)-uint64(t.lineFirst), 6))
	f[33] = three(34, uint64(t.number), shape, g)
	f[34] = three(35, uint64(t.street), shape, uint64(t.number))
	f[35] = three(36, uint64(t.ahead), shape, uint64(t.number))
	before, after, final := s.at(int(t.runFirst)-1), s.at(int(t.runEnd)), s.at(int(t.runEnd)-1)
	place := min(uint64(i)-uint64(t.runFirst), 3) | min(uint64(t.runEnd)-uint64(i), 3)<<4
	f[36] = two(37, before.word, shape)
	f[37] = two(38, after.word, shape)
	f[38] = three(39, final.word, shape, min(place>>4, 2))
	f[39] = two(40, place, shape)
	f[40] = three(41, uint64(final.class), place, g)
	f[41] = three(42, before.word, after.word, shape)
	f[42] = three(43, uint64(s.at(int(t.runFirst)).class), place, g)
	f[43] = three(44, s.program, shape, g)
	f[44] = three(45, s.program, shape, joint(p)^joint(n)*second)
	f[45] = three(46, p.word, n.word, shape)
	f[46] = two(47, s.at(i-3).word, shape)
	f[47] = two(48, s.at(i+3).word, shape)
	f[48] = three(49, s.at(int(t.runFirst)-2).word, before.word, shape)
	f[49] = three(50, s.at(int(t.runEnd)+1).word, after.word, shape)
	outerLeft, outerRight := s.at(int(t.listFirst)-1), s.at(int(t.listEnd))
	items := uint64(t.items)
	f[50] = three(52, outerLeft.word, shape, items)
	f[51] = three(53, outerRight.word, shape, items)
	f[52] = three(54, outerLeft.word, outerRight.word, items)
	f[53] = two(55, s.at(int(t.left)).word, shape)
	f[54] = two(56, s.at(int(t.right)).word, shape)
	f[55] = three(57, before.word, uint64(final.class), place)
	again := uint64(0)
	if t.again >= 0 {
		o := s.at(int(t.again))
		again = 1 + min(uint64(o.runEnd-o.runFirst), 3) + uint64(s.at(int(o.runFirst)).class)<<8 + uint64(s.at(int(o.runEnd)-1).class)<<16
	}
	f[57] = three(59, again, place, shape)
	f[56] = three(58, uint64(s.at(int(t.runFirst)).class)|uint64(final.class)<<8, place, after.word)
}

// joint is what a neighbour tells of how a token is joined to it.
func joint(t *Token) uint64 {
	if t.shape == sign {
		return t.word
	}
	return uint64(t.shape)
}
