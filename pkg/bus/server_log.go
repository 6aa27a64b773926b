package bus

import (
	"fmt"
	"log/slog"
	"regexp"
)

// serverLog passes the embedded server's log on to ours. What a client chose
// (subjects, its name, bytes of a malformed message) may hold anything; the server
// quotes it in lines about that client, and it is left out of them.
type serverLog struct{ log *slog.Logger }

var (
	aboutClient = regexp.MustCompile(` - [clmw]id(_ws)?:\d+`)
	quoted      = regexp.MustCompile(`"(?:[^"\\]|\\.)*"?`)
)

func serverLine(format string, v []any) string {
	line := fmt.Sprintf(format, v...)
	if !aboutClient.MatchString(line) {
		return line
	}
	return quoted.ReplaceAllString(line, `"*"`)
}

func (l serverLog) Noticef(f string, v ...any) { l.log.Debug(serverLine(f, v)) }
func (l serverLog) Warnf(f string, v ...any)   { l.log.Warn(serverLine(f, v)) }
func (l serverLog) Fatalf(f string, v ...any)  { l.log.Error(serverLine(f, v)) }
func (l serverLog) Errorf(f string, v ...any)  { l.log.Error(serverLine(f, v)) }
func (l serverLog) Debugf(f string, v ...any)  {}
func (l serverLog) Tracef(f string, v ...any)  {}
