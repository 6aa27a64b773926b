package main

// sigmoid is 1/(1+exp(-x)). It uses additions, products and quotients alone, each product converted so that no
// compiler fuses it into a sum: the same bits on every machine, which math.Exp does not give.
func sigmoid(x float64) float64 {
	if x > 30 {
		return 1
	}
	if x < -30 {
		return 0
	}
	y := -x / 1024 // exp(-x) = exp(-x/1024)^1024
	e := 1 + float64(y*(1+float64(y*(0.5+float64(y*(1.0/6+float64(y*(1.0/24+float64(y/120)))))))))
	for range 10 {
		e = float64(e * e)
	}
	return 1 / (1 + e)
}
