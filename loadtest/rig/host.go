package rig

// Host is whoever starts processes: a test (every testing.TB is one), or a command
// that ends them itself. Fatal and Fatalf do not return.
type Host interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Cleanup(func())
	TempDir() string
}
