package lectern.account;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import lectern.account.Accounts.Creation;
import lectern.account.Accounts.NewAccount;

import static lectern.account.TestStores.VERIFIER;
import static lectern.account.TestStores.owner;
import static lectern.account.TestStores.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Every [Accounts] passes this; a new backend starts by making it pass.
interface AccountsContract {
    TestStores stores();

    @Test
    default void aNewAccountIsAMemberThatNothingHasHappenedTo() {
        var stores = stores();
        var ana = stores.account("Ana");

        assertThat(ana)
                .isEqualTo(new Account(
                        ana.id(),
                        new AccountName("Ana"),
                        Optional.empty(),
                        Role.MEMBER,
                        false,
                        false,
                        false,
                        1,
                        stores.clock().instant()));
        assertThat(stores.accounts().find(ana.id())).contains(ana);
    }

    @Test
    default void nameAndMailAddressAreFoundInAnyCaseAndShownAsFirstSpelt() {
        var stores = stores();
        var mail = Optional.of(new MailAddress("Ana@Example.org"));
        var ana = stores.accounts().changeMail(stores.account("Ána Maße"), mail).orElseThrow();

        assertThat(Stream.of("ÁNA MASSE", "  a\u0301na masse ", "ana@example.ORG"))
                .allSatisfy(
                        spelling -> assertThat(stores.accounts().find(spelling)).contains(ana));
        assertThat(ana.name().value()).isEqualTo("Ána Maße");
        assertThat(ana.mail()).isEqualTo(mail);
        assertThat(stores.accounts().find("ben")).isEmpty();
    }

    @Test
    default void namesAndMailAddressesAreOneSetOfNames() {
        var stores = stores();
        stores.account("ana@example.org");
        var ben = stores.account("ben");

        assertThat(stores.accounts().changeMail(ben, Optional.of(new MailAddress("ANA@example.org"))))
                .isEmpty();
        var withMail = stores.accounts()
                .changeMail(ben, Optional.of(new MailAddress("ben@example.org")))
                .orElseThrow();
        assertThat(stores.accounts().create(wanted("Ben@Example.org"))).isEqualTo(new Creation.NameTaken());
        assertThat(stores.accounts().create(wanted("Ben"))).isEqualTo(new Creation.NameTaken());
        assertThat(stores.again("ben")).isEqualTo(withMail);
    }

    @Test
    default void somebodyMayBeCalledAsTheirMailAddress() {
        var stores = stores();
        var ana = stores.account("ana@example.org");

        var withMail = stores.accounts()
                .changeMail(ana, Optional.of(new MailAddress("ana@example.org")))
                .orElseThrow();
        assertThat(stores.accounts().changeMail(withMail, Optional.empty())).isPresent();
        assertThat(stores.accounts().find("ana@example.org")).isPresent();
    }

    @Test
    default void ofManyAtOnceExactlyOneGetsTheName() throws Exception {
        var stores = stores();

        var results = atOnce(IntStream.range(0, 8)
                .<Callable<Creation>>mapToObj(i -> () -> stores.accounts().create(wanted(i % 2 == 0 ? "ana" : "ANA")))
                .toList());

        assertThat(results).filteredOn(Creation.Created.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(new Creation.NameTaken()::equals).hasSize(7);
        assertThat(stores.accounts().list(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    default void anInviteIsUsedUpWithTheAccountItMakes() {
        var stores = stores();
        var code = stores.invites().add("", Role.MEMBER, 2, Optional.empty()).code();

        assertThat(stores.accounts().create(invited("ana", code))).isInstanceOf(Creation.Created.class);
        assertThat(stores.accounts().create(invited("ana", code))).isEqualTo(new Creation.NameTaken());
        assertThat(stores.accounts().create(invited("ben", code))).isInstanceOf(Creation.Created.class);
        assertThat(stores.accounts().create(invited("cleo", code))).isEqualTo(new Creation.InviteUsedUp());
        assertThat(stores.accounts().find("cleo")).isEmpty();
    }

    @Test
    default void anInviteForOneMakesOneAccountHoweverManyUseItAtOnce() throws Exception {
        var stores = stores();
        var code = stores.invites().add("", Role.MEMBER, 1, Optional.empty()).code();

        var results = atOnce(IntStream.range(0, 8)
                .<Callable<Creation>>mapToObj(i -> () -> stores.accounts().create(invited("guest " + i, code)))
                .toList());

        assertThat(results).filteredOn(Creation.Created.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(new Creation.InviteUsedUp()::equals).hasSize(7);
    }

    @Test
    default void anInviteThatIsUnknownRevokedOrExpiredMakesNoAccount() {
        var stores = stores();
        var revoked = stores.invites().add("", Role.MEMBER, 1, Optional.empty());
        stores.invites().revoke(revoked.invite().handle());
        var soon = Optional.of(stores.clock().instant().plusSeconds(60));
        var expired = stores.invites().add("", Role.MEMBER, 1, soon);
        stores.clock().goOn(Duration.ofSeconds(60));

        assertThat(Stream.of("nonsense", revoked.code(), expired.code()))
                .allSatisfy(code -> assertThat(stores.accounts().create(invited("ana", code)))
                        .isEqualTo(new Creation.InviteUsedUp()));
    }

    @Test
    default void signingInNeedsOneLook() {
        var stores = stores();
        var ana = stores.account("Ana");
        var ben = stores.account("Ben");
        var kindle = stores.deviceKeys().add(ana, "Kindle", new Scope.Reading());
        var hash = Tokens.hash(Tokens.md5Hex(kindle.key()));

        var withKey = stores.accounts().login("ana", hash).orElseThrow();
        assertThat(withKey.account()).isEqualTo(ana);
        assertThat(withKey.verifier()).contains(VERIFIER);
        assertThat(withKey.deviceKey())
                .contains(new Credential.DeviceKey(kindle.deviceKey().handle(), "Kindle", new Scope.Reading()));
        assertThat(stores.accounts().login("ana", "another").orElseThrow().deviceKey())
                .isEmpty();
        var others = stores.accounts().login("ben", hash).orElseThrow();
        assertThat(others.account()).isEqualTo(ben);
        assertThat(others.deviceKey()).isEmpty();
        assertThat(stores.accounts().login("cleo", hash)).isEmpty();
    }

    @Test
    default void everyChangeRaisesTheStampAndIsRefusedToWhoSawAnOlderOne() {
        var stores = stores();
        var accounts = stores.accounts();
        var ana = stores.account("ana");
        var changes = List.<UnaryOperator<Account>>of(
                account -> accounts.keepVerifier(account, VERIFIER, true),
                account -> accounts.changePassword(account, VERIFIER, true, Optional.empty()),
                account -> accounts.resetPassword(account, VERIFIER),
                account -> accounts.rename(account, new AccountName("Anna")).orElseThrow(),
                account -> accounts.changeMail(account, Optional.of(new MailAddress("a@b.org")))
                        .orElseThrow(),
                account -> accounts.changeRole(account, Role.ADMIN),
                account -> accounts.changeDisabled(account, true),
                account -> accounts.changeKeysOnly(account, true));

        var current = ana;
        for (var change : changes) {
            var changed = change.apply(current);
            assertThat(changed.stamp()).isGreaterThan(current.stamp());
            assertThat(accounts.find(ana.id())).contains(changed);
            var seenBefore = current;
            assertThatThrownBy(() -> change.apply(seenBefore)).isInstanceOf(StaleAccount.class);
            assertThat(accounts.find(ana.id())).contains(changed);
            current = changed;
        }
        assertThat(current)
                .isEqualTo(new Account(
                        ana.id(),
                        new AccountName("Anna"),
                        Optional.of(new MailAddress("a@b.org")),
                        Role.ADMIN,
                        true,
                        true,
                        true,
                        9,
                        ana.createdAt()));
    }

    @Test
    default void aChangedPasswordEndsEverySessionButOneAndNoDeviceKey() {
        var stores = stores();
        var ana = stores.account("ana");
        var kept = stores.sessions().open(owner(ana), web());
        var other = stores.sessions().open(owner(ana), web());
        stores.deviceKeys().add(ana, "Kindle", new Scope.Reading());

        stores.accounts()
                .changePassword(ana, VERIFIER, true, Optional.of(kept.session().handle()));

        assertThat(stores.sessions().find(kept.token())).isPresent();
        assertThat(stores.sessions().find(other.token())).isEmpty();
        assertThat(stores.sessions().list(ana.id())).containsExactly(kept.session());
        assertThat(stores.deviceKeys().list(ana.id())).hasSize(1);
    }

    @Test
    default void aChangedPasswordBringsNoEndedSessionBack() {
        var stores = stores();
        var ended = stores.sessions().open(owner(stores.account("ana")), web());
        stores.accounts().changePassword(stores.again("ana"), VERIFIER, true, Optional.empty());

        stores.accounts()
                .changePassword(
                        stores.again("ana"),
                        VERIFIER,
                        true,
                        Optional.of(ended.session().handle()));

        assertThat(stores.sessions().find(ended.token())).isEmpty();
    }

    @Test
    default void aResetEndsEverySessionAndDeviceKey() {
        var stores = stores();
        var ana = stores.account("ana");
        var session = stores.sessions().open(owner(ana), web());
        var kindle = stores.deviceKeys().add(ana, "Kindle", new Scope.Reading());

        var reset = stores.accounts().resetPassword(ana, VERIFIER);

        assertThat(reset.claimed()).isTrue();
        assertThat(stores.sessions().find(session.token())).isEmpty();
        assertThat(stores.sessions().list(ana.id())).isEmpty();
        assertThat(stores.deviceKeys().list(ana.id())).isEmpty();
        assertThat(stores.accounts()
                        .login("ana", Tokens.hash(Tokens.md5Hex(kindle.key())))
                        .orElseThrow()
                        .deviceKey())
                .isEmpty();
        assertThat(stores.deviceKeys().add(reset, "Kobo", new Scope.Reading())).isNotNull();
        assertThat(stores.deviceKeys().list(ana.id())).hasSize(1);
    }

    @Test
    default void anotherNameFreesTheOldOneAndTakesNobodyElses() {
        var stores = stores();
        var ana = stores.account("ana");
        stores.account("ben");

        assertThat(stores.accounts().rename(ana, new AccountName("BEN"))).isEmpty();
        assertThat(stores.again("ana")).isEqualTo(ana);
        var capital = stores.accounts().rename(ana, new AccountName("ANA")).orElseThrow();
        assertThat(capital.name().value()).isEqualTo("ANA");
        stores.accounts().rename(capital, new AccountName("anna"));
        assertThat(stores.accounts().find("ana")).isEmpty();
        assertThat(stores.account("ana").id()).isNotEqualTo(ana.id());
    }

    @Test
    default void aDeletedAccountIsGoneEverywhereAtOnceAndItsNamesAreFree() {
        var stores = stores();
        var mail = Optional.of(new MailAddress("ana@example.org"));
        var ana = stores.accounts().changeMail(stores.account("ana"), mail).orElseThrow();
        var session = stores.sessions().open(owner(ana), web());
        var kindle = stores.deviceKeys().add(ana, "Kindle", new Scope.Reading());

        stores.accounts().delete(ana);

        assertThat(stores.accounts().find(ana.id())).isEmpty();
        assertThat(stores.accounts().find("ana")).isEmpty();
        assertThat(stores.accounts().login("ana@example.org", Tokens.hash(Tokens.md5Hex(kindle.key()))))
                .isEmpty();
        assertThat(stores.accounts().list(Optional.empty(), 10)).isEmpty();
        assertThat(stores.sessions().find(session.token())).isEmpty();
        assertThat(stores.sessions().list(ana.id())).isEmpty();
        assertThat(stores.deviceKeys().list(ana.id())).isEmpty();
        assertThatThrownBy(() -> stores.accounts().delete(ana)).isInstanceOf(StaleAccount.class);
        var successor = stores.account("ana");
        assertThat(stores.accounts().changeMail(successor, mail)).isPresent();
        assertThat(stores.sessions().list(successor.id())).isEmpty();
    }

    @Test
    default void aDeletedAccountIsKnownUntilItIsForgotten() {
        var stores = stores();
        var ana = stores.account("ana");
        var ben = stores.account("ben");
        stores.accounts().delete(ana);

        assertThat(stores.accounts().deleted(10)).containsExactly(ana.id());
        stores.accounts().forget(ana.id());
        assertThat(stores.accounts().deleted(10)).isEmpty();
        stores.accounts().forget(ben.id());
        assertThat(stores.accounts().find(ben.id())).contains(ben);
    }

    @Test
    default void nobodyDeletesWhatTheyHaveNotSeen() {
        var stores = stores();
        var ana = stores.account("ana");
        var changed = stores.accounts().changeRole(ana, Role.ADMIN);

        assertThatThrownBy(() -> stores.accounts().delete(ana)).isInstanceOf(StaleAccount.class);
        assertThat(stores.again("ana")).isEqualTo(changed);
    }

    @Test
    default void accountsAreListedInPagesInTheOrderTheyWereMade() {
        var stores = stores();
        var made = Stream.of("ana", "ben", "cleo", "dora", "emil")
                .map(name -> {
                    stores.clock().goOn(Duration.ofSeconds(1));
                    return stores.account(name);
                })
                .toList();

        var first = stores.accounts().list(Optional.empty(), 2);
        var second = stores.accounts().list(Optional.of(first.getLast().id()), 2);
        var third = stores.accounts().list(Optional.of(second.getLast().id()), 2);

        assertThat(Stream.of(first, second, third).flatMap(List::stream)).containsExactlyElementsOf(made);
        assertThat(third).hasSize(1);
    }

    @Test
    default void aWriteUnderAnOlderStampStoresNothing() {
        var stores = stores();
        var ana = stores.account("ana");
        var changed = stores.accounts().changeRole(ana, Role.ADMIN);

        assertThatThrownBy(() -> stores.database().write(tx -> {
                    tx.update(
                            "update account set claimed = 1 where id = ?",
                            ana.id().value());
                    StampGuard.check(tx, ana);
                    return true;
                }))
                .isInstanceOf(StaleAccount.class);
        assertThat(stores.again("ana").claimed()).isFalse();
        stores.database().<Boolean>read(tx -> {
            StampGuard.check(tx, changed);
            return true;
        });
    }

    private static NewAccount wanted(String name) {
        return new NewAccount(
                new AccountName(name), Optional.empty(), Role.MEMBER, Optional.of(VERIFIER), false, Optional.empty());
    }

    private static NewAccount invited(String name, String code) {
        return new NewAccount(
                new AccountName(name), Optional.empty(), Role.MEMBER, Optional.of(VERIFIER), false, Optional.of(code));
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        var barrier = new CyclicBarrier(calls.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = calls.stream()
                    .map(call -> threads.submit(() -> {
                        barrier.await();
                        return call.call();
                    }))
                    .toList();
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            return running.stream().map(Future::resultNow).toList();
        }
    }
}
