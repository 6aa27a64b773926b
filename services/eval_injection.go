package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"sluice/pkg/injection"
	"sluice/pkg/injection/evaluate"
	"sluice/pkg/injection/likeness"
)

type evalInjectionCmd struct {
	Files  []string `arg:"" name:"file" help:"The sets: one JSON object a line, with text, or context, and label." type:"path"`
	As     string   `help:"Whose words the texts are: user, untrusted, or auto, which takes contexts and indirect injections for untrusted." enum:"auto,user,untrusted" default:"auto"`
	Attack []string `help:"A label that names an attack, in place of the usual ones; again for more." placeholder:"LABEL"`
	Plant  bool     `help:"Plant the untrusted attacks in the untrusted benign texts, and count them there."`
	JSON   bool     `help:"Print JSON." name:"json"`
}

// Help is shown by --help.
func (evalInjectionCmd) Help() string {
	return `Examples:
  sluice eval injection injections.jsonl
  sluice eval injection --plant attacks.jsonl contexts.jsonl
  sluice eval injection --as untrusted --json documents.jsonl
Attacks are rows labelled ` + strings.Join(evaluate.Attacks(), ", ") + `; every other label is benign, unsafe too: what is harmful to ask is no injection.
Recall at 1 % is where one benign text in a hundred has a finding; the other figures are where the thresholds stand. Intervals draw whole kinds, types or templates again, 1,000 times.`
}

// likenessNote is said with every figure of the classifier.
const likenessNote = "The classifier was trained on the public sets that its card names: what stands here of them is no test figure. docs/model-cards/injection.md has those on sources that it was not shown."

// injectionScore is the score, with the time that a text of 2 KB takes.
type injectionScore struct {
	evaluate.Score
	Median float64 `json:"median_us_2kb"`
	Slow   float64 `json:"p95_us_2kb"`
	Note   string  `json:"note"`
}

// Run judges and prints.
func (c *evalInjectionCmd) Run(ctx context.Context) error {
	o := evaluate.Options{Attacks: c.Attack, Guess: c.As == "auto"}
	if len(o.Attacks) == 0 {
		o.Attacks = evaluate.Attacks()
	}
	if c.As == "untrusted" {
		o.From = injection.Untrusted
	}
	var rows []evaluate.Row
	for _, path := range c.Files {
		o.File = filepath.Base(path)
		more, err := readSet(path, func(f *os.File) ([]evaluate.Row, error) { return evaluate.Read(f, o) })
		if err != nil {
			return err
		}
		rows = append(rows, more...)
	}
	if c.Plant {
		rows = evaluate.Plant(rows)
	}
	set := injection.New()
	learned, err := likeness.New()
	if err != nil {
		return err
	}
	progress := newProgress("rows")
	s := injectionScore{Note: likenessNote}
	s.Score = evaluate.Of(rows, func(text string, from injection.Source) evaluate.Verdict {
		if ctx.Err() != nil {
			return evaluate.Verdict{}
		}
		progress.step()
		return verdict(set, learned, text, from)
	})
	if ctx.Err() != nil {
		return fmt.Errorf("judging the set: %w", ctx.Err())
	}
	s.Median, s.Slow = latency(set, rows)
	if c.JSON {
		return printJSON(s)
	}
	return printInjection(s)
}

func verdict(set *injection.Set, learned *likeness.Classifier, text string, from injection.Source) (v evaluate.Verdict) {
	for _, f := range set.Inspect(text, from) {
		if f.Rule == evaluate.Rule {
			v.Like = true
		} else {
			v.Rules = true
		}
	}
	head := likeness.User
	if from == injection.Untrusted {
		head = likeness.Untrusted
	}
	v.Likeness = learned.Score(text, head)
	return v
}

// latency is what the inspection of 2 KB takes, in microseconds: the rows' texts one after the other, cut.
func latency(set *injection.Set, rows []evaluate.Row) (median, slow float64) {
	const size, most = 2 << 10, 400
	var took []float64
	var text strings.Builder
	for _, r := range rows {
		text.WriteString(r.Text + "\n")
		if text.Len() < size {
			continue
		}
		piece := strings.ToValidUTF8(text.String()[:size], "")
		text.Reset()
		began := time.Now()
		set.Inspect(piece, r.From)
		if took = append(took, float64(time.Since(began).Nanoseconds())/1000); len(took) == most {
			break
		}
	}
	if len(took) == 0 {
		return 0, 0
	}
	slices.Sort(took)
	return took[len(took)/2], took[len(took)*95/100]
}

func printInjection(s injectionScore) error {
	fmt.Printf("%d rows, %d attacks and %d benign, %d groups\n", s.Rows, s.Attacks, s.Rows-s.Attacks, s.Groups)
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "BY\tAUC\t95 %\tRECALL AT 1 %\t95 %\tPRECISION\tRECALL\tF1\t95 %\tFALSE POSITIVES\t95 %")
	for _, y := range s.Systems {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", y.Name, figure(y.AUC), interval(y.AUC), figure(y.AtOne), interval(y.AtOne),
			figure(y.Precision), figure(y.Recall), figure(y.F1), interval(y.F1), figure(y.Alarms), interval(y.Alarms))
	}
	fmt.Fprintln(w, "\nFILE\tLABEL\tIS\tAS\tFOUND\tOF\tSHARE\t95 %\tBY RULES\tBY LIKENESS")
	for _, l := range s.Labels {
		is := "benign"
		if l.Attack {
			is = "attack"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%d\t%.3f\t%.3f to %.3f\t%d\t%d\n", l.File, l.Label, is, l.As, l.Found.Hits, l.Found.Of, l.Found.Share, l.Found.Low, l.Found.High, l.Rules, l.Likeness)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if s.Median > 0 {
		fmt.Printf("2 KB take %.0f µs (median), %.0f µs (95 in 100), rules and classifier together\n", s.Median, s.Slow)
	}
	fmt.Println(s.Note)
	return nil
}
