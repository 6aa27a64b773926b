package devmodel

import "strings"

// prose is n made-up words in which no detector finds anything: no digits, no names, no addresses. It is a few
// sentences over and over.
func prose(n int) string {
	story := strings.Fields(`The old boat lay on the sand and the tide came slowly in. Nobody had painted it for
		years. Gulls walked along the rail and looked at the water, and when the wind turned they flew up together.
		Later the rain stopped, the clouds went over the hill, and a warm light fell on the grass.`)
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(story[i%len(story)])
	}
	return b.String()
}
