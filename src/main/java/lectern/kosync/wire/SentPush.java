package lectern.kosync.wire;

import lectern.kosync.book.Device;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.FileName;
import lectern.kosync.book.Metadata;
import lectern.kosync.book.Place;
import lectern.kosync.book.Push;

/// A push as it came over the wire.
///
/// @param document as it was spelt, because the answer repeats it
public record SentPush(String document, Push push) {
    /// KOReader never sends more than 1; programs that divide page numbers sometimes do, by a hair.
    private static final double LARGEST = 1.0001;

    public static SentPush parse(Fields sent, Face face, boolean strictDocuments) {
        var document = sent.textIfAny("document").orElseThrow(() -> new Refusal(new KosyncError.DocumentInvalid()));
        var id = DocumentId.parse(document).orElseThrow(() -> new Refusal(new KosyncError.DocumentInvalid()));
        if (strictDocuments && !id.isStrict()) {
            throw new Refusal(new KosyncError.DocumentNotStrict());
        }
        return new SentPush(
                document,
                new Push(
                        id,
                        place(sent, face),
                        percentage(sent),
                        new Device(
                                device(sent.requiredText("device"), "device", face),
                                sent.text("device_id").map(name -> device(name, "device_id", face))),
                        sent.textIfAny("filename").flatMap(FileName::parse),
                        metadata(sent)));
    }

    private static Place place(Fields sent, Face face) {
        var text =
                sent.textOrNumber("progress").orElseThrow(() -> new Refusal(new KosyncError.InvalidField("progress")));
        return Place.parse(present(text, "progress", face))
                .orElseThrow(() -> new Refusal(new KosyncError.InvalidField("progress")));
    }

    private static double percentage(Fields sent) {
        var number = sent.number("percentage");
        var percentage = number.doubleValue();
        if (number.signum() < 0 || percentage > LARGEST) {
            throw new Refusal(new KosyncError.InvalidField("percentage"));
        }
        return Math.min(percentage, 1);
    }

    private static String device(String text, String field, Face face) {
        if (!Device.isValid(present(text, field, face))) {
            throw new Refusal(new KosyncError.InvalidField(field));
        }
        return text;
    }

    /// The official server takes empty texts, and dropping a position is worse than keeping a nameless device. The
    /// Python progress server refuses them, and its users' scripts may rely on it.
    private static String present(String text, String field, Face face) {
        if (text.isEmpty() && face != Face.VENDOR) {
            throw new Refusal(new KosyncError.EmptyField(field));
        }
        return text;
    }

    private static Metadata metadata(Fields sent) {
        return sent.object("metadata")
                .map(said -> new Metadata(
                        said.textIfAny("filename").flatMap(FileName::parse),
                        said.textIfAny("title"),
                        said.textIfAny("authors")))
                .orElse(Metadata.NONE);
    }
}
