// Command train makes the weights of package likeness from the folder of public data and lists of its own, the same
// bytes on every run:
//
//	go run ./pkg/injection/likeness/train -data DIR -out pkg/injection/likeness/weights.bin
//
// With -rounds dev or -rounds test it trains without whole sources instead, in turns, and prints what it makes of
// them: on the half of the data that everything was tuned on, or on the one that nothing was.
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	data := flag.String("data", "", "the folder of data")
	out := flag.String("out", "", "the file of weights to write; none by default")
	held := flag.String("rounds", "", "hold out sources in turns instead: dev or test")
	flag.Parse()
	if err := run(os.Stdout, *data, *out, *held); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(log io.Writer, dir, out, held string) error {
	rows, err := load(dir)
	if err != nil {
		return err
	}
	switch held {
	case "dev":
		return hold(log, rows, dev, chosen())
	case "test":
		return hold(log, rows, test, chosen())
	case "":
	default:
		return fmt.Errorf("-rounds is dev or test")
	}
	file := build(rows, chosen())
	fmt.Fprintf(log, "trained on %d rows\nsha256 %x\n", len(rows), sha256.Sum256(file))
	if out == "" {
		return nil
	}
	if err := os.WriteFile(out, file, 0o644); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return nil
}

// build trains on rows and gives the file of weights: zero log-odds are the threshold.
func build(rows []row, s settings) []byte {
	all := examples(rows)
	var models [heads]*model
	for head := range heads {
		threshold := calibrate(rows, all, head, s)
		models[head] = fit(all, head, s)
		models[head].bias -= threshold
	}
	return quantise(models)
}
