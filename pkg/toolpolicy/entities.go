package toolpolicy

import (
	"fmt"
	"maps"
	"strings"

	"github.com/cedar-policy/cedar-go"
)

// Types of entities, and the two actions.
const (
	typeUser   cedar.EntityType = "Sluice::User"
	typeRole   cedar.EntityType = "Sluice::Role"
	typeTool   cedar.EntityType = "Sluice::Tool"
	typeServer cedar.EntityType = "Sluice::Server"
	typeAction cedar.EntityType = "Sluice::Action"

	actionOffer = "offer"
	actionCall  = "call"
)

// ServerOf returns the server that a tool's name begins with, as MCP gateways write them:
// "github" of "github__create_issue". It is "" where the name has none.
func ServerOf(tool string) string {
	if server, rest, ok := strings.Cut(tool, "__"); ok && rest != "" {
		return server
	}
	return ""
}

// entities reads entities.json: JSON as Cedar has it, an array of uid, attrs and parents. It may
// tell more of tools, servers and roles, and make groups of them. Who a user is, and what an
// action is, is not for a file to say.
func (b *Bundle) entities(data []byte) error {
	if err := b.known.UnmarshalJSON(data); err != nil {
		return fmt.Errorf("%s: is not an array of entities: %w", entitiesFile, err)
	}
	for uid, e := range b.known {
		switch uid.Type {
		case typeUser, typeAction:
			return fmt.Errorf("%s: %s cannot be told by a file", entitiesFile, uid)
		case typeTool:
			if _, told := e.Attributes.Get("server"); told {
				return fmt.Errorf("%s: the server of %s follows from its name", entitiesFile, uid)
			}
		}
		for parent := range e.Parents.All() {
			if parent.Type == typeUser || parent.Type == typeAction {
				return fmt.Errorf("%s: nothing but a user is below %s", entitiesFile, parent)
			}
		}
	}
	return nil
}

// world is what one decision knows: its user and tool, and what the file tells.
type world struct {
	user, tool cedar.Entity
	known      cedar.EntityMap
}

// Get implements cedar.EntityGetter.
func (w *world) Get(uid cedar.EntityUID) (cedar.Entity, bool) {
	switch uid {
	case w.user.UID:
		return w.user, true
	case w.tool.UID:
		return w.tool, true
	}
	e, ok := w.known[uid]
	return e, ok
}

func (b *Bundle) world(r Request) *world {
	roles := make([]cedar.Value, len(r.Roles))
	above := make([]cedar.EntityUID, len(r.Roles))
	for i, role := range r.Roles {
		roles[i] = cedar.String(role)
		above[i] = cedar.NewEntityUID(typeRole, cedar.String(role))
	}
	w := &world{known: b.known, user: cedar.Entity{
		UID:     cedar.NewEntityUID(typeUser, cedar.String(r.Tenant+"/"+r.User)),
		Parents: cedar.NewEntityUIDSet(above...),
		Attributes: cedar.NewRecord(cedar.RecordMap{
			"tenant": cedar.String(r.Tenant), "user": cedar.String(r.User), "roles": cedar.NewSet(roles...),
		}),
	}}
	w.tool = b.known[cedar.NewEntityUID(typeTool, cedar.String(r.Tool))]
	w.tool.UID = cedar.NewEntityUID(typeTool, cedar.String(r.Tool))
	attributes := cedar.RecordMap{"server": cedar.String(ServerOf(r.Tool))}
	maps.Insert(attributes, w.tool.Attributes.All())
	w.tool.Attributes = cedar.NewRecord(attributes)
	if server := ServerOf(r.Tool); server != "" {
		above := []cedar.EntityUID{cedar.NewEntityUID(typeServer, cedar.String(server))}
		for parent := range w.tool.Parents.All() {
			above = append(above, parent)
		}
		w.tool.Parents = cedar.NewEntityUIDSet(above...)
	}
	return w
}
