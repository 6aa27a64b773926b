package policy

import "github.com/goccy/go-yaml/ast"

// Content says what becomes of parts of a prompt that nobody can look into. The zero
// value refuses all of them; each that is true is let by, recorded and flagged, and its
// request never counts as passed.
type Content struct {
	Images, Audio, Files bool
	ImageLinks           bool // images that the model's engine fetches by itself
	PartBytes            int  // the longest part, as it is encoded
}

// Bounds of what is read here, in bytes.
const (
	minPart     = 1 << 10
	maxPart     = 6 << 20
	defaultPart = 4 << 20
)

// refuse is what a section says of what does not pass.
const refuse = "refuse"

func contentActions() []string { return []string{refuse, string(Flag)} }

// Content is what holds for prompts that are more than text.
func (p *Policy) Content() Content { return p.content }

func (r *reader) content(p *Policy, n ast.Node) (err error) {
	p.content, err = r.contentOf(n, "content", p.content)
	return err
}

// contentOf reads a section; what it leaves out is as in general.
func (r *reader) contentOf(n ast.Node, path string, general Content) (Content, error) {
	c := general
	fields, err := r.fields(n, path, []string{"images", "audio", "files", "image_links", "part_bytes"})
	if err != nil {
		return general, err
	}
	for name, to := range map[string]*bool{"images": &c.Images, "audio": &c.Audio, "files": &c.Files, "image_links": &c.ImageLinks} {
		if f := fields[name]; f != nil {
			does, err := r.oneOf(f, path+"."+name, contentActions())
			if err != nil {
				return general, err
			}
			*to = does == string(Flag)
		}
	}
	if f := fields["part_bytes"]; f != nil {
		if c.PartBytes, err = r.whole(f, path+".part_bytes", minPart, maxPart); err != nil {
			return general, err
		}
	}
	return c, nil
}
