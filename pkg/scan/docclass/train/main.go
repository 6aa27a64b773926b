// Command train makes the weights of package docclass from templates of its own and the folder of public data, the
// same bytes on every run, and prints figures by cross-validation: each template, source of data and word of a longer
// list is judged by a model that has seen none of it.
//
//	go run ./pkg/scan/docclass/train -data ../shared/data -out pkg/scan/docclass/weights.bin
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"

	"sluice/pkg/scan/docclass"
)

func main() {
	data := flag.String("data", "../shared/data", "the folder of data")
	out := flag.String("out", "", "the file of weights to write; none by default")
	quick := flag.Bool("quick", false, "leave the figures out")
	misses := flag.Bool("misses", false, "print which groups the cross-validated models get wrong")
	flag.Usage = func() {
		fmt.Fprint(os.Stderr, "Trains the weights of pkg/scan/docclass.\n\nExample:\n  go run ./pkg/scan/docclass/train -data ../shared/data -misses\n\n")
		flag.PrintDefaults()
	}
	flag.Parse()
	if err := run(os.Stdout, *data, *out, *quick, *misses); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(log io.Writer, dir, out string, quick, misses bool) error {
	src, err := read(dir)
	if err != nil {
		return err
	}
	s := chosen()
	if !quick {
		if err := src.crossValidate(log, s, misses); err != nil {
			return err
		}
	}
	in := append(src.write(s.fills, all, false), src.data...)
	file := quantise(fit(examples(in), s))
	fmt.Fprintf(log, "%d texts of %d templates and %d of the data\nsha256 %x, %d bytes\n",
		len(in)-len(src.data), len(src.templates), len(src.data), sha256.Sum256(file), len(file))
	if out == "" {
		return nil
	}
	if err := os.WriteFile(out, file, 0o644); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return nil
}

// material is what is trained on.
type material struct {
	templates []template
	lists     lists
	data      []text
}

func read(dir string) (m material, err error) {
	if m.templates, err = readTemplates(); err != nil {
		return m, err
	}
	if m.lists, err = readLists(); err != nil {
		return m, err
	}
	m.data, err = load(folder(dir))
	return m, err
}

// sizes are the lengths that a template's texts reach, in turn.
func sizes() []int { return []int{1, 1, 800, 1500, 2500, 3500} }

// write fills each template n times, without the templates and words of the fold out, or with those alone.
func (m material) write(n, out int, within bool) []text {
	seed := uint64(1)
	if within {
		seed = 7
	}
	w := newWriter(m.lists, seed, out, within)
	var texts []text
	for _, t := range m.templates {
		if out != all && (fold(t.name) == out) != within {
			continue
		}
		for i := range n {
			texts = append(texts, text{text: w.document(t, sizes()[i%len(sizes())]), class: int(t.class), group: t.name})
		}
	}
	return texts
}

// heldFills is how many texts of each held-out template are judged.
const heldFills = 12

func (m material) crossValidate(log io.Writer, s settings, misses bool) error {
	total := tally{}
	for out := range folds {
		learn, test := m.write(s.fills, out, false), m.write(heldFills, out, true)
		for _, t := range m.data {
			if fold(t.group) == out {
				test = append(test, t)
			} else {
				learn = append(learn, t)
			}
		}
		c, err := docclass.Load(quantise(fit(examples(learn), s)))
		if err != nil {
			return err
		}
		total.judge(c, test)
		if misses {
			wrong(log, c, test)
		}
		fmt.Fprintf(log, "part %d of %d: %d texts to train on, %d held out\n", out+1, folds, len(learn), len(test))
	}
	total.report(log)
	return nil
}

// wrong prints how often which groups are taken for what.
func wrong(log io.Writer, c *docclass.Classifier, texts []text) {
	count := map[string]int{}
	var order []string
	for _, t := range texts {
		if v := c.Classify(t.text); int(v.Class) != t.class {
			key := fmt.Sprintf("%s as %q", t.group, v.Class.Type())
			if count[key]++; count[key] == 1 {
				order = append(order, key)
			}
		}
	}
	for _, key := range order {
		fmt.Fprintf(log, "    %s: %d\n", key, count[key])
	}
}
