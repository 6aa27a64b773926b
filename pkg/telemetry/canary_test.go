package telemetry

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"sluice/pkg/exchange"
	"sluice/pkg/telemetry/telemetrytest"
)

// canaries are what no attribute, label or name may ever hold.
func canaries() []string {
	return []string{"canary prompt of alice", "canary@example.com", "canary\nline", "canary/../etc", "kanarienvogel-canary-ä", strings.Repeat("canary ", 50)}
}

// exempt are the parameters that take names by their shape alone, since other parts
// have checked them: no canary has that shape. Know takes configuration.
const exempt = "Know"

// Every method that is exported is called with canaries in every string, at any
// depth. None may come out: not at /metrics, not at a collector, not in a header.
func TestNoFreeText(t *testing.T) {
	c := telemetrytest.Start(t)
	tel, err := Start(t.Context(), Options{Services: canaries(), Version: canaries()[0], OTLP: c.URL, Sample: 1})
	if err != nil {
		t.Fatal(err)
	}
	tel.Know(Models, "m")
	tel.Know(Rules, "r")
	x := testExchange()
	calls := 0
	for _, canary := range canaries() {
		ctx, span := tel.Ingress(WithRequest(t.Context(), canary), SpanEdge, Server, caller)
		_, pass := tel.Stage(exchange.StageGuard).Begin(ctx, x, Consumer)
		backend := tel.Backend(canary, canary, canary, Classify)
		_, call := backend.Call(ctx, canary)
		h := http.Header{}
		if Inject(ctx, h); strings.Contains(h.Get("traceparent"), "canary") {
			t.Error("it is in a header")
		}
		for _, receiver := range []any{tel, span, tel.Stage(exchange.StageGuard), pass, backend, call} {
			v := reflect.ValueOf(receiver)
			for m := range v.NumMethod() {
				name := v.Type().Method(m).Name
				if name == exempt || name == "Close" || name == "End" {
					continue
				}
				v.Method(m).Call(arguments(v.Method(m).Type(), ctx, canary))
				calls++
			}
		}
		call.End(canary)
		pass.End(planted(reflect.TypeFor[*exchange.Exchange](), ctx, canary).Interface().(*exchange.Exchange), Refused)
		span.End()
	}
	page := scrape(t, tel)
	if err := tel.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if calls < 30*len(canaries()) || len(c.Spans()) < 2*len(canaries()) || !strings.Contains(page, `"other"`) {
		t.Fatalf("%d calls and %d spans: this looks at nothing", calls, len(c.Spans()))
	}
	for _, where := range []string{page, string(c.Raw())} {
		if at := strings.Index(where, "canary"); at >= 0 {
			t.Errorf("it came out: …%q…", where[max(0, at-120):min(len(where), at+60)])
		}
	}
}

func arguments(f reflect.Type, ctx context.Context, canary string) []reflect.Value {
	n := f.NumIn()
	if f.IsVariadic() {
		n-- // then two of the last
	}
	var out []reflect.Value
	for i := range n {
		out = append(out, planted(f.In(i), ctx, canary))
	}
	if f.IsVariadic() {
		one := planted(f.In(n).Elem(), ctx, canary)
		out = append(out, one, one)
	}
	return out
}

// planted is a value with the canary in every string. An exchange is Shed of nothing.
func planted(of reflect.Type, ctx context.Context, canary string) reflect.Value {
	switch of {
	case reflect.TypeFor[context.Context]():
		return reflect.ValueOf(&ctx).Elem()
	case reflect.TypeFor[time.Time]():
		return reflect.ValueOf(time.Now())
	}
	v := reflect.New(of).Elem()
	switch of.Kind() {
	case reflect.String:
		v.SetString(canary)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Float64:
		v.SetFloat(1)
	case reflect.Pointer:
		v.Set(reflect.New(of.Elem()))
		v.Elem().Set(planted(of.Elem(), ctx, canary))
	case reflect.Slice:
		v.Set(reflect.Append(v, planted(of.Elem(), ctx, canary)))
	case reflect.Map:
		v.Set(reflect.MakeMap(of))
		v.SetMapIndex(planted(of.Key(), ctx, canary), planted(of.Elem(), ctx, canary))
	case reflect.Struct:
		for i := range of.NumField() {
			if v.Field(i).CanSet() && of.Field(i).Type.Kind() != reflect.Func {
				v.Field(i).Set(planted(of.Field(i).Type, ctx, canary))
			}
		}
	case reflect.Func: // Connections asks for names
		v.Set(reflect.MakeFunc(of, func(in []reflect.Value) []reflect.Value {
			if len(in) == 1 && in[0].Kind() == reflect.Func {
				in[0].Call(arguments(in[0].Type(), ctx, canary))
			}
			return nil
		}))
	}
	return v
}

// A nil one of each records nothing and does not fail.
func TestNilIsSafe(t *testing.T) {
	var tel *Telemetry
	ctx, pass := tel.Stage(exchange.StageGuard).Begin(t.Context(), testExchange(), Consumer)
	whole(tel, tel.Backend("a", "vllm", "", Chat), testExchange())
	pass.End(testExchange(), Out)
	for _, receiver := range []any{tel, (*Span)(nil), (*Stage)(nil), (*Backend)(nil), (*Call)(nil), Pass{}} {
		v := reflect.ValueOf(receiver)
		for _, method := range v.Methods() {
			method.Call(arguments(method.Type(), ctx, "x"))
		}
	}
	if TraceID(ctx) != "" || tel.Stage(exchange.StageGuard) != nil {
		t.Error("something was recorded")
	}
}

// The vocabulary has every code of the tree: one that is missing would be told as
// "other".
func TestCodesAreKnown(t *testing.T) {
	known, found := newVocabulary().codes, 0
	for _, root := range []string{"../../pkg", "../../services"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				for _, code := range codesIn(n) {
					if found++; !known[code] {
						t.Errorf("%s has the code %q", path, code)
					}
				}
				return true
			})
			return nil
		})
		if err != nil && !errors.Is(err, fs.SkipDir) {
			t.Fatal(err)
		}
	}
	if found < 20 {
		t.Errorf("only %d codes were found", found)
	}
}

// codesIn are the codes that a node of source names: Code: "…" of an error or refusal,
// newError(…, "code", …), ErrInvalid(param, "code", …).
func codesIn(n ast.Node) []string {
	text := func(e ast.Expr) []string {
		if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
			if s, err := strconv.Unquote(l.Value); err == nil && s != "" {
				return []string{s}
			}
		}
		return nil
	}
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if k, ok := n.Key.(*ast.Ident); ok && k.Name == "Code" {
			return text(n.Value)
		}
	case *ast.AssignStmt:
		if to, ok := n.Lhs[0].(*ast.SelectorExpr); ok && to.Sel.Name == "code" && len(n.Rhs) == len(n.Lhs) {
			return text(n.Rhs[0])
		}
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		switch {
		case name == "newError" && len(n.Args) == 5:
			return text(n.Args[3])
		case name == "ErrInvalid" && len(n.Args) == 3:
			return text(n.Args[1])
		case name == "fail" && len(n.Args) == 2: // of the parser of package chat
			return text(n.Args[0])
		}
	}
	return nil
}
