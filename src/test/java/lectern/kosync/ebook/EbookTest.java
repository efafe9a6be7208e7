package lectern.kosync.ebook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.calibre.ContentDigest;
import lectern.kosync.book.FileName;
import lectern.kosync.book.Metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class EbookTest {
    private static final String CONTAINER = """
            <?xml version="1.0"?>
            <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
            <rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
            </container>
            """;

    private static final String PACKAGE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <package xmlns="http://www.idpf.org/2007/opf" version="2.0">
            <metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
            <dc:title>  Der
              Wüstenplanet &amp; mehr</dc:title><dc:title>Dune</dc:title>
            <dc:creator opf:role="aut">Frank Herbert</dc:creator>
            <dc:creator opf:role="trl">Ronald Hahn</dc:creator>
            <dc:creator>Brian <b>Herbert</b></dc:creator>
            </metadata>
            <manifest><item title="x"/></manifest>
            </package>
            """;

    private static final String FICTION_BOOK = """
            <FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0">
            <description><title-info><genre>sf</genre>
            <author><first-name>Аркадий</first-name><middle-name>Натанович</middle-name><last-name>Стругацкий</last-name></author>
            <author><nickname>Борис</nickname></author>
            <book-title>Пикник на обочине</book-title>
            </title-info></description>
            <body><title><p>no title</p></title></body></FictionBook>
            """;

    @TempDir
    Path folder;

    @Test
    void anEpubSaysWhatItIs() throws IOException {
        var metadata = read("dune.epub", epub(CONTAINER, PACKAGE)).metadata();

        assertThat(metadata.title()).hasValue("Der Wüstenplanet & mehr");
        assertThat(metadata.authors()).hasValue("Frank Herbert\nBrian Herbert");
    }

    @Test
    void aFictionBookSaysWhatItIs() throws IOException {
        var xml = "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n" + FICTION_BOOK;
        for (var bytes :
                new byte[][] {xml.getBytes(Charset.forName("windows-1251")), ("\uFEFF" + FICTION_BOOK).getBytes(UTF_8)
                }) {
            var metadata = read("piknik.fb2", bytes).metadata();
            assertThat(metadata.title()).hasValue("Пикник на обочине");
            assertThat(metadata.authors()).hasValue("Аркадий Натанович Стругацкий\nБорис");
        }
    }

    @Test
    void aFictionBookMayBeZipped() throws IOException {
        var zipped = zip(Map.of("piknik.fb2", FICTION_BOOK.getBytes(UTF_8)));
        assertThat(read("piknik.fb2.zip", zipped).metadata().title()).hasValue("Пикник на обочине");
    }

    @Test
    void theRestOfALongFictionBookIsNotRead() throws IOException {
        var book = FICTION_BOOK.replace("no title", "word ".repeat(400_000));
        assertThat(read("long.fb2", book.getBytes(UTF_8)).metadata().title()).isPresent();
        assertThat(read("long.fb2.zip", zip(Map.of("long.fb2", book.getBytes(UTF_8))))
                        .metadata()
                        .title())
                .isPresent();
    }

    @Test
    void aKindleFileSaysWhatItIs() throws IOException {
        var utf8 = read("dune.azw3", mobi(65001, "Dune_old", Map.of(100, "Frank Herbert", 503, "Dune: Überblick")));
        assertThat(utf8.metadata().title()).hasValue("Dune: Überblick");
        assertThat(utf8.metadata().authors()).hasValue("Frank Herbert");

        var old = read("dune.mobi", mobi(1252, "Überblick", Map.of()));
        assertThat(old.metadata().title()).hasValue("Überblick");
        assertThat(old.metadata().authors()).isEmpty();
    }

    @Test
    void everyFileHasBothDigests() throws IOException {
        var bytes = new byte[70_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((7 * i + 13) % 251);
        }
        var ebook = read("Leaves of Grass.epub", bytes);

        assertThat(ebook.content()).hasToString("3c085b87557aa2f0d16e2fc470186ac1");
        assertThat(ebook.byName()).hasToString("1cc31f6b3e189528e34e5edc8bb9890a");
        assertThat(ebook.metadata()).isEqualTo(Metadata.NONE);
        assertThat(read("empty.txt", new byte[0]).content()).hasToString("d41d8cd98f00b204e9800998ecf8427e");
    }

    @Test
    void theDigestIsThatOfTheFileOnDisk() throws IOException {
        var file = Files.write(folder.resolve("dune.epub"), epub(CONTAINER, PACKAGE));
        assertThat(read("dune.epub", Files.readAllBytes(file)).content()).hasToString(ContentDigest.of(file));
    }

    @Test
    void nothingOutsideIsOpenedForAHostileBook() throws IOException {
        var secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
        var hostile = """
                <!DOCTYPE package [<!ENTITY file SYSTEM "%s"><!ENTITY bomb "ha"><!ENTITY more "&bomb;&bomb;">]>
                <package><metadata><title>before &file; &more;</title></metadata></package>
                """.formatted(secret.toUri());

        var title = read("hostile.epub", epub(CONTAINER, hostile)).metadata().title();
        assertThat(title.orElse("")).doesNotContain("secret").doesNotContain("haha");
        assertThat(read("hostile.fb2", hostile.replace("package", "FictionBook").getBytes(UTF_8))
                        .metadata()
                        .title()
                        .orElse(""))
                .doesNotContain("secret");
    }

    @Test
    void aBillionLaughsAreNotLaughed() throws IOException {
        var entities = new StringBuilder("<!ENTITY e0 \"laugh\">");
        for (int i = 1; i < 12; i++) {
            entities.append("<!ENTITY e%d \"%s\">".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
        }
        var hostile =
                "<!DOCTYPE package [" + entities + "]><package><metadata><title>&e11;</title></metadata></package>";

        assertThat(read("laugh.epub", epub(CONTAINER, hostile))
                        .metadata()
                        .title()
                        .orElse(""))
                .doesNotContain("laugh");
    }

    @Test
    void whatUnpacksToFarTooMuchIsNotUnpacked() throws IOException {
        var bomb = zip(Map.of("META-INF/container.xml", new byte[50 << 20]));
        assertThat(bomb.length).isLessThan(100_000);
        assertThat(read("bomb.epub", bomb).metadata()).isEqualTo(Metadata.NONE);

        var packageBomb = epub(CONTAINER, PACKAGE.replace("<manifest>", "<manifest>" + " ".repeat(3 << 20)));
        assertThat(read("bomb.epub", packageBomb).metadata()).isEqualTo(Metadata.NONE);
    }

    @Test
    void elementsWithoutAnEndEndIt() throws IOException {
        var deep = "<a>".repeat(500_000);
        assertThat(read("deep.fb2", ("<FictionBook>" + deep).getBytes(UTF_8)).metadata())
                .isEqualTo(Metadata.NONE);
        assertThat(read("deep.epub", epub(CONTAINER, "<package><metadata><title>" + deep))
                        .metadata())
                .isEqualTo(Metadata.NONE);
    }

    @Test
    void aTextHasAnEnd() throws IOException {
        var title = read(
                        "long.epub",
                        epub(CONTAINER, PACKAGE.replace("Dune", "x").replace("mehr", "y".repeat(1 << 20))))
                .metadata()
                .title()
                .orElseThrow();
        assertThat(title).hasSize(512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<", "<?xml", "<package", "<package><metadata/></package>", "no xml", "\0\0\0\0"})
    void whatIsNoPackageSaysNothing(String text) throws IOException {
        assertThat(read("odd.epub", epub(CONTAINER, text)).metadata()).isEqualTo(Metadata.NONE);
        assertThat(read("odd.epub", epub(text, PACKAGE)).metadata()).isEqualTo(Metadata.NONE);
        assertThat(read("odd.fb2", text.getBytes(UTF_8)).metadata()).isEqualTo(Metadata.NONE);
    }

    @Test
    void whateverIsDamagedIsReadWithoutAFault() throws IOException {
        var random = new Random(20261121);
        for (var whole : new byte[][] {
            epub(CONTAINER, PACKAGE),
            zip(Map.of("piknik.fb2", FICTION_BOOK.getBytes(UTF_8))),
            FICTION_BOOK.getBytes(UTF_8),
            mobi(65001, "Dune", Map.of(100, "Frank Herbert", 503, "Dune"))
        }) {
            for (int round = 0; round < 300; round++) {
                var damaged = Arrays.copyOf(whole, random.nextInt(4) > 0 ? whole.length : random.nextInt(whole.length));
                for (int i = 0; i < 1 + round % 8 && damaged.length > 0; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                assertThat(read(round % 2 == 0 ? "a.epub" : "a.fb2.zip", damaged)
                                .content())
                        .isNotNull();
            }
        }
    }

    private static Ebook read(String name, byte[] bytes) throws IOException {
        return Ebook.read(new FileName(name), new Bytes() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public int read(ByteBuffer to, long from) {
                if (from >= bytes.length) {
                    return -1;
                }
                int some = (int) Math.min(Math.min(to.remaining(), 1000), bytes.length - from); // as a disk may
                to.put(bytes, (int) from, some);
                return some;
            }
        });
    }

    private static byte[] epub(String container, String document) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("mimetype", "application/epub+zip".getBytes(UTF_8));
        entries.put("META-INF/container.xml", container.getBytes(UTF_8));
        entries.put("OEBPS/content.opf", document.getBytes(UTF_8));
        return zip(entries);
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] mobi(int encoding, String name, Map<Integer, String> extra) {
        var charset = encoding == 65001 ? UTF_8 : Charset.forName("windows-1252");
        var file = ByteBuffer.allocate(8192);
        file.put(60, "BOOKMOBI".getBytes(StandardCharsets.ISO_8859_1))
                .putShort(76, (short) 1)
                .putInt(78, 100);
        var record = file.slice(100, 8092);
        record.put(16, "MOBI".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(20, 0xE8)
                .putInt(28, encoding);
        record.putInt(84, 4000).putInt(88, name.getBytes(charset).length).put(4000, name.getBytes(charset));
        record.putInt(128, extra.isEmpty() ? 0 : 0x40);
        record.position(16 + 0xE8)
                .put("EXTH".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(0)
                .putInt(extra.size());
        extra.forEach((type, text) ->
                record.putInt(type).putInt(8 + text.getBytes(charset).length).put(text.getBytes(charset)));
        return file.array();
    }
}
