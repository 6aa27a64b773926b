// Command train makes the weights of package names from the folder of public data and from its own lists, the same
// bytes on every run, and prints the figures of the held-out part:
//
//	go run ./pkg/scan/names/train -data ../shared/data -out pkg/scan/names/weights.bin
//
// With -dev it cross-validates within the part to train on instead, which is how the settings were chosen; the held-out
// part is not judged then.
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"sluice/pkg/scan/names"
	"sluice/pkg/scan/names/internal/feature"
)

func main() {
	data := flag.String("data", "../shared/data", "the folder of data")
	out := flag.String("out", "", "the file of weights to write, its digest beside it; none by default")
	dev := flag.Bool("dev", false, "cross-validate within what is trained on")
	without := flag.String("without", "", "with -dev, train once, without this source (synth, wikigold, btc), and judge it")
	templates := flag.Int("templates", 100, "with -dev, train on so many percent of our own templates")
	show := flag.Bool("show", false, "with -dev, print what is missed and wrongly found")
	flag.Parse()
	var err error
	if *dev {
		err = develop(os.Stdout, *data, *without, *templates, *show)
	} else {
		err = run(os.Stdout, *data, *out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// run trains on all but the held-out part, and judges that.
func run(log io.Writer, dir, out string) error {
	s, err := read(dir)
	if err != nil {
		return err
	}
	learn, test := split(s.marked, frozen)
	file, err := build(log, s.lists, learn, s.bare, s.others, chosen())
	if err != nil {
		return err
	}
	t, err := names.Load(file)
	if err != nil {
		return err
	}
	fmt.Fprintf(log, "%d texts to train on, %d held out\n", len(learn), len(test))
	all := tally{}
	all.judge(t, test, knownNames(learn))
	all.report(log)
	digest := fmt.Sprintf("%x", sha256.Sum256(file))
	fmt.Fprintf(log, "sha256 %s, %d bytes\n", digest, len(file))
	if out == "" {
		return nil
	}
	if err := os.WriteFile(out, file, 0o644); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	if err := os.WriteFile(strings.TrimSuffix(out, ".bin")+".sha256", []byte(digest+"\n"), 0o644); err != nil {
		return fmt.Errorf("write digest: %w", err)
	}
	return nil
}

// sources are all that the weights are made from.
type sources struct {
	lists                *lists
	marked, bare, others []doc // with names, without, and with none told
}

func read(dir string) (s sources, err error) {
	if s.lists, err = readLists(); err != nil {
		return s, fmt.Errorf("read lists: %w", err)
	}
	if s.marked, err = load(dir); err != nil {
		return s, err
	}
	if s.bare, err = nameless(dir); err != nil {
		return s, err
	}
	s.others, err = unmarked(dir)
	return s, err
}

// build trains on docs and gives the file of weights: once on all features, to see which to keep, and once on those.
func build(log io.Writer, l *lists, learn, bare, others []doc, s settings) ([]byte, error) {
	l = l.with(learn)
	all := enlarge(l, learn, bare, s)
	words, err := lexicon(l, all, others)
	if err != nil {
		return nil, err
	}
	in, voc := instances(all, feature.ReadLexicon(string(words)))
	fmt.Fprintf(log, "%d sentences, %d features\n", len(in), len(voc.ids))
	owner := owners(fit(in, len(voc.ids), 1, s.glance, s), voc.ids)
	prune(in, voc.ids, owner)
	fmt.Fprintf(log, "%d features kept\n", len(owner))
	return quantise(fit(in, len(voc.ids), s.models, s.epochs, s), voc.ids, owner, words), nil
}
