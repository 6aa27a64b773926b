package main

import (
	"fmt"
	"os"
)

func tuned(s settings) settings {
	if v := os.Getenv("TUNE"); v != "" {
		fmt.Sscan(v, &s.epochs, &s.rate, &s.decay, &s.positive, &classWeight)
	}
	return s
}
