package lectern.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import lectern.account.Session.Life;

import static lectern.account.TestStores.owner;
import static lectern.account.TestStores.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Every [Sessions] passes this; a new backend starts by making it pass.
interface SessionsContract {
    /// What the official Anki server makes of `user:pass`.
    String SHA1 = "b2619aa1529dfdc4248e6edbf3c1b2a2b014cf6d";

    TestStores stores();

    @Test
    default void aTokenLeadsToItsCaller() {
        var stores = stores();
        var ana = stores.account("ana");

        var opened = stores.sessions().open(owner(ana), web());

        var session = opened.session();
        assertThat(stores.sessions().find(opened.token()))
                .contains(new Caller(
                        ana,
                        new Credential.Session(
                                session.handle(), SessionKind.WEB, new Scope.Everything(), Optional.empty())));
        assertThat(stores.sessions().list(ana.id())).containsExactly(session);
        assertThat(stores.sessions().find(opened.token() + "x")).isEmpty();
        assertThat(stores.sessions().find(session.handle().value())).isEmpty();
    }

    @Test
    default void eachLogInHasATokenOfItsOwn() {
        var stores = stores();
        var ana = stores.account("ana");

        var tokens = IntStream.range(0, 3)
                .mapToObj(_ -> stores.sessions().open(owner(ana), web()).token())
                .toList();

        assertThat(tokens).doesNotHaveDuplicates();
        assertThat(tokens).allSatisfy(token -> assertThat(token).matches("[0-9A-Za-z_-]{43}"));
        assertThat(stores.sessions()
                        .open(owner(ana), sliding(Duration.ofDays(30), Duration.ofDays(365)))
                        .token())
                .matches("sn1_[0-9A-Za-z_-]{43}");
    }

    @Test
    default void aTokenThatTheClientKnowsAlreadyIsAdopted() {
        var stores = stores();
        var ana = stores.account("ana");

        var session = stores.sessions().adopt(owner(ana), SHA1, anki()).orElseThrow();

        var found = stores.sessions().find(SHA1).orElseThrow();
        assertThat(found.account()).isEqualTo(ana);
        assertThat(stores.sessions().list(ana.id())).containsExactly(session);
    }

    @Test
    default void anAdoptedTokenEndsWithThePasswordItWasMadeOf() {
        var stores = stores();
        var ana = stores.account("ana");
        stores.sessions().adopt(owner(ana), SHA1, anki());

        var changed = stores.accounts().changePassword(ana, TestStores.VERIFIER, true, Optional.empty());

        assertThat(stores.sessions().find(SHA1)).isEmpty();
        assertThat(stores.sessions().adopt(owner(changed), SHA1, anki())).isPresent();
        assertThat(stores.sessions().find(SHA1)).isPresent();
    }

    @Test
    default void anAdoptedTokenCanBeAdoptedAgain() {
        var stores = stores();
        var ana = stores.account("ana");
        stores.sessions().adopt(owner(ana), SHA1, anki());

        var again = stores.sessions().adopt(owner(ana), SHA1, web()).orElseThrow();

        assertThat(stores.sessions().list(ana.id())).containsExactly(again);
    }

    @Test
    default void anAdoptedTokenIsNeverTakenFromAnotherAccount() {
        var stores = stores();
        var ana = stores.account("ana");
        stores.sessions().adopt(owner(ana), SHA1, anki());
        var anaWasRenamed =
                stores.accounts().rename(ana, new AccountName("bob")).orElseThrow();
        var ana2 = stores.account("ana");

        assertThat(stores.sessions().adopt(owner(ana2), SHA1, anki())).isEmpty();
        assertThat(stores.sessions().find(SHA1).orElseThrow().account()).isEqualTo(anaWasRenamed);

        stores.accounts().delete(anaWasRenamed);
        assertThat(stores.sessions().adopt(owner(ana2), SHA1, anki())).isPresent();
        assertThat(stores.sessions().find(SHA1).orElseThrow().account()).isEqualTo(ana2);
    }

    @Test
    default void aTokenIsAdoptedOnlyForAnAccountAsItIs() {
        var stores = stores();
        var ana = stores.account("ana");
        stores.accounts().changeDisabled(ana, true);

        assertThatThrownBy(() -> stores.sessions().adopt(owner(ana), SHA1, anki()))
                .isInstanceOf(StaleAccount.class);
        assertThat(stores.sessions().find(SHA1)).isEmpty();
    }

    @Test
    default void aSessionOpenedWithADeviceKeyCarriesItsScopeAndEndsWithIt() {
        var stores = stores();
        var ana = stores.account("ana");
        var key = stores.deviceKeys().add(ana, "AnkiDroid", new Scope.Anki()).deviceKey();
        var caller = new Caller(ana, new Credential.DeviceKey(key.handle(), key.label(), key.scope()));
        var request = new Session.Request(SessionKind.ANKI, "AnkiDroid", "2.20", new Life.Endless());

        var opened = stores.sessions().open(caller, request);

        var found = stores.sessions().find(opened.token()).orElseThrow();
        assertThat(found.via().scope()).isEqualTo(new Scope.Anki());
        assertThat(found.owner()).isFalse();
        stores.deviceKeys().revoke(ana.id(), key.handle());
        assertThat(stores.sessions().find(opened.token())).isEmpty();
        assertThat(stores.sessions().list(ana.id())).isEmpty();
    }

    @Test
    default void aResetEndsSessionsOfDeviceKeysToo() {
        var stores = stores();
        var ana = stores.account("ana");
        var key = stores.deviceKeys().add(ana, "AnkiDroid", new Scope.Anki()).deviceKey();
        var caller = new Caller(ana, new Credential.DeviceKey(key.handle(), key.label(), key.scope()));
        var opened = stores.sessions().open(caller, web());

        stores.accounts().resetPassword(ana, TestStores.VERIFIER);

        assertThat(stores.sessions().find(opened.token())).isEmpty();
    }

    @Test
    default void aSessionOpensNoOtherSession() {
        var stores = stores();
        var ana = stores.account("ana");
        var inside = stores.sessions()
                .find(stores.sessions().open(owner(ana), web()).token())
                .orElseThrow();

        assertThatThrownBy(() -> stores.sessions().open(inside, web())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void nobodyOpensASessionForAnAccountThatChangedSince() {
        var stores = stores();
        var ana = stores.account("ana");
        stores.accounts().changeDisabled(ana, true);

        assertThatThrownBy(() -> stores.sessions().open(owner(ana), web())).isInstanceOf(StaleAccount.class);
        assertThat(stores.sessions().list(ana.id())).isEmpty();
    }

    @Test
    default void useMakesASlidingSessionLastLongerButNotForEver() {
        var stores = stores();
        var ana = stores.account("ana");
        var opened = stores.sessions().open(owner(ana), sliding(Duration.ofDays(30), Duration.ofDays(50)));
        var start = stores.clock().instant();
        assertThat(opened.session().expiresAt()).contains(start.plus(Duration.ofDays(30)));

        stores.clock().goOn(Duration.ofDays(10));
        use(stores, opened);
        assertThat(expiry(stores, opened)).contains(start.plus(Duration.ofDays(40)));

        stores.clock().goOn(Duration.ofDays(29));
        use(stores, opened);
        assertThat(expiry(stores, opened)).contains(start.plus(Duration.ofDays(50)));

        stores.clock().goOn(Duration.ofDays(11));
        assertThat(stores.sessions().find(opened.token())).isEmpty();
        assertThat(stores.sessions().list(ana.id())).isEmpty();
    }

    @Test
    default void useAfterTheEndRevivesNothing() {
        var stores = stores();
        var ana = stores.account("ana");
        var opened = stores.sessions().open(owner(ana), sliding(Duration.ofMinutes(1), Duration.ofDays(1)));

        stores.clock().goOn(Duration.ofMinutes(1));
        use(stores, opened);

        assertThat(stores.sessions().find(opened.token())).isEmpty();
    }

    @Test
    default void theLongestLifeBoundsTheFirstOneToo() {
        var stores = stores();
        var ana = stores.account("ana");

        var opened = stores.sessions().open(owner(ana), sliding(Duration.ofDays(30), Duration.ofDays(1)));

        assertThat(opened.session().expiresAt())
                .contains(stores.clock().instant().plus(Duration.ofDays(1)));
    }

    @Test
    default void anOlderUseChangesNothing() {
        var stores = stores();
        var ana = stores.account("ana");
        var opened = stores.sessions().open(owner(ana), web());
        var opening = stores.clock().instant();

        stores.sessions().used(Map.of(opened.session().handle(), opening.plusSeconds(5)));
        stores.sessions().used(Map.of(opened.session().handle(), opening.plusSeconds(2)));

        assertThat(stores.sessions().list(ana.id()))
                .extracting(Session::lastUsed)
                .containsExactly(opening.plusSeconds(5));
    }

    @Test
    default void theLastUsedSessionIsListedFirst() {
        var stores = stores();
        var ana = stores.account("ana");
        var first = stores.sessions().open(owner(ana), web());
        stores.clock().goOn(Duration.ofSeconds(1));
        var second = stores.sessions().open(owner(ana), web());
        stores.clock().goOn(Duration.ofSeconds(1));
        use(stores, first);

        assertThat(stores.sessions().list(ana.id()))
                .extracting(Session::handle)
                .containsExactly(first.session().handle(), second.session().handle());
    }

    @Test
    default void anEndedSessionIsOverForWhoRemembersItToo() {
        var stores = stores();
        var ana = stores.account("ana");
        var ben = stores.account("ben");
        var opened = stores.sessions().open(owner(ana), web());
        var handle = opened.session().handle();

        assertThat(stores.sessions().end(ben.id(), handle)).isFalse();
        assertThat(stores.sessions().find(opened.token())).isPresent();
        assertThat(stores.sessions().end(ana.id(), handle)).isTrue();
        assertThat(stores.sessions().find(opened.token())).isEmpty();
        assertThat(stores.sessions().end(ana.id(), handle)).isFalse();
        assertThat(stores.again("ana").stamp()).isGreaterThan(ana.stamp());
    }

    @Test
    default void whoHasTheHandleAloneEndsTheSessionToo() {
        var stores = stores();
        var ana = stores.account("ana");
        var opened = stores.sessions().open(owner(ana), web());
        var handle = opened.session().handle();

        assertThat(stores.sessions().end(handle)).isTrue();
        assertThat(stores.sessions().find(opened.token())).isEmpty();
        assertThat(stores.again("ana").stamp()).isGreaterThan(ana.stamp());
        assertThat(stores.sessions().end(handle)).isFalse();
    }

    @Test
    default void aSessionCanReachLessFarThanWhoOpensIt() {
        var stores = stores();
        var ana = stores.account("ana");
        var notes = Scope.parse("store:notes/:r").orElseThrow();

        var opened = stores.sessions()
                .open(
                        owner(ana),
                        new Session.Request(SessionKind.STORE, "", "", new Life.Endless(), Optional.of(notes)));

        assertThat(stores.sessions().find(opened.token()).orElseThrow().via().scope())
                .isEqualTo(notes);
    }

    @Test
    default void allSessionsOfOneAccountEndTogether() {
        var stores = stores();
        var ana = stores.account("ana");
        var bens = stores.sessions().open(owner(stores.account("ben")), web());
        var tokens = Stream.of(web(), web())
                .map(request -> stores.sessions().open(owner(ana), request).token())
                .toList();

        stores.sessions().endAll(ana.id());

        assertThat(tokens)
                .allSatisfy(token -> assertThat(stores.sessions().find(token)).isEmpty());
        assertThat(stores.sessions().find(bens.token())).isPresent();
        assertThat(stores.again("ana").stamp()).isGreaterThan(ana.stamp());
    }

    @Test
    default void theSessionsOfADisabledAccountAreFound() {
        var stores = stores();
        var ana = stores.account("ana");
        var opened = stores.sessions().open(owner(ana), web());
        stores.accounts().changeDisabled(ana, true);

        assertThat(stores.sessions().find(opened.token()))
                .hasValueSatisfying(
                        caller -> assertThat(caller.account().disabled()).isTrue());
    }

    @Test
    default void expiredSessionsAreRemovedInBatches() {
        var stores = stores();
        var ana = stores.account("ana");
        var endless = stores.sessions().open(owner(ana), web());
        for (int i = 0; i < 3; i++) {
            stores.sessions().open(owner(ana), sliding(Duration.ofMinutes(1), Duration.ofMinutes(1)));
        }
        var now = stores.clock().instant();

        assertThat(stores.sessions().deleteExpired(now, 2)).isZero();
        var later = now.plus(Duration.ofMinutes(1));
        assertThat(stores.sessions().deleteExpired(later, 2)).isEqualTo(2);
        assertThat(stores.sessions().deleteExpired(later, 2)).isEqualTo(1);
        assertThat(stores.sessions().list(ana.id())).containsExactly(endless.session());
    }

    @Test
    default void theDataOfAnAccountGoesInBatches() {
        var stores = stores();
        var ana = stores.account("ana");
        var bens = stores.sessions().open(owner(stores.account("ben")), web());
        for (int i = 0; i < 3; i++) {
            stores.sessions().open(owner(ana), web());
        }

        assertThat(stores.sessions().deleteSome(ana.id(), 2)).isEqualTo(2);
        assertThat(stores.sessions().deleteSome(ana.id(), 2)).isEqualTo(1);
        assertThat(stores.sessions().find(bens.token())).isPresent();
    }

    private static Session.Request sliding(Duration idle, Duration longest) {
        return new Session.Request(SessionKind.STORE, "notes", "", new Life.Sliding(idle, longest));
    }

    private static void use(TestStores stores, Session.Opened opened) {
        stores.sessions().used(Map.of(opened.session().handle(), stores.clock().instant()));
    }

    private static Optional<Instant> expiry(TestStores stores, Session.Opened opened) {
        return stores.sessions()
                .find(opened.token())
                .flatMap(caller -> ((Credential.Session) caller.via()).expiresAt());
    }

    private static Session.Request anki() {
        return new Session.Request(SessionKind.ANKI, "AnkiDroid", "2.20", new Life.Endless());
    }
}
