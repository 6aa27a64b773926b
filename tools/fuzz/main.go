// Command fuzz runs every Fuzz target of a module for a while each: go test takes
// one package and one target a run. It finds them itself, so that a new one is
// included, and fails at the first input that breaks one, naming the file that
// reproduces it. It keeps no corpus of its own: seeds stand in testdata, what Go
// finds interesting stays in Go's cache.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"sync"
	"syscall"
	"time"
)

func main() {
	dir := flag.String("dir", ".", "folder of the module")
	each := flag.Duration("time", 5*time.Second, "how long each target runs")
	only := flag.String("only", "", "only targets whose package/name holds this")
	jobs := flag.Int("jobs", runtime.NumCPU(), "targets at a time, with one worker each")
	fresh := flag.Bool("fresh", false, "start from the seeds alone, not from what earlier runs found interesting")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *dir, *only, budget{*each, *fresh}, *jobs); err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, dir, only string, b budget, jobs int) error {
	all, err := find(ctx, dir, only)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return fmt.Errorf("no Fuzz target in %s", dir)
	}
	if jobs < 1 {
		return fmt.Errorf("--jobs is %d: at least one target runs at a time", jobs)
	}
	fmt.Printf("%d targets, %v each, %d at a time\n", len(all), b.each, jobs)
	var (
		mu     sync.Mutex
		failed int
		wg     sync.WaitGroup
		queue  = make(chan target)
	)
	for range jobs {
		wg.Go(func() {
			for g := range queue {
				v := b.fuzz(ctx, g)
				mu.Lock()
				fmt.Println(v)
				if !v.ok {
					failed++
				}
				mu.Unlock()
			}
		})
	}
	for _, g := range all {
		queue <- g
	}
	close(queue)
	wg.Wait()
	if failed > 0 {
		return fmt.Errorf("%d of %d targets failed; run one alone with FUZZ=NAME", failed, len(all))
	}
	return ctx.Err()
}
