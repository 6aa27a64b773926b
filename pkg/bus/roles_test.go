package bus

import (
	"slices"
	"strings"
	"testing"

	"sluice/pkg/exchange"
)

// A stage hands on exactly where exchange.Next can lead from it.
func TestStagesHandOn(t *testing.T) {
	for _, s := range append(exchange.Stages(), exchange.StageDLP) {
		var want, got []string
		for _, next := range exchange.After(s) {
			want = append(want, "sluice.stage."+string(next)+".*.*")
		}
		r := Roles()[RoleOfStage(string(s))]
		for _, p := range r.Publish {
			if strings.HasPrefix(p, "sluice.stage.") {
				got = append(got, p)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if (len(want) == 0) != (s == exchange.StageProvenance) || !slices.Equal(got, want) {
			t.Errorf("%s hands on to %v, want %v", s, got, want)
		}
	}
}

// Each row of the table is checked for what nobody may have, and what one alone may.
func TestTable(t *testing.T) {
	alone := map[string]string{ // subject to the only services that may publish there
		"sluice.evidence.record.t.k.1":  UserProvenance,
		"sluice.evidence.opening.t.k.1": UserProvenance,
		"sluice.evidence.admin.t":       UserIdentity,
		"sluice.evidence.evaluation.t":  UserIdentity,
		"$KV.IDENTITY.user.t.u":         UserIdentity,
		"$KV.POLICY.x":                  UserIdentity,
		"$KV.MODELS.pool.default":       UserDispatch,
		"$KV.MODELS.entry.k":            UserIdentity,
		"$KV.MODELS.backend.k":          UserIdentity,
		"$KV.MODELS.attest.t.u":         "",
		"sluice.attest.t.u":             "",
		"$KV.RESULTS.k":                 UserDispatch + " " + UserProvenance,
		"$KV.REQUESTS.k":                UserDLP + " " + UserProvenance,
		"$KV.BODIES.k":                  "dispatch dlp guard provenance toolauth",
		"sluice.ingress.t.u":            UserEdge,
		"sluice.part.w.p":               UserEdge,
		"sluice.window.guard":           UserDispatch,
		"sluice.open.t":                 UserDispatch,
		"sluice.release.t.u":            UserDLP,
		"sluice.stage.toolauth.t.batch": UserGuard,
		"sluice.stage.dispatch.t.batch": UserGuard + " " + UserToolauth,
		"sluice.dead.guard.t":           UserGuard,
		"sluice.evidence.access.t":      "console dlp edge identity provenance",
		"sluice.flag.high.dlp.t":        "",
		"sluice.raise.high.dlp.t":       "dispatch dlp guard provenance toolauth",
	}
	may := map[string][]string{}
	for name, r := range Roles() {
		service, ok := strings.CutPrefix(name, stagePrefix)
		if !ok {
			continue
		}
		if r.Account != AccountOf(service) {
			t.Errorf("%s lives in %s", name, r.Account)
		}
		for _, p := range r.Publish {
			if strings.HasPrefix(p, ">") || strings.HasPrefix(p, "*") || strings.Contains(p, "{") {
				t.Errorf("%s publishes to %s", name, p)
			}
			for _, api := range []string{"CREATE", "UPDATE", "DELETE", "PURGE", "SNAPSHOT", "RESTORE", "LIST", "NAMES", "STREAM.MSG", "LEADER", "PAUSE", "UNPIN", "META", "ACCOUNT"} {
				if strings.HasPrefix(p, "$JS.API") && strings.Contains(p, api) {
					t.Errorf("%s may administer JetStream: %s", name, p)
				}
			}
			for subject := range alone {
				if covers(p, subject) {
					may[subject] = append(may[subject], service)
				}
			}
		}
		for _, s := range r.Subscribe {
			if !strings.HasPrefix(s, "sluice.") || strings.HasPrefix(s, "sluice.stage") || strings.HasPrefix(s, "sluice.>") {
				t.Errorf("%s hears %s", name, s)
			}
		}
	}
	for subject, want := range alone {
		got := may[subject]
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%s: may be published by %v, want %s", subject, got, want)
		}
	}
}

// Each consumer, and its acknowledgements, are one stage's. What counts the queues may
// ask how long they are.
func TestConsumersAreOnesOwn(t *testing.T) {
	for _, s := range exchange.Stages() {
		for name, r := range Roles() {
			for _, p := range r.Publish {
				stream, _ := StreamOfStage(string(s))
				mine := name == RoleOfStage(string(s))
				counts := name == RoleOfStage(UserTelemetry) && strings.HasPrefix(p, "$JS.API.CONSUMER.INFO.")
				if names := strings.Contains(p, "."+stream+"."); names && !mine && !counts && strings.HasPrefix(p, "$JS") {
					t.Errorf("%s reaches the consumer of %s: %s", name, s, p)
				}
			}
		}
	}
}

// The telemetry user asks how much waits, and nothing else.
func TestCountingReadsNothing(t *testing.T) {
	r := Roles()[RoleOfStage(UserTelemetry)]
	if len(r.Subscribe)+len(r.Serves)+len(r.Tells) != 0 {
		t.Errorf("it hears or answers: %+v", r)
	}
	want := []string{"$JS.API.STREAM.INFO.DEAD"}
	for _, stream := range []string{"GUARD", "TOOLAUTH", "DISPATCH", "PROVENANCE"} {
		c := "$JS.API.CONSUMER.INFO." + stream + "." + strings.ToLower(stream)
		want = append(want, "$JS.API.STREAM.INFO."+stream, c+"-interactive", c+"-batch")
	}
	slices.Sort(want)
	got := slices.Sorted(slices.Values(r.Publish))
	if !slices.Equal(got, want) {
		t.Errorf("it may publish to %v, want %v", got, want)
	}
}

func TestCrossings(t *testing.T) {
	roles := Roles()
	seen := map[string]bool{}
	for _, c := range crossings(Apart) {
		if c.from == c.to {
			t.Errorf("%s imports %s from itself", c.to, c.subject)
		}
		if c.from == AccountApps || c.from == AccountOps || c.to == AccountSluice || c.to == AccountSystem {
			t.Errorf("%s crosses from %s to %s", c.subject, c.from, c.to)
		}
		if c.to == AccountApps && !slices.Contains([]string{AccountOf(UserDLP), AccountOf(UserProvenance)}, c.from) {
			t.Errorf("applications import %s of %s", c.subject, c.from)
		}
		seen[c.to+" "+c.subject] = true
	}
	for name, r := range roles {
		for _, s := range r.For("*", "*").Publish {
			crosses := slices.ContainsFunc(crossings(Apart), func(c crossing) bool { return c.to == r.Account && !c.stream && covers(c.subject, s) })
			if !crosses {
				t.Errorf("%s may publish to %s, which does not leave its account", name, s)
			}
		}
	}
	for _, want := range []string{"OPS sluice.request.*.*", "OPS sluice.flag.*.*.*", "EDGE sluice.delta.>", "GUARD sluice.stage.dispatch.*.*"} {
		if !seen[want] {
			t.Errorf("nothing crosses as %s", want)
		}
	}
	if seen["OPS sluice.admin.*.*.policy.>"] {
		t.Error("an operator's question would arrive twice")
	}
}

func TestCovers(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"a.b", "a.b", true}, {"a.*", "a.b", true}, {"a.>", "a.b", true}, {"a.>", "a.b.c", true}, {">", "a", true}, {"a.>", "a.*", true}, {"a.>", "a.>", true},
		{"a.*", "a.*", true}, {"a.b", "a.*", false}, {"a.*", "a.>", false}, {"a.>", "a", false}, {"a.*", "a.b.c", false}, {"a.b.c", "a.b", false}, {"a.*.c", "a.>", false},
	} {
		if got := covers(tt.a, tt.b); got != tt.want {
			t.Errorf("%s covers %s: %t", tt.a, tt.b, got)
		}
	}
}
