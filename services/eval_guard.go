package main

import (
	"context"
	"fmt"
	"time"

	"sluice/pkg/hazard"
	"sluice/pkg/judged"
	"sluice/pkg/llamaguard"
	"sluice/pkg/policy"
	"sluice/services/guard"
)

type evalGuardCmd struct{ judgedFlags }

// Help is shown by --help.
func (evalGuardCmd) Help() string {
	return `Examples:
  sluice eval guard --config sluice.yaml moderation_1680.jsonl
  sluice eval guard --config sluice.yaml --direction output --json answers.jsonl
Without a guard model in the configuration the built-in classifier is asked, as a guard stage would.
` + judgedHelp
}

// Run judges and prints.
func (c *evalGuardCmd) Run(ctx context.Context) error {
	p, err := c.process()
	if err != nil {
		return err
	}
	ctx, done := context.WithCancel(ctx)
	defer p.stages.Wait()
	defer done()
	classifier, err := p.classifier(ctx, ungated)
	if err != nil {
		return err
	}
	s := subject{what: "guard", classifier: classifier, split: "all", has: func(judged.Row) bool { return true }}
	if classifier.BuiltIn() {
		built, err := hazard.New()
		if err != nil {
			return err
		}
		s.digest, s.codes = built.Digest(), hazard.Codes()
	} else {
		s.digest, s.codes = warm(ctx, classifier), llamaguard.Family(p.cfg.Guard.Backends[0].Family).Codes(c.role())
	}
	return c.run(ctx, p, s)
}

// role is who is said to have spoken.
func (c *evalGuardCmd) role() llamaguard.Role {
	if c.Direction == string(policy.Output) {
		return llamaguard.Agent
	}
	return llamaguard.User
}

// How often a guard is asked before anything is timed, and the pause between.
const (
	warmings  = 5
	warmPause = 200 * time.Millisecond
)

// warm asks until the engine has told which weights it has, as many never do.
func warm(ctx context.Context, c guard.Classifier) (digest string) {
	pause := time.NewTicker(warmPause)
	defer pause.Stop()
	for n := range warmings {
		j, failed := guard.Alone(ctx, c, policy.Input, "", fmt.Sprintf("Good morning, number %d.", n))
		if failed != "" || j.ModelSHA != "" || c.BuiltIn() {
			return j.ModelSHA
		}
		select {
		case <-ctx.Done():
			return ""
		case <-pause.C:
		}
	}
	return ""
}
