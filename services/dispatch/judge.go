package dispatch

import (
	"context"

	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/policy"
	"sluice/pkg/sanitize"
	"sluice/pkg/stage"
)

// maxNodes bounds the JSON values of an answer: log-probabilities make many.
const maxNodes = 600_000

// parse reads an engine's answer. One that makes no sense ends the exchange: the
// scan could not run, which is not a pass.
func (s *Service) parse(x *exchange.Exchange, body []byte) (*chat.Completion, bool) {
	c, err := s.Validator.ParseCompletion(body, chat.Limits{Bytes: s.MaxAnswer, Nodes: maxNodes})
	if err != nil {
		x.Dispatch.State = exchange.Errored
		x.Refuse(refusal(chat.ErrEngineAnswer(), true))
		return nil, false
	}
	return c, true
}

// judge scans a completion whole, and seals what may be kept of it.
func (s *Service) judge(ctx context.Context, x *exchange.Exchange, p *policy.Policy, c *chat.Completion) (sanitize.Result, error) {
	var none sanitize.Result
	pseudonym, err := s.pseudonyms(ctx, x)
	if err != nil {
		return none, err
	}
	page := x.Dispatch
	// Also a blocked answer was paid for; scanning may leave nothing of it.
	usage, _ := c.Usage()
	page.PromptTokens, page.OutputTokens = usage.Prompt, usage.Completion
	clean, err := s.cleaner(ctx, x, p)
	if err != nil {
		return none, err
	}
	result := clean.Document(c.Doc, policy.Output, pseudonym)
	page.Findings = merge(page.Findings, result.Counts)
	if len(result.Blocked) > 0 {
		s.block(x, result.Blocked)
		return result, nil
	}
	page.State = exchange.Passed
	s.finishChoices(x, c, result)
	c.SetModel(x.Model)
	c.SetID("chatcmpl-" + x.ID)
	completion := c.AppendJSON(nil)
	if !s.fits(x, completion) {
		x.Refuse(refusal(chat.ErrEngineAnswer(), true))
		return result, nil
	}
	if err := s.keep(ctx, x, completion); err != nil {
		return result, err
	}
	x.KeepParsed(exchange.SectionCompletion, c.Doc)
	return result, nil
}

// fits says whether a completion has room beside what the exchange carries already.
func (s *Service) fits(x *exchange.Exchange, completion []byte) bool {
	return len(completion)+len(x.Sections[exchange.SectionRestore])+len(x.Sections[exchange.SectionPrompt]) <= s.Room
}

// block ends an exchange by rules of the scan.
func (s *Service) block(x *exchange.Exchange, rules []string) {
	x.Dispatch.State = exchange.Failed
	r := refusal(chat.ErrContentFilter(rules), false)
	r.Rules = rules
	x.Refuse(r)
}

// finishChoices takes away what may not be released with a choice: log-probabilities
// of text that was changed, which spell it again, and calls of tools where none
// was offered. Calls of offered ones are toolauth's to judge.
func (s *Service) finishChoices(x *exchange.Exchange, c *chat.Completion, result sanitize.Result) {
	p := x.Dispatch
	for i := range c.Choices() {
		if result.Redacted {
			c.DropLogprobs(i)
		}
		for _, name := range c.ToolCalls(i) {
			if !chat.ValidToolName(name) {
				name = "invalid_name" // a model may write anything there
			}
			p.ToolCalls = append(p.ToolCalls, name)
		}
		if !x.Tools && c.RemoveToolCalls(i) {
			p.ToolsDropped = true
		}
		if i == 0 {
			p.FinishReason = c.FinishReason(0)
		}
	}
}

func (s *Service) keep(ctx context.Context, x *exchange.Exchange, completion []byte) error {
	hash, err := s.Sealer.Digest(ctx, x.Tenant, "output", completion)
	if err != nil {
		return err
	}
	x.Dispatch.OutputHash = hash
	return stage.Seal(ctx, s.Sealer, x, exchange.SectionCompletion, completion)
}

// merge adds counts to findings, by type, rule and action.
func merge(findings []exchange.Finding, counts []sanitize.Count) []exchange.Finding {
next:
	for _, c := range counts {
		for i := range findings {
			f := &findings[i]
			if f.Type == string(c.Type) && f.Rule == c.Rule && f.Action == string(c.Action) {
				f.Count += c.Count
				continue next
			}
		}
		findings = append(findings, exchange.Finding{Type: string(c.Type), Rule: c.Rule, Action: string(c.Action), Count: c.Count})
	}
	return findings
}
