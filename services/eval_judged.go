package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"sluice/pkg/bus"
	"sluice/pkg/evidence"
	"sluice/pkg/judged"
	"sluice/pkg/policy"
	"sluice/services/guard"
	"sluice/services/identity"
)

// judgedFlags are what the evaluations of classifiers have.
type judgedFlags struct {
	Files       []string `arg:"" name:"file" help:"Labelled sets: one JSON object a line." type:"path"`
	Config      string   `help:"Configuration file (YAML): its guard, and its policy's thresholds." env:"SLUICE_CONFIG" type:"path" placeholder:"FILE"`
	Direction   string   `help:"Whose texts: input, of callers, or output, of the model." enum:"input,output" default:"input"`
	Concurrency int      `help:"Rows that are judged at once." default:"4"`
	SVG         string   `help:"Write the calibration as a picture." name:"svg" type:"path" placeholder:"PATH"`
	JSON        bool     `help:"Print JSON." name:"json"`
	Store       bool     `help:"Have a running Sluice store it as evidence, which needs the token of a user with the role operator or admin."`
	client
}

const judgedHelp = `A row has text and label, unsafe or safe; and prompt, categories (such as ["S1"]) and group where it has them. The public sets of OpenAI's moderation, XSTest and BIPIA are read as they are.
F1, precision and recall are at the thresholds of the policy. A row without a verdict counts in no figure.
Intervals draw whole groups of like texts again, 1,000 times.`

// subject is what is evaluated.
type subject struct {
	what       string
	classifier guard.Classifier
	digest     string   // "" where the engine tells it
	codes      []string // of the categories that it can name
	split      string
	has        func(judged.Row) bool
}

// process has the configuration of a process whose guard is asked.
func (c judgedFlags) process() (*process, error) {
	if c.Concurrency < 1 {
		return nil, usagef("--concurrency must be at least 1")
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	return newProcess(settings{Config: c.Config}, []string{"guard"}, log)
}

// run judges the rows of a subject, prints what came of it and keeps it where asked.
func (c judgedFlags) run(ctx context.Context, p *process, s subject) error {
	sets, rows, err := c.read()
	if err != nil {
		return err
	}
	kept := rows[:0]
	for _, r := range rows {
		if s.has(r) {
			kept = append(kept, r)
		}
	}
	if rows = kept; len(rows) == 0 {
		return errors.New("no row is in this part of the sets: try --split all")
	}
	dir := policy.Direction(c.Direction)
	e := evidence.Evaluated{
		What: s.what, Classifier: s.classifier.Name(), BuiltIn: s.classifier.BuiltIn(), Digest: s.digest, Direction: c.Direction, Split: s.split,
		Policy: evidence.EvaluatedPolicy{Version: p.policy.Version(), Digest: p.policy.Digest()}, Sets: sets, Sluice: version(),
	}
	verdicts := c.judge(ctx, s.classifier, dir, rows, &e)
	if ctx.Err() != nil {
		return fmt.Errorf("judging the set: %w", ctx.Err())
	}
	e.Report = judged.Evaluate(rows, verdicts, func(code string) float64 { return p.policy.Guard(dir, code).Threshold })
	e.Report.Categories = slices.DeleteFunc(e.Report.Categories, func(n judged.Named) bool {
		strange := !slices.Contains(s.codes, n.Name)
		if strange {
			e.Unknown = append(e.Unknown, n.Name)
		}
		return strange
	})
	if c.SVG != "" {
		if err := os.WriteFile(c.SVG, []byte(e.Report.Calibration.SVG(e.Classifier)), 0o644); err != nil {
			return fmt.Errorf("writing the picture: %w", err)
		}
	}
	if c.JSON {
		err = printJSON(e)
	} else {
		err = printEvaluation(e)
	}
	if err == nil && e.Report.Judged == 0 {
		return errors.New("no row has a verdict: does the guard answer?")
	}
	if err != nil || !c.Store {
		return err
	}
	return c.store(ctx, e)
}

// store has the figures stored as evidence.
func (c judgedFlags) store(ctx context.Context, e evidence.Evaluated) error {
	var a identity.EvaluationAnswer
	if err := c.ask(ctx, bus.UserSubject(bus.Admin, c.Tenant, c.As)+".evaluation.store", e, &a); err != nil {
		return err
	}
	if a.Error != nil {
		return told(a.Error)
	}
	_, err := fmt.Fprintf(os.Stderr, "stored at %s: sluice log --json has it\n", a.Stored.Format(time.RFC3339))
	return err
}

// read reads all sets and groups their rows by likeness.
func (c judgedFlags) read() (sets []evidence.EvaluatedSet, rows []judged.Row, err error) {
	for _, path := range c.Files {
		name := filepath.Base(path)
		h := sha256.New()
		more, err := readSet(path, func(f *os.File) ([]judged.Row, error) {
			return judged.Read(io.TeeReader(f, h), strings.TrimSuffix(name, filepath.Ext(name)))
		})
		if err != nil {
			return nil, nil, err
		}
		sets = append(sets, evidence.EvaluatedSet{Name: name, Digest: "sha256:" + hex.EncodeToString(h.Sum(nil)), Rows: len(more)})
		rows = append(rows, more...)
	}
	texts, given := make([]string, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		texts[i], given[i] = r.Text, r.Group
	}
	for i, g := range judged.Groups(texts, given) {
		rows[i].Group = g
	}
	return sets, rows, nil
}

// judge asks for a verdict on every row, and notes in e who gave them.
func (c judgedFlags) judge(ctx context.Context, by guard.Classifier, dir policy.Direction, rows []judged.Row, e *evidence.Evaluated) []judged.Verdict {
	out := make([]judged.Verdict, len(rows))
	var mu sync.Mutex // of progress and e
	progress := newProgress("rows")
	var g errgroup.Group
	g.SetLimit(c.Concurrency)
	for i, r := range rows {
		g.Go(func() error {
			began := time.Now()
			j, failed := guard.Alone(ctx, by, dir, r.Prompt, r.Text)
			out[i] = judged.Verdict{Score: j.Unsafe, Failed: failed, Took: time.Since(began)}
			for _, k := range j.Categories {
				if out[i].Categories == nil {
					out[i].Categories = map[string]float64{}
				}
				out[i].Categories[k.Code] = k.Score
			}
			mu.Lock()
			defer mu.Unlock()
			progress.step()
			if failed == "" && j.Engine != "" {
				e.Engine = j.Engine
			}
			if e.Digest == "" {
				e.Digest = j.ModelSHA
			}
			return nil
		})
	}
	_ = g.Wait() // what failed stands in the verdicts
	return out
}
