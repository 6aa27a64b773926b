//go:build vectorscan

package vector

/*
#cgo pkg-config: libhs
#include <stdlib.h>
#include <hs.h>

static int count(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags, void *n) {
	(*(unsigned int *)n)++;
	return 0;
}

static hs_error_t scan(const hs_database_t *db, const char *text, unsigned int length, hs_scratch_t *scratch, unsigned int *found) {
	*found = 0;
	return hs_scan(db, text, length, 0, scratch, count, found);
}

static int compiles(const char *expr) {
	hs_database_t *db = NULL;
	hs_compile_error_t *err = NULL;
	hs_error_t rc = hs_compile(expr, HS_FLAG_ALLOWEMPTY, HS_MODE_BLOCK, NULL, &db, &err);
	if (err) hs_free_compile_error(err);
	if (db) hs_free_database(db);
	return rc == HS_SUCCESS;
}
*/
import "C"

import (
	"errors"
	"fmt"
	"unsafe"
)

// Scanner is a compiled set of expressions. It is for one goroutine.
type Scanner struct {
	db      *C.hs_database_t
	scratch *C.hs_scratch_t
	found   C.uint
}

// New compiles those of the expressions that Vectorscan can. It says where a
// match ends, once for each end, and not where it begins.
func New(exprs []string) (*Scanner, int, error) {
	var good []*C.char
	var flags, ids []C.uint
	for i, e := range exprs {
		c := C.CString(e)
		defer C.free(unsafe.Pointer(c))
		if C.compiles(c) == 0 {
			continue
		}
		good, flags, ids = append(good, c), append(flags, C.HS_FLAG_ALLOWEMPTY), append(ids, C.uint(i))
	}
	if len(good) == 0 {
		return nil, 0, errors.New("compiling expressions for Vectorscan: it takes none of them")
	}
	list := (**C.char)(C.malloc(C.size_t(len(good)) * C.size_t(unsafe.Sizeof(good[0]))))
	defer C.free(unsafe.Pointer(list))
	copy(unsafe.Slice(list, len(good)), good)
	var s Scanner
	var fault *C.hs_compile_error_t
	if rc := C.hs_compile_multi(list, &flags[0], &ids[0], C.uint(len(good)), C.HS_MODE_BLOCK, nil, &s.db, &fault); rc != C.HS_SUCCESS {
		C.hs_free_compile_error(fault)
		return nil, 0, fmt.Errorf("compiling %d expressions for Vectorscan: error %d", len(good), int(rc))
	}
	if rc := C.hs_alloc_scratch(s.db, &s.scratch); rc != C.HS_SUCCESS {
		return nil, 0, fmt.Errorf("making room for Vectorscan: error %d", int(rc))
	}
	return &s, len(good), nil
}

// Count says how many matches end in text.
func (s *Scanner) Count(text string) int {
	if text == "" {
		return 0
	}
	C.scan(s.db, (*C.char)(unsafe.Pointer(unsafe.StringData(text))), C.uint(len(text)), s.scratch, &s.found)
	return int(s.found)
}

// Version is that of the library.
func Version() string { return C.GoString(C.hs_version()) }
