package benign

import (
	"fmt"
	"strconv"
)

// logs are lines that programs write, with addresses and times but nobody's data.
func logs() []kind {
	return []kind{
		{"nginx-log", perKind, []string{ip, url, date}, nginxLog},
		{"syslog", perKind, []string{ip, date}, syslog},
		{"kubernetes-log", perKind, []string{ip, url, date}, kubernetesLog},
		{"json-log", perKind, []string{ip, date}, jsonLog},
		{"kernel-log", perKind, []string{mac, date}, kernelLog},
		{"database-log", perKind, []string{date}, databaseLog},
		{"build-log", perKind, []string{url, date}, buildLog},
		{"prometheus", perKind, nil, prometheus},
	}
}

func nginxLog(d *dice) string {
	return d.asked(d.lines(d.between(5, 14), func(int) string {
		return fmt.Sprintf(`%s - - [%s] "%s /%s/%s?page=%d&sort=%s HTTP/1.1" %s %d "%s" "%s" rt=0.%03d`, d.ip(), d.time().Format("02/Jan/2006:15:04:05 -0700"),
			d.pick("GET", "POST", "HEAD"), d.word(), d.pick(d.word(), d.uuid(), d.hex(24), d.digits(9)), d.IntN(50), d.word(), d.pick("200", "304", "404", "502"), d.IntN(90000),
			d.pick("-", "https://example.com/"+d.word()), d.pick("curl/8.5.0", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
				"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"), d.IntN(1000))
	}), "Which requests are slow?", "Is there an attack in this log?", "Count the status codes.")
}

func syslog(d *dice) string {
	return d.asked(d.lines(d.between(5, 16), func(int) string {
		return d.time().Format("Jan _2 15:04:05") + " " + d.word() + d.digits(2) + " " + d.pick(
			"sshd["+d.digits(5)+"]: Connection closed by authenticating user root "+d.ip()+" port "+d.digits(5)+" [preauth]",
			"sshd["+d.digits(5)+"]: Failed password for invalid user admin from "+d.ip()+" port "+d.digits(5)+" ssh2",
			"sshd["+d.digits(5)+"]: Accepted publickey for deploy from "+d.ip()+" port "+d.digits(5)+" ssh2: ED25519 SHA256:"+d.base64(32)[:43],
			"systemd[1]: Started "+d.word()+".service - "+d.title()+" "+d.word()+".",
			"kernel: ["+d.digits(6)+"."+d.digits(6)+"] audit: type=1400 audit("+d.digits(10)+"."+d.digits(3)+":"+d.digits(4)+"): apparmor=\"DENIED\" pid="+d.digits(6),
			"CRON["+d.digits(6)+"]: (root) CMD (test -x /usr/sbin/"+d.word()+" && "+d.word()+" --report /etc/cron.daily)",
			"dbus-daemon["+d.digits(3)+"]: [system] Activating via systemd: service name='org.freedesktop."+d.title()+"1'",
		)
	}), "What happened on this machine?", "Do I need to worry?")
}

func kubernetesLog(d *dice) string {
	return d.asked(d.lines(d.between(4, 12), func(int) string {
		return d.time().Format("2006-01-02T15:04:05.000000000Z") + " " + d.pick(
			"I"+d.digits(4)+" 10:"+d.digits(2)+":11."+d.digits(6)+"       1 controller.go:"+d.digits(3)+"] \"Starting workers\" controller=\""+d.word()+"\" worker count="+d.digits(1),
			"Normal  Pulled  Successfully pulled image \"registry.example.com/"+d.word()+":v"+d.version()+"\" in "+d.digits(1)+"."+d.digits(3)+"s (image size: "+d.digits(8)+" bytes)",
			"Warning  BackOff  pod/"+d.word()+"-"+d.hex(10)+"-"+d.from("bcdfghjklmnpqrstvwxz2456789", 5)+"  Back-off restarting failed container",
			"level=error ts="+d.digits(10)+"."+d.digits(7)+" caller="+d.word()+".go:"+d.digits(3)+" msg=\"dial tcp "+d.ip()+":5432: connect: connection refused\"",
			"containerd: StartContainer for \""+d.hex(64)+"\" returns successfully",
			"MountVolume.SetUp succeeded for volume \"kube-api-access-"+d.from(letters, 5)+"\" (UniqueName: \"kubernetes.io/projected/"+d.uuid()+"\")",
			"secret \""+d.word()+"-tls\" not found", "configmap/"+d.word()+"-config created",
		)
	}), "Why does the pod restart?", "Summarize:")
}

func jsonLog(d *dice) string {
	return d.asked(d.lines(d.between(4, 10), func(int) string {
		return fmt.Sprintf(`{"level":"%s","ts":"%s","logger":"%s.%s","msg":"%s","trace_id":"%s","span_id":"%s","duration_ms":%d.%03d,"peer":"%s","attempt":%d,"token_count":%d,"key":"%s:%s:%d"}`,
			d.pick("info", "warn", "error", "debug"), d.time().Format("2006-01-02T15:04:05.000Z"), d.word(), d.word(), d.words(3, " ")+" done", d.hex(32), d.hex(16), d.IntN(2000), d.IntN(1000), d.ip(), d.IntN(5), d.IntN(4096), d.word(), d.word(), d.IntN(100000))
	}), "Write a jq filter for this.", "Group by logger:")
}

func kernelLog(d *dice) string {
	return d.asked(d.lines(d.between(6, 16), func(int) string {
		return fmt.Sprintf("[%5d.%06d] ", d.IntN(90000), d.IntN(1e6)) + d.pick(
			"pci 0000:"+d.hex(2)+":00.0: ["+d.hex(4)+":"+d.hex(4)+"] type 00 class 0x0"+d.hex(5),
			"BIOS-e820: [mem 0x"+d.hex(16)+"-0x"+d.hex(16)+"] usable",
			"e1000e 0000:00:1f.6 eth0: (PCI Express:2.5GT/s:Width x1) 00:1b:21:"+d.hex(2)+":"+d.hex(2)+":"+d.hex(2),
			"usb 1-"+d.digits(1)+": New USB device found, idVendor="+d.hex(4)+", idProduct="+d.hex(4)+", bcdDevice= "+d.digits(1)+".00",
			"RIP: 0033:0x"+d.hex(12)+" Code: "+fmt.Sprintf("% x", d.bytes(20)),
			"EXT4-fs (nvme0n1p2): mounted filesystem "+d.uuid()+" r/w with ordered data mode",
			"RAX: "+d.hex(16)+" RBX: "+d.hex(16)+" RCX: "+d.hex(16),
		)
	}), "What hardware is this?", "Why did it crash?")
}

func databaseLog(d *dice) string {
	return d.asked(d.lines(d.between(4, 12), func(int) string {
		return d.time().Format("2006-01-02 15:04:05.000 UTC") + " [" + d.digits(5) + "] " + d.pick(
			"LOG:  checkpoint complete: wrote "+d.digits(4)+" buffers ("+d.digits(1)+"."+d.digits(1)+"%); lsn="+d.hex(1)+"/"+d.hex(8)+", redo lsn="+d.hex(1)+"/"+d.hex(8),
			"ERROR:  duplicate key value violates unique constraint \""+d.word()+"_pkey\"",
			"DETAIL:  Key (id)=("+d.digits(9)+") already exists.",
			"LOG:  duration: "+d.digits(4)+"."+d.digits(3)+" ms  statement: SELECT count(*) FROM "+d.word()+" WHERE "+d.word()+"_id = $1",
			"FATAL:  password authentication failed for user \"postgres\"",
			"STATEMENT:  UPDATE "+d.word()+" SET token = $1, updated_at = now() WHERE id = $2",
		)
	}), "Which index is missing?", "What does this mean?")
}

func buildLog(d *dice) string {
	return d.asked(d.lines(d.between(6, 16), func(i int) string {
		return d.pick(
			"#"+strconv.Itoa(i)+" sha256:"+d.hex(64)+" "+d.digits(2)+"."+d.digits(2)+"MB / "+d.digits(2)+".00MB 1.2s done",
			"ok  \t"+d.module()+"\t"+d.digits(1)+"."+d.digits(3)+"s", "--- FAIL: Test"+d.title()+d.title()+" (0."+d.digits(2)+"s)",
			"  Downloading "+d.word()+"-"+d.version()+"-cp312-cp312-manylinux_2_17_x86_64.whl ("+d.digits(3)+" kB)",
			"npm warn deprecated "+d.word()+"@"+d.version()+": this version is no longer supported",
			"[INFO] Building "+d.word()+"-"+d.word()+" "+d.version()+"-SNAPSHOT ["+d.digits(1)+"/"+d.digits(2)+"]",
			"remote: Resolving deltas: 100% ("+d.digits(4)+"/"+d.digits(4)+"), completed with "+d.digits(2)+" local objects.",
			"Writing manifest list sha256:"+d.hex(64), "Get:"+d.digits(1)+" http://mirror.example.org/debian bookworm/main amd64 "+d.word()+" amd64 "+d.version()+" ["+d.digits(5)+" B]",
			"ninja: Entering directory `out'", "["+d.digits(3)+"/"+d.digits(4)+"] CXX obj/"+d.word()+"/"+d.word()+".o",
		)
	}), "Why does CI fail?", "How do I make this build faster?")
}

func prometheus(d *dice) string {
	return d.lines(d.between(6, 18), func(int) string {
		return fmt.Sprintf("%s_%s_seconds_bucket{le=\"%d.%d\",pod=\"%s-%s\",uid=\"%s\"} %d", d.word(), d.word(), d.IntN(10), d.IntN(10), d.word(), d.hex(9), d.uuid(), d.IntN(1e9))
	})
}
