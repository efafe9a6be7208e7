package lectern.kosync.ebook;

import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// XML of strangers, element by element. There are no entities but the five of XML itself, and nothing outside is
/// looked
/// up; elements that stand deeper in each other than any book needs end it.
final class Xml {
    private static final int DEEPEST = 64;
    private static final int LONGEST_TEXT = 4096;

    private static final int LONGEST_DECLARATION = 200;
    private static final Pattern ENCODING =
            Pattern.compile("^[^<]{0,3}<\\?xml[^>]*\\bencoding=[\"']([A-Za-z0-9._-]+)[\"']");

    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader reader;
    private int depth;

    private Xml(XMLStreamReader reader) {
        this.reader = reader;
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    static Xml of(byte[] text) {
        try {
            var decoded = new String(text, charset(text)); // the parser would write on the console what is no UTF-8
            return new Xml(FACTORY.createXMLStreamReader(new StringReader(withoutMark(decoded))));
        } catch (XMLStreamException _) {
            throw new Unreadable();
        }
    }

    /// By the mark in front, else by what the text says in its first line.
    private static Charset charset(byte[] text) {
        if (text.length >= 2 && ((text[0] == -1 && text[1] == -2) || (text[0] == -2 && text[1] == -1))) {
            return StandardCharsets.UTF_16;
        }
        var line = new String(text, 0, Math.min(text.length, LONGEST_DECLARATION), StandardCharsets.ISO_8859_1);
        var said = ENCODING.matcher(line);
        try {
            return said.find() ? Charset.forName(said.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            throw new Unreadable();
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// Goes on to the next begin or end of an element; false at the end of the text.
    boolean next() {
        while (true) {
            switch (event()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (depth > DEEPEST) {
                        throw new Unreadable();
                    }
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    return true;
                }
                case XMLStreamConstants.END_DOCUMENT -> {
                    return false;
                }
                default -> {}
            }
        }
    }

    boolean isBegin(String name) {
        return reader.isStartElement() && reader.getLocalName().equals(name);
    }

    boolean isEnd(String name) {
        return reader.isEndElement() && reader.getLocalName().equals(name);
    }

    /// Of any namespace.
    Optional<String> attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return Optional.of(reader.getAttributeValue(i));
            }
        }
        return Optional.empty();
    }

    /// All text in the element that begins here; goes on to its end.
    String text() {
        var text = new StringBuilder();
        int above = depth - 1;
        while (depth > above) {
            switch (event()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (depth > DEEPEST) {
                        throw new Unreadable();
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() < LONGEST_TEXT) {
                        text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_DOCUMENT -> throw new Unreadable();
                default -> {}
            }
        }
        return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    }

    private int event() {
        try {
            return reader.hasNext() ? reader.next() : XMLStreamConstants.END_DOCUMENT;
        } catch (XMLStreamException _) {
            throw new Unreadable();
        }
    }
}
