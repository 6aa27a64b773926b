// Package spine compares the spine with a direct call at the development model,
// in one run and interleaved, so that the machine's drift hits both alike. It is
// a benchmark: `make bench`. It holds no product code.
package spine
