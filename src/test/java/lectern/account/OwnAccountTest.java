package lectern.account;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.account.OwnAccount.Result;
import lectern.account.SignInResult.Refused;
import lectern.db.TestDatabase;

import static lectern.account.TestServices.HOME;
import static lectern.account.TestServices.PASSWORD;
import static lectern.account.TestServices.clear;
import static lectern.account.TestServices.md5;
import static lectern.account.TestStores.owner;
import static lectern.account.TestStores.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OwnAccountTest {
    private static final String NEW = "battery staple";

    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    private TestServices services;
    private OwnAccount own;

    @BeforeEach
    void open() {
        services = TestServices.on(database.open());
        own = services.ownAccount();
    }

    @AfterEach
    void close() {
        services.close();
    }

    @Test
    void koreaderChangesThePasswordOfAnAccountThatOnlyItKnows() {
        services.unclaimed("ana");
        var caller = services.signedIn(md5("ana"), Door.KOSYNC);

        assertThat(own.changePassword(caller, md5("ana", NEW))).isEqualTo(new Result.Done());

        assertThat(services.signIn().signInAnew(md5("ana"), Door.KOSYNC, HOME)).isInstanceOf(Refused.class);
        services.signedIn(md5("ana", NEW), Door.KOSYNC);
        assertThat(services.stores().again("ana").claimed()).isFalse();
    }

    @Test
    void ofTwoChangesWithTheSamePasswordOneWins() {
        services.unclaimed("ana");
        var caller = services.signedIn(md5("ana"), Door.KOSYNC);
        own.changePassword(caller, md5("ana", NEW));

        assertThatThrownBy(() -> own.changePassword(caller, md5("ana", "third one")))
                .isInstanceOf(StaleAccount.class);
        services.signedIn(md5("ana", NEW), Door.KOSYNC);
    }

    @Test
    void theSameKeyAgainIsAllowedAndAnEmptyOneIsNot() {
        services.unclaimed("ana");

        assertThat(own.changePassword(services.signedIn(md5("ana"), Door.KOSYNC), md5("ana")))
                .isEqualTo(new Result.Done());
        assertThat(own.changePassword(caller(md5("ana")), new Presented.Md5Key("ana", "")))
                .isInstanceOf(Result.BadPassword.class);
        services.signedIn(md5("ana"), Door.KOSYNC);
    }

    @Test
    void aClaimedAccountAndADeviceKeyChangeNothingAtKOReadersDoor() {
        services.claimed("ana");
        var key = services.stores()
                .deviceKeys()
                .add(services.unclaimed("ben"), "Kindle", new Scope.Reading())
                .key();
        var claimed = services.signedIn(md5("ana"), Door.KOSYNC);
        var basic = services.signedIn(clear("ana"), Door.KOSYNC);
        var byKey = services.signedIn(md5("ben", key), Door.KOSYNC);

        for (var caller : List.of(claimed, basic, byKey)) {
            assertThat(own.changePassword(caller, md5("ana", NEW))).isEqualTo(new Result.NotHere());
            assertThat(own.delete(caller, Door.KOSYNC)).isEqualTo(new Result.NotHere());
        }
        services.signedIn(md5("ana"), Door.KOSYNC);
        services.signedIn(md5("ben"), Door.KOSYNC);
    }

    @Test
    void anAccountThatIsClaimedMeanwhileIsNotTakenOver() {
        services.unclaimed("ana");
        var sniffed = services.signedIn(md5("ana"), Door.KOSYNC);
        services.signedIn(clear("ana"), Door.WEB);

        assertThatThrownBy(() -> own.changePassword(sniffed, md5("ana", NEW))).isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> own.delete(sniffed, Door.KOSYNC)).isInstanceOf(StaleAccount.class);
    }

    @Test
    void aNewClearPasswordKeepsTheCallersSessionAlone() {
        var ana = services.unclaimed("ana");
        var mine = services.stores().sessions().open(owner(ana), web());
        var other = services.stores().sessions().open(owner(ana), web());
        var caller = services.stores().sessions().find(mine.token()).orElseThrow();

        assertThat(own.changePassword(caller, Optional.empty(), NEW, HOME)).isEqualTo(new Result.Done());

        assertThat(services.stores().sessions().find(mine.token())).isPresent();
        assertThat(services.stores().sessions().find(other.token())).isEmpty();
        assertThat(services.stores().again("ana").claimed()).isTrue();
        services.signedIn(new Presented.ClearPassword("ana", NEW), Door.STORE);
        services.signedIn(md5("ana", NEW), Door.KOSYNC);
    }

    @Test
    void theCurrentPasswordMustBeRightWhenItIsGiven() {
        services.claimed("ana");
        var caller = caller(clear("ana"));

        assertThat(own.changePassword(caller, Optional.of("wrong one"), NEW, HOME))
                .isEqualTo(new Result.WrongPassword());
        assertThat(own.changePassword(caller, Optional.of(PASSWORD), "short", HOME))
                .isInstanceOf(Result.BadPassword.class);
        assertThat(own.changePassword(caller, Optional.of(PASSWORD), NEW, HOME)).isEqualTo(new Result.Done());
    }

    @Test
    void theCurrentPasswordCannotBeGuessedThroughAStolenSession() {
        services.claimed("ana");
        var caller = caller(clear("ana"));
        for (int i = 0; i < 10; i++) {
            own.changePassword(caller, Optional.of("guess " + i), NEW, HOME);
        }

        assertThat(own.changePassword(caller, Optional.of("one more"), NEW, HOME))
                .isInstanceOf(Result.Limited.class);
    }

    @Test
    void aScopedCallerChangesNothingAnywhere() {
        var ana = services.claimed("ana");
        var key = services.stores()
                .deviceKeys()
                .add(ana, "app", Scope.parse("store").orElseThrow())
                .key();
        var caller = services.signedIn(new Presented.ClearPassword("ana", key), Door.STORE);

        assertThat(own.changePassword(caller, Optional.empty(), NEW, HOME)).isEqualTo(new Result.NotHere());
        assertThat(own.delete(caller, Door.STORE)).isEqualTo(new Result.NotHere());
    }

    @Test
    void aResetClaimsTheAccountAndEndsWhatWasSignedIn() {
        var ana = services.unclaimed("ana");
        var session = services.stores().sessions().open(owner(ana), web());
        services.stores().deviceKeys().add(ana, "Kindle", new Scope.Reading());

        assertThat(own.resetPassword(ana, "short")).isInstanceOf(Result.BadPassword.class);
        assertThat(own.resetPassword(ana, NEW)).isEqualTo(new Result.Done());

        assertThat(services.stores().sessions().find(session.token())).isEmpty();
        assertThat(services.stores().deviceKeys().list(ana.id())).isEmpty();
        assertThat(services.signedIn(md5("ana", NEW), Door.KOSYNC).via())
                .isEqualTo(new Credential.AccountPassword(true));
    }

    @Test
    void aDeletedAccountIsGoneAndItsNameIsFree() {
        services.unclaimed("ana");
        var caller = services.signedIn(md5("ana"), Door.KOSYNC);

        assertThat(own.delete(caller, Door.KOSYNC)).isEqualTo(new Result.Done());

        assertThat(services.signIn().signInAnew(md5("ana"), Door.KOSYNC, HOME)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> own.delete(caller, Door.KOSYNC)).isInstanceOf(StaleAccount.class);
        services.claimed("ana");
        assertThat(own.delete(caller(clear("ana")), Door.WEB)).isEqualTo(new Result.Done());
    }

    @Test
    void whenTooManyPasswordsWaitNothingChanges() {
        services.claimed("ana");
        var caller = caller(clear("ana"));
        services.hashing().close();

        assertThat(own.changePassword(caller, Optional.empty(), NEW, HOME)).isInstanceOf(Result.Busy.class);
        assertThat(services.stores().again("ana")).isEqualTo(caller.account());
    }

    private Caller caller(Presented presented) {
        var door = presented instanceof Presented.Md5Key ? Door.KOSYNC : Door.WEB;
        return ((SignInResult.SignedIn) services.signIn().signInAnew(presented, door, HOME)).caller();
    }
}
