package lectern.account;

import java.security.SecureRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VerifierTest {
    private static final String SHA256 =
            "$pbkdf2-sha256$i=1000,l=32$c2FsdCBvZiBhIHRlc3QhIQ" + "$okrkanC50bj5fJrs9A/l9TkExCxmcOhSIL7dHIaSnsw";
    private static final String SHA512 =
            "$pbkdf2-sha512$i=1000,l=32$c2FsdCBvZiBhIHRlc3QhIQ" + "$78PN933uINz0rl0M/BKGy7jk2j6LkyX/RtoLJd3qL2Q";
    private static final String BCRYPT = "$2b$04$bvS/8TCq/tSdbpuWWXRBWuy02UUOZinFWNC4o/hVkz48rJzwrMit2";

    /// From the tests of the reference implementation.
    private static final String ARGON2 =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @ParameterizedTest
    @ValueSource(strings = {SHA256, SHA512, BCRYPT})
    void hashesOfOtherServersCoverThePasswordInUtf8(String hash) {
        var foreign = ForeignHash.parse(hash).orElseThrow();

        assertThat(foreign.matches("pässwörd")).isTrue();
        assertThat(foreign.matches("passwort")).isFalse();
        assertThat(foreign.matches("")).isFalse();
    }

    @Test
    void argon2IsComputedAsEverybodyElseDoes() {
        assertThat(Argon2id.parse(ARGON2).orElseThrow().matches("password")).isTrue();
        assertThat(Argon2id.parse(ARGON2).orElseThrow().matches("passwort")).isFalse();
        assertThat(ForeignHash.parse(ARGON2).orElseThrow().matches("password")).isTrue();
    }

    @Test
    void oursCostsWhatWeDecidedAndHasASaltOfItsOwn() {
        var random = new SecureRandom();
        var one = Argon2id.of("key", random);
        var other = Argon2id.of("key", random);

        assertThat(one.phc()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(one.current()).isTrue();
        assertThat(Argon2id.parse(ARGON2).orElseThrow().current()).isFalse();
        assertThat(one.matches("key")).isTrue();
        assertThat(one.hash()).isNotEqualTo(other.hash());
        assertThat(Argon2id.parse(one.phc())).contains(one);
    }

    @Test
    void aLongKeyIsNotCutShort() {
        var hash = Argon2id.of("k".repeat(128), new SecureRandom());

        assertThat(hash.matches("k".repeat(127))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "md5:",
                "md5:900150983cd24fb0d6963f7d28e17f72",
                "clear:password",
                "clear:$2b$04$short",
                "clear:$pbkdf2-sha1$i=1000,l=20$c2FsdA$okrkanC50bj5fJrs9A/l9TkExCw",
                "clear:$pbkdf2-sha256$i=0,l=32$c2FsdA$okrkanC50bj5fJrs9A/l9TkExCxmcOhSIL7dHIaSnsw",
                "clear:$pbkdf2-sha256$i=1000,l=32$c2Fsd$okrkanC50bj5fJrs9A/l9TkExCxmcOhSIL7dHIaSnsw",
                "md5:$argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "sha1:$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
            })
    void whatCannotBeCheckedIsNoVerifier(String text) {
        assertThatThrownBy(() -> Verifier.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5:" + ARGON2, "clear:" + ARGON2, "clear:" + SHA256, "clear:" + BCRYPT})
    void theTagLeadsBackToTheVerifier(String text) {
        assertThat(Verifier.parse(text).text()).isEqualTo(text);
        assertThat(Verifier.parse(text).toString()).doesNotContain("$");
    }
}
