package bus

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"strings"
	"text/template"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// ServerConfig is what a NATS server for Sluice needs to know. The embedded
// server and an external nats-server read the very same text.
type ServerConfig struct {
	Listen     string // host:port; port 0 takes a free one
	StoreDir   string
	Keys       string
	MaxPayload int64
	Layout     Layout
	TLSCert    string
	TLSKey     string

	// Of a cluster: this server's name, where it listens for the others, and theirs.
	Name    string // "" is sluice
	Cluster string // host:port; "" is no cluster
	Routes  []string
}

// serverConf keeps accounts apart, see Layout. They come from Roles. NATS's own encryption stays off: bodies
// are sealed by Sluice, and an encrypted work-queue was seen to vanish after a
// SIGKILL. Compression is off so that what is on disk can be searched in tests.
const serverConf = `# NATS for Sluice, written by: sluice nats config
listen: {{printf "%q" .Listen}}
server_name: {{printf "%q" .Name}}
max_payload: {{.MaxPayload}}
# Nearly every subject names one request: what is kept of it is never asked for again.
disable_sublist_cache: true
write_deadline: "10s"
{{- if .Cluster}}
cluster {
  name: sluice
  listen: {{printf "%q" .Cluster}}
  routes: [ {{range $i, $r := .Routes}}{{if $i}}, {{end}}{{printf "%q" $r}}{{end}} ]
}
{{- end}}
{{- if .TLSCert}}
tls { cert_file: {{printf "%q" .TLSCert}}, key_file: {{printf "%q" .TLSKey}} }
{{- end}}
jetstream {
  store_dir: {{printf "%q" .StoreDir}}
  # What was acknowledged is on disk within a second on a single node.
  sync_interval: "1s"
}
accounts {
{{.Accounts}}
}
system_account: SYS
authorization {
  timeout: 5
  # Everybody but Sluice's own users is asked about at the identity service.
  auth_callout {
    issuer: {{index .Public "callout-issuer"}}
    xkey: {{index .Public "callout-xkey"}}
    account: CALLOUT
    auth_users: [ {{.Public.system}}, {{.Public.callout}}, {{.Public.setup}}{{range .Services}}, {{index $.Public .}}{{end}} ]
  }
}
`

// ConfigText is the configuration of a nats-server for Sluice.
func ConfigText(c ServerConfig) (string, error) {
	if c.Name == "" {
		c.Name = "sluice"
	}
	pub := map[string]string{}
	for _, n := range append(ServiceUsers(), UserSetup, UserSystem, UserCallout, calloutIssuer, calloutXKey) {
		p, err := public(c.Keys, n)
		if err != nil {
			return "", err
		}
		pub[n] = p
	}
	t, err := template.New("nats").Parse(serverConf)
	if err != nil {
		return "", fmt.Errorf("parsing the NATS configuration template: %w", err)
	}
	var out bytes.Buffer
	err = t.Execute(&out, struct {
		ServerConfig
		Public   map[string]string
		Services []string
		Accounts string
	}{c, pub, ServiceUsers(), accountsText(pub, c.Layout)})
	if err != nil {
		return "", fmt.Errorf("writing the NATS configuration: %w", err)
	}
	return out.String(), nil
}

// Embedded is a NATS server inside this process.
type Embedded struct{ srv *server.Server }

// StartEmbedded starts a server with its data in one folder and returns when it
// takes connections.
func StartEmbedded(c ServerConfig, log *slog.Logger) (*Embedded, error) {
	port, err := portOf(c.Listen)
	if err != nil {
		return nil, err
	}
	conf := c
	if port == 0 {
		// A configuration file means "default port" by 0, and -1 by "any free one".
		conf.Listen = strings.TrimSuffix(c.Listen, ":0") + ":-1"
	}
	text, err := ConfigText(conf)
	if err != nil {
		return nil, err
	}
	var opts server.Options
	if err := opts.ProcessConfigString(text); err != nil {
		return nil, fmt.Errorf("reading the embedded NATS configuration: %w", err)
	}
	opts.NoSigs = true
	opts.NoLog = true
	srv, err := server.NewServer(&opts)
	if err != nil {
		return nil, fmt.Errorf("setting up the embedded NATS server: %w", err)
	}
	srv.SetLoggerV2(serverLog{log.With("part", "nats-server")}, false, false, false)
	srv.Start()
	if !srv.ReadyForConnections(10 * time.Second) {
		srv.Shutdown()
		return nil, errors.New("the embedded NATS server did not come up in 10 s: is its port taken (--nats), or its data folder in use by another process?")
	}
	return &Embedded{srv: srv}, nil
}

func portOf(listen string) (int, error) {
	_, p, err := net.SplitHostPort(listen)
	if err != nil {
		return 0, fmt.Errorf("reading the NATS address: %w", err)
	}
	n, err := strconv.Atoi(p)
	if err != nil || n < 0 || n > 65535 {
		return 0, errors.New("reading the NATS address: the port must be a number from 0 to 65535")
	}
	return n, nil
}

// Server is the running server, for in-process connections.
func (e *Embedded) Server() *server.Server { return e.srv }

// Addr is the address it listens on.
func (e *Embedded) Addr() string { return e.srv.Addr().String() }

// Shutdown stops it and returns when its files are closed.
func (e *Embedded) Shutdown() {
	e.srv.Shutdown()
	e.srv.WaitForShutdown()
}
