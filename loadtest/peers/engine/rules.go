package engine

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zricethezav/gitleaks/v8/config"

	"sluice/pkg/scan/rule"
	"sluice/pkg/scan/rules"
)

// Skipped is a rule that is not in the engine.
type Skipped struct {
	Rule string `json:"rule"`
	Why  string `json:"why"`
}

// detectors loads gitleaks' own rule file, which is part of its module, as a
// user's rule file is loaded. Those rules are left out that gitleaks itself does
// not apply to a text without a path.
func detectors(c config.Config) ([]rule.Detector, []Skipped, error) {
	f, err := rules.Load([]byte(config.DefaultConfig), nil)
	if err != nil {
		return nil, nil, fmt.Errorf("reading gitleaks' rules: %w", err)
	}
	all := f.Detectors()
	var skipped []Skipped
	for _, id := range c.OrderedRules {
		why, name := "", strings.ToLower(id)
		switch r := c.Rules[id]; {
		case r.Regex == nil:
			why = "looks at the path of a file only"
		case r.Path != nil && !r.Path.MatchString(""):
			why = "only in files of a certain path"
			all = slices.DeleteFunc(all, func(d rule.Detector) bool { return d.Rule == name })
		case !slices.ContainsFunc(all, func(d rule.Detector) bool { return d.Rule == name }):
			why = "not loaded"
		}
		if why != "" {
			skipped = append(skipped, Skipped{id, why})
		}
	}
	return all, skipped, nil
}
