/// The collection file of Anki as a format: its schema 18, how its rows look as the JSON of schema 11 that travels,
/// and how a whole file becomes one of the other schema.
///
/// The tables in [NoteType], [Deck] and [Preset] say for each key of the JSON how it is read and which member of
/// the protobuf blob holds it. Nothing is lost that this program does not know: unknown keys are kept in the member
/// `other`, unknown members stay where they are.
@NullMarked
package lectern.anki.schema;

import org.jspecify.annotations.NullMarked;
