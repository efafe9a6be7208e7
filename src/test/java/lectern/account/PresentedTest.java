package lectern.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PresentedTest {
    @Test
    void aKeyOf32HexDigitsIsTheSameInEitherCase() {
        var upper = new Presented.Md5Key("ana", "3CB4E732631F47E6EB961F34554B7CDE");

        assertThat(upper.md5Key()).isEqualTo(new Presented.ClearPassword("ana", "correct horse").md5Key());
    }

    @Test
    void otherKeysStandAsTheyAre() {
        assertThat(new Presented.Md5Key("ana", "PassWd123").md5Key()).isEqualTo("PassWd123");
        assertThat(new Presented.Md5Key("ana", "ABCDEF").md5Key()).isEqualTo("ABCDEF");
    }

    @Test
    void nothingThatHoldsASecretPrintsIt() {
        var secret = "hunter2hunter2";
        var handle = new Handle("abc");
        var now = Instant.EPOCH;
        var printed = List.of(
                new Presented.ClearPassword("ana", secret),
                new Presented.Md5Key("ana", secret),
                new Presented.Token(secret),
                new DeviceKey.Created(
                        secret, new DeviceKey(handle, "Kindle", new Scope.Reading(), now, Optional.empty())),
                new Session.Opened(
                        secret,
                        new Session(
                                handle, SessionKind.WEB, new Scope.Everything(), "", "", now, now, Optional.empty())),
                new Invite.Created(secret, new Invite(handle, "", Role.MEMBER, 1, now, Optional.empty())),
                new Accounts.NewAccount(
                        new AccountName("ana"),
                        Optional.empty(),
                        Role.MEMBER,
                        Optional.empty(),
                        false,
                        Optional.of(secret)));

        assertThat(printed).allSatisfy(value -> assertThat(value.toString()).doesNotContain("hunter2"));
    }
}
