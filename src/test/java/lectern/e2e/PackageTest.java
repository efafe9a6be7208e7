package lectern.e2e;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The archive holds all that it needs, wherever it is unpacked.
@Tag("e2e")
class PackageTest {
    @TempDir
    Path folder;

    @Test
    void theServerRunsOnTheJavaThatCameWithIt() throws Exception {
        try (var server = ServerProcess.start(Packaged.SCRIPT, folder, Map.of())) {
            assertThat(Path.of("/proc/" + server.pid() + "/exe").toRealPath())
                    .isEqualTo(Packaged.HOME.resolve("runtime/bin/java").toRealPath());
        }
    }

    @Test
    void theAotCacheFitsTheFlagsAndTheJarsItIsUsedWith() {
        var insist = Map.of("JAVA_OPTS", "-XX:AOTMode=on"); // java then refuses to start without a cache that fits
        try (var server = ServerProcess.start(Packaged.SCRIPT, folder, insist)) {
            assertThat(server.log()).doesNotContain("AOT");
        }
    }

    @Test
    void theLicenceAndAServiceFileComeWithIt() {
        assertThat(Packaged.HOME.resolve("LICENSE")).content().contains("GNU AFFERO GENERAL PUBLIC LICENSE");
        assertThat(Packaged.HOME.resolve("lectern.service")).content().contains("ExecStart=", "serve");
    }

    @Test
    void namesInAnyScriptReachTheServerWithoutALocale() {
        ServerProcess.run(Packaged.SCRIPT, folder, "пароль-пароль\n", "user", "add", "Аня");

        assertThat(ServerProcess.run(Packaged.SCRIPT, folder, "", "user", "list"))
                .contains("Аня");
    }
}
