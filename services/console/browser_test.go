package console_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"sluice/pkg/bus"
	"sluice/pkg/exchange"
	"sluice/pkg/token"
)

// tab is one of a real browser.
type tab struct {
	t   *testing.T
	ctx context.Context
}

func chrome(t *testing.T) tab {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no chromium on PATH: the console was not tried in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.WindowSize(1360, 860))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(cancel)
	return tab{t, ctx}
}

func (b tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

func read[T any](b tab, what string, a chromedp.Action[T]) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, a)
	if err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
	return v
}

// shot keeps a picture of the whole page where SLUICE_SCREENSHOTS names a folder.
func (b tab) shot(name string) {
	b.t.Helper()
	dir := os.Getenv("SLUICE_SCREENSHOTS")
	if dir == "" {
		return
	}
	png := read(b, "a picture", chromedp.FullScreenshot(100))
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o600); err != nil {
		b.t.Fatal(err)
	}
}

func (b tab) dark() chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
		})
		return chromedp.Void{}, err
	}
}

// complaints collects what the browser finds wrong with the pages.
func (b tab) complaints() (stop func() []string) {
	ctx, cancel := context.WithCancel(b.ctx)
	messages := chromedp.Console(ctx)
	out := make(chan []string)
	go func() {
		var all []string
		for m, err := range messages {
			if err != nil {
				break
			}
			if (m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleException) && !strings.Contains(m.URL, "favicon.ico") {
				all = append(all, m.Text+" "+m.URL)
			}
		}
		out <- all
	}()
	return func() []string {
		cancel()
		return <-out
	}
}

const (
	cssToken = chromedp.CSS("#token")
	cssLive  = chromedp.CSS(`#live[data-state="on"]`)
)

func TestInABrowser(t *testing.T) {
	b := chrome(t)
	complaints := b.complaints()
	w := newWorld(t)
	for i := range 14 {
		w.exchange("acme", fmt.Sprintf("user-%d", i%3), fmt.Sprintf("01JD%08d", i), func(x *exchange.Exchange) {
			switch i % 5 {
			case 1:
				x.DLP.Findings = []exchange.Finding{{Type: "EMAIL_ADDRESS", Rule: "email", Action: "pseudonymize", Count: 2}}
			case 2:
				x.DLP.Findings = []exchange.Finding{{Type: "IP_ADDRESS", Rule: "ipv4", Action: "flag", Count: 1}, {Type: "PHONE_NUMBER", Rule: "phone", Action: "allow", Count: 1}}
			case 3:
				x.GuardInput.State, x.GuardInput.Error = exchange.Excepted, "timeout"
				x.DLP.Findings = nil
			case 4:
				x.Dispatch, x.GuardOutput = nil, nil
				x.GuardInput.State, x.GuardInput.Error = exchange.Errored, "garbled"
				x.Refuse(exchange.Refusal{Stage: "guard", Failed: true, Status: 503, Code: "guard_unavailable", Message: "The guard gave no verdict."})
			}
		})
	}
	text, r := w.member("acme", "root", bus.RoleAdmin)

	b.do("opening the login", chromedp.Navigate(w.web.URL+"/"), chromedp.WaitVisible(cssToken))
	b.shot("login")
	b.do("logging in", chromedp.SendKeys(cssToken, text+"\r"), chromedp.WaitVisible(cssLive))
	w.exchange("acme", "alice", "live-flag", blocked)
	b.do("a live flag", chromedp.WaitVisible(chromedp.Search(`//tbody[@id="flags"]/tr[2]//a[text()="live-flag"]`)))
	b.shot("flags")
	if wide := read(b, "measuring", chromedp.Evaluate[int](`document.documentElement.scrollWidth - window.innerWidth`)); wide > 0 {
		t.Errorf("the page is %d wider than its window", wide)
	}
	b.do("opening the exchange", chromedp.Click(chromedp.Search(`//a[text()="live-flag"]`)), chromedp.WaitVisible(chromedp.CSS("#h-checks")))
	heading := read(b, "the heading", chromedp.Text(chromedp.CSS("h1")))
	checks := read(b, "the checks", chromedp.Text(chromedp.CSS(`section[aria-labelledby="h-checks"]`)))
	if !strings.Contains(heading, "live-flag") || !strings.Contains(heading, "refused") || !strings.Contains(checks, "guard output") || !strings.Contains(checks, "not run") {
		t.Errorf("the exchange: %q, %q", heading, checks)
	}
	b.shot("exchange")
	b.do("the list", chromedp.Click(chromedp.Search(`//header//a[text()="Exchanges"]`)), chromedp.WaitVisible(chromedp.CSS("ul.checks")))
	b.shot("exchanges")
	b.do("in the dark", b.dark())
	b.shot("exchanges-dark")
	b.do("flags in the dark", chromedp.Navigate(w.web.URL+"/?severity=medium"), chromedp.WaitVisible(cssLive))
	b.shot("flags-dark")
	b.do("on a phone", chromedp.EmulateViewport(390, 800))
	b.shot("flags-phone")

	r.Revoked = time.Now()
	w.put(token.RecordKey(r.ID), r)
	w.until(func() bool { now, _ := w.dir.Token(r.ID); return !now.Revoked.IsZero() })
	w.exchange("acme", "alice", "too-late", blocked)
	b.do("the end of the session", chromedp.WaitVisible(chromedp.CSS(`#live[data-state="off"]`)))
	if body := read(b, "the page", chromedp.Text(chromedp.CSS("body"))); strings.Contains(body, "too-late") {
		t.Error("a flag came after the token was revoked")
	}
	b.do("the login again", chromedp.Reload(), chromedp.WaitVisible(cssToken))
	if c := complaints(); len(c) > 0 {
		t.Errorf("the browser complains: %q", c)
	}
}
