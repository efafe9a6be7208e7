package lectern.account;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.account.Registration.Result;
import lectern.db.TestDatabase;

import static lectern.account.TestServices.ELSEWHERE;
import static lectern.account.TestServices.HOME;
import static lectern.account.TestServices.PASSWORD;
import static lectern.account.TestServices.clear;
import static lectern.account.TestServices.md5;
import static org.assertj.core.api.Assertions.assertThat;

class RegistrationTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    private TestServices services;

    @BeforeEach
    void open() {
        services = TestServices.on(database.open());
    }

    @AfterEach
    void close() {
        services.close();
    }

    @Test
    void aNameCanBeTakenOnceOnAllProtocolsTogether() {
        var made = register(md5("Ana"));

        assertThat(made).isEqualTo(new Result.Registered(services.stores().again("ana")));
        assertThat(services.stores().again("ana").claimed()).isFalse();
        assertThat(register(clear("ANA"))).isEqualTo(new Result.NameTaken());
        assertThat(register(clear("Ben"))).isInstanceOf(Result.Registered.class);
        assertThat(services.stores().again("ben").claimed()).isTrue();
        assertThat(services.stores().again("ben").role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void aTakenNameCostsNoHash() {
        register(md5("ana"));
        services.hashing().close();

        assertThat(register(md5("ana"))).isEqualTo(new Result.NameTaken());
        assertThat(register(md5("ben"))).isInstanceOf(Result.Busy.class);
    }

    @Test
    void aClosedServerLooksAtNothing() {
        switchTo(RegistrationMode.CLOSED);
        var invite = services.stores()
                .invites()
                .add("", Role.MEMBER, 1, Optional.empty())
                .code();

        assertThat(services.askedBy(() -> {
                    assertThat(services.registration().register(md5("a:b"), Optional.of(invite), HOME))
                            .isEqualTo(new Result.Closed());
                }))
                .isZero();
    }

    @Test
    void badNamesAndPasswordsAreToldWhy() {
        assertThat(register(md5("a:b"))).isInstanceOf(Result.BadName.class);
        assertThat(register(clear(" "))).isInstanceOf(Result.BadName.class);
        assertThat(register(new Presented.Md5Key("ana", ""))).isInstanceOf(Result.BadPassword.class);
        assertThat(register(new Presented.Md5Key("ana", "k".repeat(129)))).isInstanceOf(Result.BadPassword.class);
        assertThat(register(password("ana", "seven77"))).isInstanceOf(Result.BadPassword.class);
        assertThat(register(password("ana", "é".repeat(513)))).isInstanceOf(Result.BadPassword.class);
        assertThat(register(password("ana@example.org", "ANA@example.org"))).isInstanceOf(Result.BadPassword.class);
        assertThat(services.stores().accounts().list(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void theLimitsOfPasswordsAndKeysThemselvesAreAllowed() {
        assertThat(register(password("ana", "\uD83D\uDE00".repeat(8)))).isInstanceOf(Result.Registered.class);
        assertThat(register(password("ben", "é".repeat(512)))).isInstanceOf(Result.Registered.class);
        assertThat(register(new Presented.Md5Key("cleo", "k"))).isInstanceOf(Result.Registered.class);
        assertThat(register(new Presented.Md5Key("dora", "k".repeat(128)))).isInstanceOf(Result.Registered.class);
    }

    @Test
    void anInviteOpensTheDoorOnceAndGivesItsRole() {
        switchTo(RegistrationMode.INVITE);
        var code = services.stores()
                .invites()
                .add("", Role.ADMIN, 1, Optional.empty())
                .code();

        assertThat(register(md5("ana"))).isEqualTo(new Result.Closed());
        assertThat(register(md5("ana"), "nonsense")).isEqualTo(new Result.Closed());
        assertThat(register(md5("a:b"), code)).isInstanceOf(Result.BadName.class);
        assertThat(register(md5("ana"), code)).isInstanceOf(Result.Registered.class);
        assertThat(services.stores().again("ana").role()).isEqualTo(Role.ADMIN);
        assertThat(register(md5("ben"), code)).isEqualTo(new Result.Closed());
    }

    @Test
    void tenAMinuteFromOneNetworkAreEnough() {
        for (int i = 0; i < 10; i++) {
            register(new Presented.Md5Key("bad/name", "key")); // what is not well-formed does not count
        }
        register(md5("ana"));
        for (int i = 0; i < 9; i++) {
            assertThat(register(md5("ana"))).isEqualTo(new Result.NameTaken());
        }

        assertThat(register(md5("ben"))).isEqualTo(new Result.Limited(Duration.ofMinutes(1)));
        assertThat(services.registration().register(md5("ben"), Optional.empty(), ELSEWHERE))
                .isInstanceOf(Result.Registered.class);
        services.stores().clock().goOn(Duration.ofMinutes(1));
        assertThat(register(md5("cleo"))).isInstanceOf(Result.Registered.class);
    }

    @Test
    void fiftyADayFromOneNetworkAreEnough() {
        register(md5("ana"));
        for (int i = 1; i < 50; i++) {
            services.stores().clock().goOn(Duration.ofMinutes(1));
            assertThat(register(md5("ana"))).isEqualTo(new Result.NameTaken());
        }
        services.stores().clock().goOn(Duration.ofMinutes(1));

        assertThat(register(md5("ben"))).isInstanceOf(Result.Limited.class);
        services.stores().clock().goOn(Duration.ofDays(1));
        assertThat(register(md5("ben"))).isInstanceOf(Result.Registered.class);
    }

    @Test
    void theOperatorIsBoundByTheRulesOnly() {
        switchTo(RegistrationMode.CLOSED);
        var mail = Optional.of(new MailAddress("ana@example.org"));

        assertThat(services.registration().add("ana", PASSWORD, Role.ADMIN, mail))
                .isInstanceOf(Result.Registered.class);

        var ana = services.stores().again("ana@example.org");
        assertThat(ana.role()).isEqualTo(Role.ADMIN);
        assertThat(ana.claimed()).isTrue();
        assertThat(services.registration().add("ANA", PASSWORD, Role.MEMBER, Optional.empty()))
                .isEqualTo(new Result.NameTaken());
        assertThat(services.registration().add("ben", PASSWORD, Role.MEMBER, mail))
                .isEqualTo(new Result.NameTaken());
        assertThat(services.registration().add("ben", "short", Role.MEMBER, Optional.empty()))
                .isInstanceOf(Result.BadPassword.class);
        assertThat(services.registration().add("a,b", PASSWORD, Role.MEMBER, Optional.empty()))
                .isInstanceOf(Result.BadName.class);
    }

    private void switchTo(RegistrationMode mode) {
        services.close();
        services = TestServices.on(database.open(), mode, true);
    }

    private Result register(Presented.Named wanted) {
        return services.registration().register(wanted, Optional.empty(), HOME);
    }

    private Result register(Presented.Named wanted, String invite) {
        return services.registration().register(wanted, Optional.of(invite), HOME);
    }

    private static Presented.ClearPassword password(String name, String password) {
        return new Presented.ClearPassword(name, password);
    }
}
