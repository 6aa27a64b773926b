// Command train makes the weights of package hazard from the folder of public data, the same bytes on every run, and
// prints the figures of the held-out part:
//
//	go run ./pkg/hazard/train -data DIR -out pkg/hazard/weights.bin
//
// With -folds it cross-validates within the part to train on instead, which is how the settings were chosen; the
// held-out part is not read then.
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"

	"sluice/pkg/hazard"
	"sluice/pkg/judged"
)

func main() {
	data := flag.String("data", "", "the folder of data")
	out := flag.String("out", "", "the file of weights to write; none by default")
	folds := flag.Uint64("folds", 0, "cross-validate in that many parts instead")
	flag.Parse()
	if err := run(os.Stdout, *data, *out, *folds); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(log io.Writer, dir, out string, folds uint64) error {
	rows, err := load(dir)
	if err != nil {
		return err
	}
	group(rows)
	learn, test := split(rows)
	if folds > 0 {
		crossValidate(log, learn, folds)
		return nil
	}
	file := build(learn)
	c, err := hazard.Load(file)
	if err != nil {
		return err
	}
	fmt.Fprintf(log, "trained on %d rows, %d held out\n", len(learn), len(test))
	result := judge(c, test)
	report(log, result, hazard.Threshold)
	fmt.Fprintf(log, "  average precision on moderation %.3f\n", auprc(result))
	fmt.Fprintf(log, "sha256 %x\n", sha256.Sum256(file))
	if out == "" {
		return nil
	}
	if err := os.WriteFile(out, file, 0o644); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return nil
}

// build trains on rows and gives the file of weights.
func build(rows []row) []byte {
	s := chosen()
	all := examples(rows)
	slope, shift := calibrate(rows, all, s)
	for h := range shift {
		shift[h] += s.shift
	}
	m := fit(all, s)
	m.adjust(slope, shift)
	return quantise(m)
}

// judge scores rows with the classifier as it ships.
func judge(c *hazard.Classifier, rows []row) []scored {
	out := make([]scored, len(rows))
	for i, r := range rows {
		v := c.Judge(r.text)
		out[i] = scored{row: r, score: v.Score}
		for _, category := range v.Categories {
			for h, code := range hazard.Codes() {
				if code == category.Code {
					out[i].scores[h] = category.Score
				}
			}
		}
	}
	return out
}

// crossValidate trains on all parts but one and judges that one, for each.
func crossValidate(log io.Writer, rows []row, folds uint64) {
	var all []scored
	for f := range folds {
		var learn, test []row
		for _, r := range rows {
			if judged.Fold(r.group, folds, "fold ") == f {
				test = append(test, r)
			} else {
				learn = append(learn, r)
			}
		}
		c, err := hazard.Load(build(learn))
		if err != nil {
			fmt.Fprintln(log, err)
			return
		}
		all = append(all, judge(c, test)...)
	}
	report(log, all, hazard.Threshold)
	fmt.Fprintf(log, "  average precision on moderation %.3f\n", auprc(all))
	best, at := 0.0, 0.0
	for t := 0.02; t < 1; t += 0.02 {
		var c counts
		for _, r := range all {
			if r.source == "moderation" {
				c.add(r.unsafe(), r.score >= t)
			}
		}
		if c.f1() > best {
			best, at = c.f1(), t
		}
	}
	fmt.Fprintf(log, "  best F1 on moderation %.3f at %.2f\n", best, at)
}
