package guard

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"sluice/pkg/engine"
	"sluice/pkg/injection"
	"sluice/pkg/pool"
)

// Labels is a classifier of injections behind a pool, with the labels of Prompt Guard 2.
// Every text of the caller's and every untrusted one is labelled, in pieces that its 512
// tokens have room for, and the worst piece decides. It is safe for concurrent use.
type Labels struct {
	pool   *pool.Pool
	served string // in the pool
	seen   *cache
}

// NewLabels makes the classifier of injections that the pool calls served.
func NewLabels(p *pool.Pool, served string) *Labels {
	return &Labels{pool: p, served: served, seen: newCache()}
}

// A piece has a few hundred tokens in most languages. One that has more than the model
// has room for is refused by its server, and cut again.
const (
	labelledBytes   = 1200
	labelledOverlap = 200
	leastLabelled   = 100 // no piece is cut shorter
	labelledSeam    = 50  // of its first half, again in the second
)

// maliciousFrom is the score from which a text of this source is malicious, and whether
// it is labelled at all. Untrusted text has no reason to speak to the model.
func maliciousFrom(s injection.Source) (score float64, ok bool) {
	switch s {
	case injection.User:
		return 0.5, true
	case injection.Untrusted:
		return 0.3, true
	}
	return 0, false
}

// find counts the malicious texts. Those that are known to be are counted also where
// others could not be labelled, which is the error.
func (l *Labels) find(ctx context.Context, pieces []piece) (int, error) {
	var g errgroup.Group
	g.SetLimit(parallel)
	found := make([]atomic.Bool, len(pieces))
	for i, p := range pieces {
		from, ok := maliciousFrom(p.source)
		if !ok || p.all {
			continue
		}
		for _, c := range cut(p.text, labelledBytes, labelledOverlap) {
			text := p.text[c.start:c.end]
			if strings.TrimSpace(text) == "" {
				continue
			}
			g.Go(func() error {
				if found[i].Load() {
					return nil
				}
				score, err := l.score(ctx, text)
				if score >= from {
					found[i].Store(true)
				}
				return err
			})
		}
	}
	err := g.Wait()
	n := 0
	for i := range found {
		if found[i].Load() {
			n++
		}
	}
	return n, err
}

// score is how probably malicious a piece is. Where the server refuses it as too long
// the worse of its halves counts, and that of one also where the other has none.
func (l *Labels) score(ctx context.Context, text string) (float64, error) {
	weights, same := l.pool.Digest(l.served)
	k := keyOf(weights, text)
	if j, ok := l.seen.get(k); ok && same {
		return j.Unsafe, nil
	}
	score, served, err := l.ask(ctx, text)
	if tooLong(err) && len(text) >= 2*leastLabelled {
		var worst float64
		var failed error
		for _, c := range cut(text, (len(text)+labelledSeam)/2, labelledSeam) {
			score, err := l.score(ctx, text[c.start:c.end])
			worst = max(worst, score)
			if err != nil {
				failed = err
			}
		}
		return worst, failed
	}
	if err == nil && same && served.ModelSHA == weights {
		l.seen.put(k, Judgement{Unsafe: score})
	}
	return score, err
}

// ask has a piece labelled, by whichever backend gives the labels.
func (l *Labels) ask(ctx context.Context, text string) (float64, pool.Served, error) {
	list, served, err := l.pool.Label(ctx, l.served, text, func(list []engine.Label) error {
		_, err := malicious(list)
		return err
	})
	if err != nil {
		return 0, served, &unanswered{err}
	}
	score, err := malicious(list)
	return score, served, err
}

// malicious is the score of the label by that name. LABEL_0 and LABEL_1 are benign and
// malicious where the model's configuration has no names. Another list is no answer.
func malicious(list []engine.Label) (score float64, err error) {
	benign, named := 0, 0
	for _, l := range list {
		switch strings.ToUpper(l.Name) {
		case "BENIGN", "LABEL_0":
			benign++
		case "MALICIOUS", "LABEL_1":
			named, score = named+1, l.Score
		}
	}
	if len(list) != 2 || benign != 1 || named != 1 {
		return 0, &engine.Error{Kind: engine.Protocol}
	}
	return score, nil
}

// LabelProbe asks a backend about a text that is plainly benign, past the pool and the
// cache. Its error is an engine's, or says that the labels are others.
func LabelProbe(ctx context.Context, e engine.Engine, model string) error {
	l, ok := e.(engine.Labeler)
	if !ok {
		return errors.New("guard: the engine labels no text")
	}
	list, err := l.Label(ctx, model, control)
	if err != nil {
		return err
	}
	_, err = malicious(list)
	return err
}
