package main

import (
	"context"

	"sluice/pkg/hazard"
	"sluice/pkg/judged"
	"sluice/services/guard"
)

type evalHazardCmd struct {
	judgedFlags
	Split string `help:"Which part: test, which the weights were not trained on, dev, which they were where a row is of the training sets, or all." enum:"dev,test,all" default:"test"`
}

// Help is shown by --help.
func (evalHazardCmd) Help() string {
	return `Examples:
  sluice eval hazard moderation_1680.jsonl xstest.jsonl
  sluice eval hazard --split all --svg plot.svg own.jsonl
` + judgedHelp
}

// Run judges and prints.
func (c *evalHazardCmd) Run(ctx context.Context) error {
	classifier, err := hazard.New()
	if err != nil {
		return err
	}
	p, err := c.process()
	if err != nil {
		return err
	}
	return c.run(ctx, p, subject{
		what: "hazard", classifier: guard.BuiltIn(classifier), digest: classifier.Digest(), codes: hazard.Codes(), split: c.Split,
		has: func(r judged.Row) bool {
			return c.Split == "all" || hazard.HeldOut(r.Group) == (c.Split == "test")
		},
	})
}
