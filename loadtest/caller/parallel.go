package caller

import "sync"

// Parallel runs n tasks, at most many at once, and returns when all have ended.
func Parallel(n, many int, task func(i int)) {
	next := make(chan int)
	var all sync.WaitGroup
	for range min(n, many) {
		all.Go(func() {
			for i := range next {
				task(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
}
