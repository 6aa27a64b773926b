// Command sbom checks a bill of materials against the binary that it was written
// for: that it is CycloneDX by that version's own schema, and that it names each
// module that Go has linked, in its version, and no other. It writes none: that
// is cyclonedx-gomod's.
package main

import (
	"debug/buildinfo"
	"flag"
	"fmt"
	"os"
)

func main() {
	bin := flag.String("bin", "bin/sluice", "the binary")
	bom := flag.String("bom", "bin/sluice.cdx.json", "its bill of materials")
	schemas := flag.String("schemas", "", "folder of CycloneDX's JSON schemas")
	flag.Parse()
	if err := run(*bin, *bom, *schemas); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func run(bin, bom, schemas string) error {
	info, err := buildinfo.ReadFile(bin)
	if err != nil {
		return fmt.Errorf("reading what is linked into %s: %w", bin, err)
	}
	data, err := os.ReadFile(bom)
	if err != nil {
		return err
	}
	version, err := valid(data, schemas)
	if err != nil {
		return fmt.Errorf("%s: %w", bom, err)
	}
	n, err := complete(data, linked(info))
	if err != nil {
		return fmt.Errorf("%s is not that of %s: %w", bom, bin, err)
	}
	fmt.Printf("%s: CycloneDX %s, all %d linked modules\n", bom, version, n)
	return nil
}
