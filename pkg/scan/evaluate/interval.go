package evaluate

import "math"

// z95 is the normal quantile of a two-sided 95 % interval.
const z95 = 1.959963984540054

// Rate is a share of trials, with its 95 % interval by Wilson (Journal of the
// American Statistical Association 22, 1927). Without trials nothing is known,
// and the interval is 0 to 1.
type Rate struct {
	Hits  int     `json:"hits"`
	Of    int     `json:"of"`
	Share float64 `json:"share"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// NewRate is hits of trials.
func NewRate(hits, of int) Rate {
	if of == 0 {
		return Rate{High: 1}
	}
	n, p := float64(of), float64(hits)/float64(of)
	mid := p + z95*z95/(2*n)
	half := z95 * math.Sqrt(p*(1-p)/n+z95*z95/(4*n*n))
	scale := 1 + z95*z95/n
	return Rate{Hits: hits, Of: of, Share: p, Low: max(0, (mid-half)/scale), High: min(1, (mid+half)/scale)}
}
