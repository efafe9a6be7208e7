package lectern.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class GatheringAppenderTest {
    private final Written written = new Written();
    private final LoggerContext context = new LoggerContext();
    private final ch.qos.logback.classic.Logger log = logger();

    private ch.qos.logback.classic.Logger logger() {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        var appender = new GatheringAppender(written);
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        var logger = context.getLogger("test");
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
        return logger;
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void whatIsLoggedIsOutAMomentLater() {
        for (int round = 1; round <= 3; round++) {
            var line = "round " + round;
            log.info(line);
            await().until(() -> written.text().endsWith(line + "\n"));
        }
        assertThat(written.text()).isEqualTo("round 1\nround 2\nround 3\n");
    }

    @Test
    void linesThatComeTogetherAreWrittenTogether() {
        var lines = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            log.info("line {}", i);
            lines.append("line ").append(i).append('\n');
        }
        await().until(() -> written.text().length() >= lines.length());

        assertThat(written.text()).isEqualTo(lines.toString());
        assertThat(written.writes()).hasSizeLessThan(500);
    }

    @Test
    void aWarningIsOutAtOnceWithAllBeforeIt() {
        log.info("before");
        log.warn("a warning");

        assertThat(written.text()).isEqualTo("before\na warning\n");
    }

    @Test
    void aLineOfAnyLengthKeepsItsPlace() {
        var huge = "x".repeat(200_000);
        log.info("before");
        log.info(huge);
        log.warn("after");

        assertThat(written.text()).isEqualTo("before\n" + huge + "\nafter\n");
    }

    @Test
    void whenTheProgramEndsNothingIsLeftOver() {
        log.info("last words");
        context.stop();

        assertThat(written.text()).isEqualTo("last words\n");
    }

    private static final class Written extends OutputStream {
        private final List<byte[]> writes = new CopyOnWriteArrayList<>();

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            writes.add(Arrays.copyOfRange(from, offset, offset + length));
        }

        List<byte[]> writes() {
            return writes;
        }

        String text() {
            var all = new ByteArrayOutputStream();
            writes.forEach(all::writeBytes);
            return all.toString(UTF_8);
        }
    }
}
