package lectern.anki.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

import static lectern.anki.schema.Key.lenient;
import static lectern.anki.schema.Key.nullable;
import static lectern.anki.schema.Key.optional;
import static lectern.anki.schema.Key.orDefault;
import static lectern.anki.schema.Key.required;
import static lectern.anki.schema.Member.flag;
import static lectern.anki.schema.Member.idOrZero;
import static lectern.anki.schema.Member.int32;
import static lectern.anki.schema.Member.messages;
import static lectern.anki.schema.Member.presentInt64;
import static lectern.anki.schema.Member.presentUint32;
import static lectern.anki.schema.Member.text;
import static lectern.anki.schema.Member.uint32;

/// A note type with its fields and templates, as a client sends it and as a collection stores it.
///
/// @param modified in seconds
public record NoteType(
        long id, String name, long modified, int usn, Message config, List<Field> fields, List<Template> templates) {
    private static final Key<Long> ID = required("id", Kind.WHOLE_OR_TEXT);
    private static final Key<String> NAME = required("name", Kind.TEXT);
    private static final Key<Long> MODIFIED = required("mod", Kind.WHOLE);
    private static final Key<Long> USN = required("usn", Kind.SIGNED_32);
    private static final Key<List<ObjectNode>> TEMPLATES = required("tmpls", Kind.listOf(Kind.OBJECT));
    private static final Key<List<ObjectNode>> FIELDS = required("flds", Kind.listOf(Kind.OBJECT));
    private static final Member<Long> SORT_FIELD = uint32(2);
    private static final Member<Boolean> LATEX_AS_SVG = flag(7);

    private static final Table CONFIG = new Table(
            Line.of(required("type", Kind.choice(1, 0)), int32(1)),
            Line.of(required("sortf", Kind.UNSIGNED_16), SORT_FIELD),
            Line.of(lenient("did", Kind.nullable(Kind.WHOLE), Optional.empty()), idOrZero(4)),
            Line.of(lenient("css", Kind.TEXT, ""), text(3)),
            Line.of(orDefault("latexPre", Kind.TEXT, ""), text(5)),
            Line.of(orDefault("latexPost", Kind.TEXT, ""), text(6)),
            Line.of(optional("latexsvg", Kind.FLAG, false), LATEX_AS_SVG),
            Line.of(optional("req", Kind.listOf(Requirement.KIND), List.of()), requirements()),
            Line.writtenIf(kind -> kind != 0, orDefault("originalStockKind", Kind.SIGNED_32, 0L), int32(9)),
            Line.writtenIf(
                    Optional::isPresent,
                    orDefault("originalId", Kind.nullable(Kind.WHOLE), Optional.empty()),
                    presentInt64(10)));

    private static final Set<String> KNOWN = Other.known(
            CONFIG.keys(), ID.name(), NAME.name(), MODIFIED.name(), USN.name(), TEMPLATES.name(), FIELDS.name());

    public NoteType {
        fields = List.copyOf(fields);
        templates = List.copyOf(templates);
    }

    private static Member<List<Requirement>> requirements() {
        return messages(8)
                .as(
                        messages -> messages.stream().map(Requirement::of).toList(),
                        all -> all.stream().map(Requirement::message).toList());
    }

    /// As a client sends it.
    public static NoteType of(ObjectNode json) {
        return new NoteType(
                ID.in(json),
                NAME.in(json),
                MODIFIED.in(json),
                USN.in(json).intValue(),
                Other.store(json, KNOWN, CONFIG.read(json)),
                FIELDS.in(json).stream().map(Field::of).toList(),
                TEMPLATES.in(json).stream().map(Template::of).toList());
    }

    /// Whether pictures of its formulas are SVG files; else they are PNG.
    public boolean drawsLatexAsSvg() {
        return LATEX_AS_SVG.in(config);
    }

    public ObjectNode toJson() {
        var json = Json.object();
        ID.set(json, id);
        NAME.set(json, name);
        MODIFIED.set(json, modified);
        USN.set(json, (long) usn);
        CONFIG.write(config, json);
        TEMPLATES.set(json, numbered(templates.stream().map(Template::toJson).toList()));
        FIELDS.set(json, numbered(fields.stream().map(Field::toJson).toList()));
        Other.write(config, KNOWN, json);
        return json;
    }

    private static List<ObjectNode> numbered(List<ObjectNode> elements) {
        for (int i = 0; i < elements.size(); i++) {
            elements.get(i).put("ord", i);
        }
        return elements;
    }

    /// The number of the field that notes are sorted by.
    public int sortField() {
        return sortField(config);
    }

    static int sortField(Message config) {
        return Math.clamp(SORT_FIELD.in(config), 0, 0xffff);
    }

    public NoteType withName(String changed) {
        return new NoteType(id, changed, modified, usn, config, fields, templates);
    }

    public NoteType withModified(long changed) {
        return new NoteType(id, name, changed, usn, config, fields, templates);
    }

    public NoteType withUsn(int changed) {
        return new NoteType(id, name, modified, changed, config, fields, templates);
    }

    NoteType withId(long changed) {
        return new NoteType(changed, name, modified, usn, config, fields, templates);
    }

    NoteType withParts(List<Field> changedFields, List<Template> changedTemplates) {
        return new NoteType(id, name, modified, usn, config, changedFields, changedTemplates);
    }

    /// With the members that the stored one has and JSON does not carry.
    NoteType keepUnknown(NoteType stored) {
        var keptFields = new ArrayList<Field>();
        for (int i = 0; i < fields.size(); i++) {
            var field = fields.get(i);
            keptFields.add(i < stored.fields.size() ? field.keepUnknown(stored.fields.get(i)) : field);
        }
        var keptTemplates = new ArrayList<Template>();
        for (int i = 0; i < templates.size(); i++) {
            var template = templates.get(i);
            keptTemplates.add(i < stored.templates.size() ? template.keepUnknown(stored.templates.get(i)) : template);
        }
        return new NoteType(
                id, name, modified, usn, CONFIG.keepUnknown(config, stored.config), keptFields, keptTemplates);
    }

    record Field(String name, Message config) {
        private static final Member<Optional<Long>> ID = presentInt64(9);

        private static final Table CONFIG = new Table(
                Line.of(required("sticky", Kind.ANY_FLAG), flag(1)),
                Line.of(required("rtl", Kind.ANY_FLAG), flag(2)),
                Line.of(required("font", Kind.TEXT), text(3)),
                Line.of(required("size", Kind.UNSIGNED_16), uint32(4)),
                Line.of(optional("description", Kind.TEXT, ""), text(5)),
                Line.of(optional("plainText", Kind.FLAG, false), flag(6)),
                Line.of(optional("collapsed", Kind.FLAG, false), flag(7)),
                Line.of(optional("excludeFromSearch", Kind.FLAG, false), flag(8)),
                Line.of(nullable("id", Kind.WHOLE), ID),
                Line.of(nullable("tag", Kind.UNSIGNED_32), presentUint32(10)),
                Line.of(optional("preventDeletion", Kind.FLAG, false), flag(11)));

        private static final Set<String> KNOWN = Other.known(CONFIG.keys(), "name", "ord");

        static Field of(ObjectNode json) {
            return new Field(NAME.in(json), Other.store(json, KNOWN, CONFIG.read(json)));
        }

        ObjectNode toJson() {
            var json = Json.object();
            NAME.set(json, name);
            CONFIG.write(config, json);
            Other.write(config, KNOWN, json);
            return json;
        }

        Field withName(String changed) {
            return new Field(changed, config);
        }

        Field keepUnknown(Field stored) {
            return ID.in(config).equals(ID.in(stored.config))
                    ? new Field(name, CONFIG.keepUnknown(config, stored.config))
                    : this;
        }
    }

    record Template(String name, Message config) {
        private static final Member<Optional<Long>> ID = presentInt64(8);

        private static final Table CONFIG = new Table(
                Line.of(required("qfmt", Kind.TEXT), text(1)),
                Line.of(orDefault("afmt", Kind.TEXT, ""), text(2)),
                Line.of(orDefault("bqfmt", Kind.TEXT, ""), text(3)),
                Line.of(orDefault("bafmt", Kind.TEXT, ""), text(4)),
                Line.of(nullable("did", Kind.WHOLE), positive(idOrZero(5))),
                Line.of(optional("bfont", Kind.TEXT, ""), text(6)),
                Line.of(optional("bsize", Kind.UNSIGNED_8, 0L), uint32(7)),
                Line.of(nullable("id", Kind.WHOLE), ID));

        private static final Set<String> KNOWN = Other.known(CONFIG.keys(), "name", "ord");

        private static Member<Optional<Long>> positive(Member<Optional<Long>> id) {
            return id.as(stored -> stored.filter(value -> value > 0), sent -> sent);
        }

        static Template of(ObjectNode json) {
            return new Template(NAME.in(json), Other.store(json, KNOWN, CONFIG.read(json)));
        }

        ObjectNode toJson() {
            var json = Json.object();
            NAME.set(json, name);
            CONFIG.write(config, json);
            Other.write(config, KNOWN, json);
            return json;
        }

        Template withName(String changed) {
            return new Template(changed, config);
        }

        Template keepUnknown(Template stored) {
            return ID.in(config).equals(ID.in(stored.config))
                    ? new Template(name, CONFIG.keepUnknown(config, stored.config))
                    : this;
        }
    }
}
