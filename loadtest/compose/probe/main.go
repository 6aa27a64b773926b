// Command probe looks at the world from inside a container that holds nothing but
// one binary: the compose test runs it in that container's network or processes. It
// is no part of Sluice.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

const usage = "usage: probe dial HOST:PORT… | probe get URL | probe process"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "probe:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) > 1 && args[0] == "dial":
		return json.NewEncoder(os.Stdout).Encode(dial(args[1:]))
	case len(args) == 2 && args[0] == "get":
		return get(args[1])
	case len(args) == 1 && args[0] == "process":
		return process()
	}
	return fmt.Errorf("%s", usage)
}

// dial says of each address whether it takes a connection.
func dial(addrs []string) map[string]bool {
	type answer struct {
		addr    string
		reached bool
	}
	answers := make(chan answer)
	for _, a := range addrs {
		go func() {
			c, err := net.DialTimeout("tcp", a, 3*time.Second)
			if err == nil {
				c.Close()
			}
			answers <- answer{a, err == nil}
		}()
	}
	out := map[string]bool{}
	for range addrs {
		a := <-answers
		out[a.addr] = a.reached
	}
	return out
}

// get prints what an address answers.
func get(url string) error {
	c := http.Client{Timeout: 10 * time.Second}
	resp, err := c.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	_, err = io.Copy(os.Stdout, io.LimitReader(resp.Body, 16<<20))
	return err
}

// process prints what the kernel says of process 1: whose it is, what it may do, and
// how its root is mounted.
func process() error {
	out := map[string]string{}
	err := lines("/proc/1/status", func(line string) {
		if name, value, ok := strings.Cut(line, ":"); ok {
			switch name {
			case "Uid", "CapEff", "CapBnd", "NoNewPrivs", "Seccomp":
				out[name] = strings.Join(strings.Fields(value), " ")
			}
		}
	})
	if err != nil {
		return err
	}
	err = lines("/proc/1/mountinfo", func(line string) {
		if f := strings.Fields(line); len(f) > 5 && f[4] == "/" {
			out["Root"] = f[5]
		}
	})
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(out)
}

func lines(path string, each func(string)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for s.Scan() {
		each(s.Text())
	}
	return s.Err()
}
