package main

import (
	"fmt"
	"strings"
	"time"

	"sluice/loadtest/peers/corpus"
	"sluice/loadtest/peers/engine"
	"sluice/loadtest/peers/gitleaks"
	"sluice/loadtest/peers/measure"
	"sluice/loadtest/peers/report"
	"sluice/loadtest/peers/vector"
)

// run measures everything; setUp starts a scanner in a process of its own.
func run(o options, p *progress, setUp func(side string) (report.SetUp, error)) (report.Result, error) {
	r := report.Result{Head: head(), Seed: o.seed, Rounds: o.rounds}
	p.say("making texts")
	source, err := corpus.Read(o.goroot)
	if err != nil {
		return r, err
	}
	gl, err := gitleaks.New()
	if err != nil {
		return r, err
	}
	own, skipped, err := engine.Own(gl.Config())
	if err != nil {
		return r, err
	}
	all := engine.All()
	r.Skipped = skipped
	expressions := gl.Expressions()
	var texts []string
	for _, e := range expressions {
		texts = append(texts, e.Expression)
	}
	vec, compiled, err := vector.New(texts)
	if err != nil {
		return r, err
	}
	r.Sides = []report.Side{
		{Name: report.Gitleaks, Version: gitleaks.Version(), Rules: len(gl.Config().Rules)},
		{Name: report.Own, Version: "this tree" + normalizes(own), Rules: own.Rules()},
		{Name: report.All, Version: "this tree", Rules: all.Rules()},
	}
	sides := []measure.Side{{Name: report.Gitleaks, Count: gl.Count, Slow: true}, {Name: report.Own, Count: own.Count}, {Name: report.All, Count: all.Count}}
	if compiled > 0 {
		r.Sides = append(r.Sides, report.Side{Name: report.Vector, Version: vector.Version(), Rules: compiled})
		sides = append(sides, measure.Side{Name: report.Vector, Count: vec.Count})
	}

	chat, files := corpus.Chat(source, max(o.prompts, o.diffPrompts), o.seed), corpus.Files(source, max(o.files, o.diffFiles), o.seed)
	for _, c := range []corpus.Corpus{first(chat, o.prompts), first(files, o.files)} {
		var list []string
		for _, t := range c.Texts {
			list = append(list, t.Text)
		}
		figures := measure.Compare(sides, list, o.rounds, o.turn, func(round int, side string) {
			p.say(fmt.Sprintf("%s, round %d of %d: %s", c.Name, round, o.rounds, side))
		})
		r.Corpora = append(r.Corpora, report.Corpus{Name: c.Name, About: c.About, Texts: len(c.Texts), Size: c.Size, Sides: figures, Times: report.Ratios(figures)})
	}

	samples, err := corpus.Samples(source, expressions, o.samples, o.seed)
	if err != nil {
		return r, err
	}
	for _, c := range []corpus.Corpus{first(chat, o.diffPrompts), first(files, o.diffFiles), samples} {
		p.say("comparing findings: " + c.Name)
		r.Agree = append(r.Agree, agreement(c, gl, own, all, skipped))
	}
	for _, side := range []string{report.Gitleaks, report.All} {
		p.say("set-up: " + side)
		s, err := setUp(side)
		if err != nil {
			return r, err
		}
		r.SetUp = append(r.SetUp, s)
	}
	r.Took = time.Since(r.Date).Seconds()
	r.Goals = report.Judge(r)
	p.end()
	return r, nil
}

func normalizes(s *engine.Scanner) string {
	if s.Normalizes() {
		return ", with normalization"
	}
	return ", without normalization"
}

func first(c corpus.Corpus, n int) corpus.Corpus {
	c.Texts = c.Texts[:min(n, len(c.Texts))]
	return c
}

// short is the side's name up to a comma.
func short(side string) string {
	name, rest, _ := strings.Cut(side, ", ")
	if rest == "" {
		return name
	}
	return name + " (" + rest + ")"
}
