package disguise

import "sort"

// places maps decoded offsets to source offsets: between two places both run at the same pace.
type places struct {
	list     []mapped
	out, src int // where the forgotten part ends
}

type mapped struct {
	out, src         int
	outSize, srcSize int32
}

func (p *places) add(out, src, outSize, srcSize int) {
	p.list = append(p.list, mapped{out, src, int32(outSize), int32(srcSize)})
}

// before is the index behind the last place that begins at or before the decoded offset.
func (p *places) before(out int) int {
	return sort.Search(len(p.list), func(i int) bool { return p.list[i].out > out })
}

// first is the source offset where the decoded byte at this offset begins.
func (p *places) first(out int) int {
	i := p.before(out)
	if i == 0 {
		return p.src + max(out-p.out, 0)
	}
	m := p.list[i-1]
	if out < m.out+int(m.outSize) {
		return m.src
	}
	return m.src + int(m.srcSize) + out - m.out - int(m.outSize)
}

// behind is the source offset behind the decoded byte at this offset.
func (p *places) behind(out int) int {
	i := p.before(out)
	if i > 0 {
		if m := p.list[i-1]; out < m.out+int(m.outSize) {
			return m.src + int(m.srcSize)
		}
	}
	return p.first(out) + 1
}

func (p *places) forget(out int) {
	n := 0
	for n < len(p.list) && p.list[n].out+int(p.list[n].outSize) <= out {
		n++
	}
	if n == 0 {
		return
	}
	m := p.list[n-1]
	p.out, p.src = m.out+int(m.outSize), m.src+int(m.srcSize)
	p.list = p.list[:copy(p.list, p.list[n:])]
}

// Places calls with the decoded offset of each place, in order.
func (f *Flat) Places(each func(at int)) {
	for _, m := range f.sources.list {
		each(m.out)
	}
}
