package console

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sluice/pkg/bus"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/requests"
)

// perPage is how many exchanges one page lists.
const perPage = 50

// exchangesPage is what the list shows.
type exchangesPage struct {
	Rows     []exchangeRow
	Outcome  string
	Outcomes []string
	Older    string // address, "" where there are none
	Later    bool   // this is not the newest page
}

type exchangeRow struct {
	evidence.Record
	Link     string
	Others   []check // those that did not pass
	Passed   int
	Findings int
}

// check is how one check ended.
type check struct {
	Name     string
	State    exchange.CheckState
	Required bool
}

func (v *visit) list() {
	q := evidence.RecordsQuestion{Outcome: v.r.URL.Query().Get("outcome"), Limit: perPage}
	outcomes := []string{requests.Completed, requests.Refused, requests.Failed}
	if q.Outcome != "" && !slices.Contains(outcomes, q.Outcome) {
		v.fail(http.StatusBadRequest, "There is no such outcome.")
		return
	}
	if before := v.r.URL.Query().Get("before"); before != "" {
		var err error
		if q.Before, err = strconv.ParseUint(before, 10, 64); err != nil {
			v.fail(http.StatusBadRequest, "The page is named by a number.")
			return
		}
	}
	var a evidence.RecordsPage
	if err := v.evidence("records", q, &a); err != nil || a.Error != nil {
		v.Log.Warn("the records cannot be read", "error", err)
		v.fail(http.StatusServiceUnavailable, "The records cannot be read now. Try again.")
		return
	}
	p := v.page("Exchanges")
	body := exchangesPage{Outcome: q.Outcome, Outcomes: outcomes, Later: q.Before > 0}
	for _, raw := range a.Records {
		var r evidence.Record
		if json.Unmarshal(raw, &r) != nil {
			v.Log.Warn("a record does not decode")
			continue
		}
		row := exchangeRow{Record: r, Link: exchangeLink(r.RequestID, r.User)}
		for _, c := range checksOf(r) {
			if c.State == exchange.Passed {
				row.Passed++
			} else {
				row.Others = append(row.Others, c)
			}
		}
		for _, all := range r.Findings {
			for _, f := range all {
				row.Findings += f.Count
			}
		}
		body.Rows = append(body.Rows, row)
	}
	if a.Next > 0 {
		address := url.Values{"before": {strconv.FormatUint(a.Next, 10)}}
		if q.Outcome != "" {
			address.Set("outcome", q.Outcome)
		}
		body.Older = "/exchanges?" + address.Encode()
	}
	p.Body = body
	v.show("exchanges", p)
}

// checksOf lists the checks in the order in which they are made.
func checksOf(r evidence.Record) []check {
	order := []string{
		exchange.CheckDLPInput, exchange.CheckGuardInput, exchange.CheckToolOffer,
		exchange.CheckDLPOutput, exchange.CheckGuardOutput, exchange.CheckToolCalls,
	}
	var out []check
	for _, name := range append(order, slices.Sorted(maps.Keys(r.Checks))...) {
		state, there := r.Checks[name]
		if there && !slices.ContainsFunc(out, func(c check) bool { return c.Name == name }) {
			out = append(out, check{name, state, slices.Contains(r.RequiredChecks, name)})
		}
	}
	return out
}

// exchangePage is what the page of one exchange shows.
type exchangePage struct {
	evidence.Record
	Checks   []check
	Findings []foundRow
	Full     string // the record as it is stored, indented
}

type foundRow struct {
	Direction string
	exchange.Finding
}

func (v *visit) one() {
	id, user := v.r.PathValue("id"), v.r.URL.Query().Get("user")
	if !bus.ValidName(id) || user != "" && !bus.ValidName(user) {
		v.fail(http.StatusNotFound, "There is no such exchange.")
		return
	}
	var a recordAnswer
	err := v.evidence("record", map[string]string{"id": id, "user": user}, &a)
	if err == nil && a.Error != nil && a.Error.Status == http.StatusNotFound {
		v.fail(http.StatusNotFound, "There is no such exchange: it may be under way still.")
		return
	}
	var full bytes.Buffer
	var r evidence.Record
	if err != nil || a.Error != nil || json.Unmarshal(a.Record, &r) != nil || json.Indent(&full, a.Record, "", "  ") != nil {
		v.Log.Warn("a record cannot be read", "error", err)
		v.fail(http.StatusServiceUnavailable, "The record cannot be read now. Try again.")
		return
	}
	body := exchangePage{Record: r, Checks: checksOf(r), Full: full.String()}
	for _, direction := range slices.Sorted(maps.Keys(r.Findings)) {
		for _, f := range r.Findings[direction] {
			body.Findings = append(body.Findings, foundRow{direction, f})
		}
	}
	p := v.page("Exchange " + id)
	p.Body = body
	v.show("exchange", p)
}

// words writes a name with spaces.
func words(s string) string { return strings.ReplaceAll(s, "_", " ") }
