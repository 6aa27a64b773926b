package benign

import "fmt"

// traces are what programs print when they fail.
func traces() []kind {
	return []kind{
		{"go-panic", perKind, nil, goPanic},
		{"java-trace", perKind, nil, javaTrace},
		{"python-trace", perKind, nil, pythonTrace},
		{"browser-console", perKind, []string{url}, browserConsole},
		{"disassembly", perKind, nil, disassembly},
	}
}

func goPanic(d *dice) string {
	return d.asked("panic: runtime error: index out of range ["+d.digits(1)+"] with length 0\n\ngoroutine "+d.digits(3)+" [running]:\n"+d.lines(d.between(4, 10), func(int) string {
		return fmt.Sprintf("%s.(*%s).%s(0xc%09x, {0x%x, 0x%d})\n\t/home/build/src/%s/%s.go:%d +0x%x", d.module(), d.title(), d.title(), d.Int64N(1<<36), d.IntN(1<<24), d.IntN(90), d.word(), d.word(), d.IntN(900), d.IntN(4096))
	}), "Where is the fault?", "What causes this?")
}

func javaTrace(d *dice) string {
	return d.asked("Exception in thread \"main-"+d.digits(2)+"\" java.lang."+d.pick("IllegalStateException", "NullPointerException")+": "+d.words(3, " ")+"\n"+d.lines(d.between(6, 15), func(int) string {
		return fmt.Sprintf("\tat com.example.%s.%sService$$Lambda/0x%016x.%s(%sService.java:%d) ~[%s-%s.jar:%s]", d.word(), d.title(), d.Uint64(), d.word(), d.title(), d.IntN(900), d.word(), d.version(), d.version())
	}), "Explain:", "Which line do I have to look at?")
}

func pythonTrace(d *dice) string {
	return d.asked("Traceback (most recent call last):\n"+d.lines(d.between(3, 8), func(int) string {
		return fmt.Sprintf("  File \"/usr/lib/python3.%d/site-packages/%s/%s.py\", line %d, in %s\n    %s = self.%s(%s, token=token, password=None)", d.between(9, 13), d.word(), d.word(), d.IntN(2000), d.word(), d.word(), d.word(), d.word())
	})+d.pick("KeyError: 'password'", "ValueError: invalid literal for int() with base 10: '"+d.hex(8)+"'", "AuthenticationError: api_key must be set", "<"+d.title()+" object at 0x7f"+d.hex(10)+">"),
		"What is wrong?", "How do I fix this?")
}

func browserConsole(d *dice) string {
	return d.asked(d.lines(d.between(3, 10), func(int) string {
		return d.pick(
			"Uncaught (in promise) TypeError: Cannot read properties of undefined (reading '"+d.word()+"')\n    at https://example.com/_next/static/chunks/"+d.digits(3)+"-"+d.hex(16)+".js:1:"+d.digits(5),
			"GET https://example.com/api/"+d.word()+"/"+d.hex(24)+" 404 (Not Found)",
			"webpack-internal:///./src/"+d.word()+"/"+d.title()+".tsx:"+d.digits(2)+":"+d.digits(2),
			"Refused to load because it violates the Content Security Policy: \"script-src 'nonce-"+d.base64(12)+"' 'sha256-"+d.base64(32)+"'\"",
		)
	}), "Why does the page stay blank?", "Fix this please:")
}

func disassembly(d *dice) string {
	return d.asked(d.lines(d.between(8, 24), func(int) string {
		return fmt.Sprintf("  %6x:\t% x\t%s", d.IntN(1<<23), d.bytes(d.between(2, 7)), d.pick("mov    %rax,0x"+d.hex(2)+"(%rsp)", "callq  "+d.hex(6)+" <"+d.word()+"."+d.title()+">", "lea    0x"+d.hex(5)+"(%rip),%rdi", "xor    %eax,%eax", "jne    "+d.hex(6)))
	}), "What does this function do?", "Where is the loop?")
}
