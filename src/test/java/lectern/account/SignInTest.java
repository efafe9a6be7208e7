package lectern.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import lectern.account.Credential.AccountPassword;
import lectern.account.SignInResult.Busy;
import lectern.account.SignInResult.Limited;
import lectern.account.SignInResult.Reason;
import lectern.account.SignInResult.Refused;
import lectern.account.SignInResult.SignedIn;
import lectern.db.TestDatabase;

import static lectern.account.TestServices.ELSEWHERE;
import static lectern.account.TestServices.HOME;
import static lectern.account.TestServices.PASSWORD;
import static lectern.account.TestServices.clear;
import static lectern.account.TestServices.md5;
import static lectern.account.TestStores.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignInTest {
    private static final String FOREIGN =
            "clear:$pbkdf2-sha256$i=1000,l=32$c2FsdCBvZiBhIHRlc3QhIQ$okrkanC50bj5fJrs9A/l9TkExCxmcOhSIL7dHIaSnsw";
    private static final String FOREIGN_PASSWORD = "pässwörd";

    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    private TestServices services;
    private SignIn signIn;

    @BeforeEach
    void open() {
        services = TestServices.on(database.open());
        signIn = services.signIn();
    }

    @AfterEach
    void close() {
        services.close();
    }

    @Nested
    class Passwords {
        @ParameterizedTest
        @EnumSource(
                value = Door.class,
                names = {"KOSYNC", "ANKI", "STORE", "WEB"})
        void onePasswordOpensEveryDoor(Door door) {
            var ana = services.claimed("Ana");

            var caller = services.signedIn(clear(" aNA "), door);

            assertThat(caller.account()).isEqualTo(ana);
            assertThat(caller.via()).isEqualTo(new AccountPassword(true));
            assertThat(caller.owner()).isTrue();
        }

        @Test
        void nobodySignsInOnTheCommandLine() {
            services.claimed("ana");

            assertRefused(clear("ana"), Door.OPERATOR, Reason.OTHER_DOOR);
        }

        @Test
        void theMailAddressDoesAsWell() {
            var ana = services.claimed("ana");
            services.stores().accounts().changeMail(ana, Optional.of(new MailAddress("Ana@example.org")));

            assertThat(services.signedIn(clear("ana@EXAMPLE.org"), Door.WEB)
                            .account()
                            .id())
                    .isEqualTo(ana.id());
        }

        @Test
        void whatKOReaderSendsOpensItsDoorOnly() {
            services.claimed("ana");

            services.signedIn(md5("ana"), Door.KOSYNC);
            assertRefused(md5("ana"), Door.ANKI, Reason.OTHER_DOOR);
            assertRefused(md5("ana"), Door.STORE, Reason.OTHER_DOOR);
            assertRefused(md5("ana"), Door.WEB, Reason.OTHER_DOOR);
            assertRefused(new Presented.ClearPassword("ana", md5("ana").key()), Door.WEB, Reason.WRONG_PASSWORD);
        }

        @Test
        void aKeyThatIsNoMd5OpensKOReadersDoorAsItStands() {
            services.registration().register(new Presented.Md5Key("ana", "PassWd123"), Optional.empty(), HOME);

            services.signedIn(new Presented.Md5Key("ana", "PassWd123"), Door.KOSYNC);
            assertRefused(new Presented.Md5Key("ana", "passwd123"), Door.KOSYNC, Reason.WRONG_PASSWORD);
            assertRefused(new Presented.ClearPassword("ana", "PassWd123"), Door.WEB, Reason.WRONG_PASSWORD);
            assertRefused(new Presented.ClearPassword("ana", "PassWd123"), Door.KOSYNC, Reason.WRONG_PASSWORD);
        }

        @Test
        void wrongAndUnknownAreRefusedAlikeAndToldApartInTheLog() {
            var ana = services.claimed("ana");

            assertThat(signIn.signIn(new Presented.ClearPassword("ana", "wrong"), Door.WEB, HOME))
                    .isEqualTo(new Refused(Reason.WRONG_PASSWORD, Optional.of(ana.id())));
            assertThat(signIn.signIn(clear("ben"), Door.WEB, HOME))
                    .isEqualTo(new Refused(Reason.UNKNOWN_NAME, Optional.empty()));
        }

        @Test
        void anUnknownNameCostsAComputationToo() {
            services.hashing().close();

            assertThat(signIn.signIn(clear("nobody"), Door.WEB, HOME)).isInstanceOf(Busy.class);
        }

        @Test
        void aDisabledAccountIsRefusedAndBackWhenEnabled() {
            var ana = services.claimed("ana");
            var disabled = services.stores().accounts().changeDisabled(ana, true);

            assertRefused(clear("ana"), Door.WEB, Reason.DISABLED);
            services.stores().accounts().changeDisabled(disabled, false);
            services.signedIn(clear("ana"), Door.WEB);
        }

        @Test
        void keysOnlyClosesEveryDoorButTheWebToThePassword() {
            var ana = services.claimed("ana");
            var closed = services.stores().accounts().changeKeysOnly(ana, true);

            services.signedIn(clear("ana"), Door.WEB);
            assertRefused(clear("ana"), Door.ANKI, Reason.KEYS_ONLY);
            assertRefused(clear("ana"), Door.STORE, Reason.KEYS_ONLY);
            assertRefused(clear("ana"), Door.KOSYNC, Reason.KEYS_ONLY);
            assertRefused(md5("ana"), Door.KOSYNC, Reason.KEYS_ONLY);
            assertRefused(md5("ana", "wrong"), Door.KOSYNC, Reason.WRONG_PASSWORD);
            services.stores().accounts().changeKeysOnly(closed, false);
            services.signedIn(clear("ana"), Door.ANKI);
        }
    }

    @Nested
    class Claiming {
        @Test
        void aClearPasswordAtAnotherDoorClaimsTheAccount() {
            var ana = services.unclaimed("ana");
            assertThat(services.signedIn(md5("ana"), Door.KOSYNC).via()).isEqualTo(new AccountPassword(false));
            assertThat(services.signedIn(clear("ana"), Door.KOSYNC).via()).isEqualTo(new AccountPassword(false));

            assertThat(services.signedIn(clear("ana"), Door.WEB).via()).isEqualTo(new AccountPassword(true));

            var claimed = services.stores().again("ana");
            assertThat(claimed.claimed()).isTrue();
            assertThat(claimed.stamp()).isGreaterThan(ana.stamp());
            assertThat(anew(md5("ana"), Door.KOSYNC)).isEqualTo(new AccountPassword(true));
        }

        @Test
        void twoAtOnceBothGetIn() throws Exception {
            services.unclaimed("ana");
            var calls = IntStream.range(0, 4)
                    .<Callable<SignInResult>>mapToObj(_ -> () -> signIn.signInAnew(clear("ana"), Door.WEB, HOME))
                    .toList();

            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var result : threads.invokeAll(calls)) {
                    assertThat(result.get()).isInstanceOf(SignedIn.class);
                }
            }
        }

        @Test
        void aForeignHashIsReplacedByOursAtTheFirstGoodSignIn() {
            services.stores().account("ana", Verifier.parse(FOREIGN));
            var right = new Presented.ClearPassword("ana", FOREIGN_PASSWORD);
            assertRefused(new Presented.ClearPassword("ana", "wrong"), Door.ANKI, Reason.WRONG_PASSWORD);
            assertRefused(md5("ana", FOREIGN_PASSWORD), Door.KOSYNC, Reason.NEEDS_CLEAR_PASSWORD);
            assertRefused(right, Door.KOSYNC, Reason.NEEDS_CLEAR_PASSWORD);

            services.signedIn(right, Door.ANKI);

            assertThat(verifier("ana")).isInstanceOf(Verifier.OverMd5.class);
            assertThat(services.stores().again("ana").claimed()).isTrue();
            services.signedIn(md5("ana", FOREIGN_PASSWORD), Door.KOSYNC);
            services.signedIn(right, Door.STORE);
        }

        @Test
        void aHashOfAnotherPriceIsMadeAnewAtAnyDoor() {
            var cheap = "md5:$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
            services.stores().account("ana", Verifier.parse(cheap));

            services.signedIn(new Presented.Md5Key("ana", "password"), Door.KOSYNC);

            assertThat(verifier("ana").text()).contains("$m=19456,t=2,p=1$");
            assertThat(services.stores().again("ana").claimed()).isFalse();
            services.signedIn(new Presented.Md5Key("ana", "password"), Door.KOSYNC);
        }

        private Verifier verifier(String name) {
            return services.stores()
                    .accounts()
                    .login(name, "")
                    .flatMap(Accounts.Login::verifier)
                    .orElseThrow();
        }
    }

    @Nested
    class DeviceKeys {
        @Test
        void aDeviceKeyIsTypedInPlaceOfThePasswordAndOpensItsDoorOnly() {
            var ana = services.claimed("ana");
            var made = services.stores().deviceKeys().add(ana, "Kindle", new Scope.Reading());
            var clear = new Presented.ClearPassword("ana", made.key());
            var credential = new Credential.DeviceKey(made.deviceKey().handle(), "Kindle", new Scope.Reading());

            var caller = services.signedIn(md5("ana", made.key()), Door.KOSYNC);

            assertThat(caller.via()).isEqualTo(credential);
            assertThat(caller.owner()).isFalse();
            assertThat(services.signedIn(clear, Door.KOSYNC).via()).isEqualTo(credential);
            assertRefused(clear, Door.ANKI, Reason.OTHER_DOOR);
            assertRefused(clear, Door.STORE, Reason.OTHER_DOOR);
            assertRefused(clear, Door.WEB, Reason.OTHER_DOOR);
        }

        @Test
        void aDeviceKeyBelongsToOneAccount() {
            var ana = services.claimed("ana");
            services.claimed("ben");
            var key = services.stores()
                    .deviceKeys()
                    .add(ana, "Kindle", new Scope.Reading())
                    .key();

            assertRefused(md5("ben", key), Door.KOSYNC, Reason.WRONG_PASSWORD);
        }

        @Test
        void itWorksWithKeysOnlyAndUntilItIsRevoked() {
            var ana = services.stores().accounts().changeKeysOnly(services.claimed("ana"), true);
            var made = services.stores().deviceKeys().add(ana, "Kindle", new Scope.Reading());
            var presented = md5("ana", made.key());
            services.signedIn(presented, Door.KOSYNC);

            services.stores().deviceKeys().revoke(ana.id(), made.deviceKey().handle());

            assertThat(signIn.signInAnew(presented, Door.KOSYNC, HOME)).isInstanceOf(Refused.class);
        }

        @Test
        void itDoesNotClaimTheAccount() {
            var ana = services.unclaimed("ana");
            var key = services.stores()
                    .deviceKeys()
                    .add(ana, "Phone", new Scope.Anki())
                    .key();

            services.signedIn(new Presented.ClearPassword("ana", key), Door.ANKI);

            assertThat(services.stores().again("ana").claimed()).isFalse();
        }

        @Test
        void useIsNoted() {
            var ana = services.claimed("ana");
            var key = services.stores()
                    .deviceKeys()
                    .add(ana, "Kindle", new Scope.Reading())
                    .key();
            services.signedIn(md5("ana", key), Door.KOSYNC);
            services.stores().clock().goOn(Duration.ofMinutes(3));
            services.signedIn(md5("ana", key), Door.KOSYNC);

            services.activity().flush();

            assertThat(services.stores().deviceKeys().list(ana.id()))
                    .extracting(DeviceKey::lastUsed)
                    .containsExactly(Optional.of(services.stores().clock().instant()));
        }
    }

    @Nested
    class Tokens {
        @ParameterizedTest
        @EnumSource(SessionKind.class)
        void aSessionIsAcceptedAtItsOwnDoorOnly(SessionKind kind) {
            var token = open(kind, new Session.Life.Endless());

            for (var door : Door.values()) {
                var result = signIn.signIn(token, door, HOME);
                assertThat(result instanceof SignedIn).as(door.text()).isEqualTo(door == kind.door());
            }
        }

        @Test
        void anUnknownTokenIsRefused() {
            assertRefused(new Presented.Token("nonsense"), Door.STORE, Reason.ENDED_SESSION);
        }

        @Test
        void aRememberedSessionExpiresInTimeAndLastsLongerWithUse() {
            var token = open(SessionKind.STORE, new Session.Life.Sliding(Duration.ofDays(1), Duration.ofDays(9)));
            services.stores().clock().goOn(Duration.ofHours(20));
            services.signedIn(token, Door.STORE);
            services.activity().flush();
            services.stores().clock().goOn(Duration.ofHours(20));
            services.signedIn(token, Door.STORE);
            services.activity().flush();

            services.stores().clock().goOn(Duration.ofHours(24));

            assertRefused(token, Door.STORE, Reason.ENDED_SESSION);
        }

        @Test
        void theSessionOfADisabledAccountIsRefused() {
            var token = open(SessionKind.ANKI, new Session.Life.Endless());
            services.stores().accounts().changeDisabled(services.stores().again("ana"), true);

            assertRefused(token, Door.ANKI, Reason.DISABLED);
        }

        private Presented.Token open(SessionKind kind, Session.Life life) {
            var request = new Session.Request(kind, "", "", life);
            return new Presented.Token(services.stores()
                    .sessions()
                    .open(owner(services.claimed("ana")), request)
                    .token());
        }
    }

    @Nested
    class Memory {
        @Test
        void aRememberedCredentialAsksNobody() {
            var ana = services.claimed("ana");
            var key = services.stores()
                    .deviceKeys()
                    .add(ana, "Kindle", new Scope.Reading())
                    .key();
            var session = services.stores()
                    .sessions()
                    .open(owner(ana), TestStores.web())
                    .token();
            services.signedIn(md5("ana"), Door.KOSYNC);
            services.signedIn(md5("ana", key), Door.KOSYNC);
            services.signedIn(new Presented.Token(session), Door.WEB);
            services.hashing().close();

            assertThat(services.askedBy(() -> {
                        services.signedIn(md5("ana"), Door.KOSYNC);
                        services.signedIn(md5("ana", key), Door.KOSYNC);
                        services.signedIn(new Presented.Token(session), Door.WEB);
                    }))
                    .isZero();
        }

        @Test
        void aProvenPasswordIsNotHashedAgain() {
            services.claimed("ana");
            services.signedIn(md5("ana"), Door.KOSYNC);
            services.hashing().close();

            assertThat(signIn.signInAnew(md5("ana"), Door.KOSYNC, HOME)).isInstanceOf(SignedIn.class);
            assertThat(signIn.signIn(clear("ANA"), Door.WEB, HOME)).isInstanceOf(SignedIn.class);
        }

        @Test
        void aRightPasswordThatOpensNothingIsHashedOnce() {
            var ana = services.claimed("ana");
            services.stores().accounts().changeKeysOnly(ana, true);
            assertRefused(md5("ana"), Door.KOSYNC, Reason.KEYS_ONLY);
            services.hashing().close();

            assertRefused(md5("ana"), Door.KOSYNC, Reason.KEYS_ONLY);
        }

        @Test
        void aNewPasswordIsNoticedAtOnceWhereItMatters() {
            var ana = services.claimed("ana");
            services.signedIn(md5("ana"), Door.KOSYNC);
            services.stores()
                    .accounts()
                    .resetPassword(
                            ana, services.hashing().hash(md5("ana", "another").key()));

            var answers = signIn.answer(md5("ana"), Door.KOSYNC, HOME, result -> switch (result) {
                case SignedIn(var caller) ->
                    services.stores().database().read(tx -> {
                        StampGuard.check(tx, caller.account());
                        return "in";
                    });
                case Refused _ -> "refused";
                case Limited _, Busy _ -> "not now";
            });

            assertThat(answers).isEqualTo("refused");
            services.signedIn(md5("ana", "another"), Door.KOSYNC);
        }

        @Test
        void workIsDoneOnceMoreWhenTheAccountHasChanged() {
            var ana = services.claimed("ana");
            services.signedIn(md5("ana"), Door.KOSYNC);
            var changed = services.stores().accounts().changeRole(ana, Role.ADMIN);

            var done = signIn.answer(md5("ana"), Door.KOSYNC, HOME, result -> {
                var account = ((SignedIn) result).caller().account();
                return services.stores().database().read(tx -> {
                    StampGuard.check(tx, account);
                    return account;
                });
            });

            assertThat(done).isEqualTo(changed);
        }

        @Test
        void workThatIsAlwaysStaleEnds() {
            services.claimed("ana");

            assertThatThrownBy(() -> signIn.answer(md5("ana"), Door.KOSYNC, HOME, _ -> {
                        throw new StaleAccount();
                    }))
                    .isInstanceOf(StaleAccount.class);
        }

        @Test
        void differentThingsAreNeverTakenForEachOther() {
            services.claimed("ana");
            services.signedIn(clear("ana"), Door.KOSYNC);

            var tricks = List.of(
                    new Presented.ClearPassword("an", "a" + PASSWORD),
                    new Presented.ClearPassword("ana" + PASSWORD, ""),
                    new Presented.Md5Key("ana", PASSWORD),
                    new Presented.Token("ana" + PASSWORD));
            assertThat(tricks)
                    .allSatisfy(trick ->
                            assertThat(signIn.signIn(trick, Door.KOSYNC, HOME)).isInstanceOf(Refused.class));
        }
    }

    @Nested
    class Limits {
        @Test
        void afterTenFailuresOneNetworkWaitsWithThatNameWhateverItSends() {
            services.claimed("ana");
            services.claimed("ben");
            fail(10, "ana", HOME);

            assertThat(signIn.signIn(md5("ana"), Door.KOSYNC, HOME)).isEqualTo(new Limited(Duration.ofMinutes(1)));
            assertThat(signIn.signIn(md5("ANA"), Door.KOSYNC, HOME)).isInstanceOf(Limited.class);
            assertThat(signIn.signIn(md5("ana"), Door.KOSYNC, ELSEWHERE)).isInstanceOf(SignedIn.class);
            assertThat(signIn.signIn(md5("ben"), Door.KOSYNC, HOME)).isInstanceOf(SignedIn.class);
            services.stores().clock().goOn(Duration.ofMinutes(1));
            assertThat(signIn.signIn(md5("ana", "wrong"), Door.KOSYNC, HOME)).isInstanceOf(Refused.class);
        }

        @Test
        void aRememberedOrProvenKeyIsNeverLimited() {
            services.claimed("ana");
            services.signedIn(md5("ana"), Door.KOSYNC);
            fail(10, "ana", HOME);

            assertThat(signIn.signIn(md5("ana"), Door.KOSYNC, HOME)).isInstanceOf(SignedIn.class);
            assertThat(signIn.signInAnew(md5("ana"), Door.KOSYNC, HOME)).isInstanceOf(SignedIn.class);
        }

        @Test
        void successForgivesEarlierFailures() {
            services.claimed("ana");
            fail(9, "ana", HOME);
            services.signedIn(md5("ana"), Door.KOSYNC);

            fail(10, "ana", HOME);
        }

        @Test
        void nothingIsHashedForWhoIsLimited() {
            services.claimed("ana");
            fail(10, "ana", HOME);
            services.hashing().close();

            assertThat(signIn.signIn(md5("ana", "wrong"), Door.KOSYNC, HOME)).isInstanceOf(Limited.class);
        }

        @Test
        void whatWasNotCheckedForLackOfTimeDoesNotCount() {
            services.claimed("ana");
            services.hashing().close();

            for (int i = 0; i < 20; i++) {
                assertThat(signIn.signIn(md5("ana", "wrong"), Door.KOSYNC, HOME))
                        .isInstanceOf(Busy.class);
            }
        }

        /// A reader that opens several connections, or a household behind one address, after the server has started.
        @Test
        void manyFirstSignInsAtOnceAreNoFailures() throws Exception {
            services.claimed("ana");

            assertThat(atOnce(IntStream.range(0, 32).mapToObj(_ -> md5("ana")).toList()))
                    .allSatisfy(result -> assertThat(result).isInstanceOf(SignedIn.class));
            fail(10, "ana", HOME);
        }

        @Test
        void manyGuessesAtOnceGetNoFurtherThanOneAfterTheOther() throws Exception {
            services.claimed("ana");

            var results = atOnce(IntStream.range(0, 64)
                    .mapToObj(i -> md5("ana", "wrong " + i))
                    .toList());

            assertThat(results).filteredOn(Refused.class::isInstance).hasSize(10);
            assertThat(results).filteredOn(Limited.class::isInstance).hasSize(54);
        }

        private List<SignInResult> atOnce(List<Presented.Md5Key> keys) throws Exception {
            var together = new CyclicBarrier(keys.size());
            var calls = keys.stream()
                    .<Callable<SignInResult>>map(key -> () -> {
                        together.await();
                        return signIn.signIn(key, Door.KOSYNC, HOME);
                    })
                    .toList();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var results = new ArrayList<SignInResult>();
                for (var result : threads.invokeAll(calls)) {
                    results.add(result.get());
                }
                return results;
            }
        }

        @Test
        void tokensThatCanBeMadeOfAPasswordAreNotTriedWithoutEnd() {
            var ana = services.claimed("ana");
            var right = "b2619aa1529dfdc4248e6edbf3c1b2a2b014cf6d";
            var request = new Session.Request(SessionKind.ANKI, "", "", new Session.Life.Endless());
            services.stores().sessions().adopt(owner(ana), right, request);
            var random = services.stores().sessions().open(owner(ana), request).token();
            for (int i = 0; i < 20; i++) {
                assertThat(signIn.signInAnew(new Presented.Token(right), Door.ANKI, ELSEWHERE))
                        .isInstanceOf(SignedIn.class);
            }
            for (int i = 0; i < 10; i++) {
                assertThat(signIn.signInAnew(wrong(i), Door.ANKI, HOME)).isInstanceOf(Refused.class);
            }

            assertThat(signIn.signInAnew(wrong(10), Door.ANKI, HOME)).isInstanceOf(Limited.class);
            assertThat(signIn.signInAnew(new Presented.Token(random), Door.ANKI, HOME))
                    .isInstanceOf(SignedIn.class);
            assertThat(signIn.signInAnew(new Presented.Token(right), Door.ANKI, HOME))
                    .as("known to be right")
                    .isInstanceOf(SignedIn.class);
        }

        private Presented.Token wrong(int number) {
            return new Presented.Token("%040x".formatted(number));
        }

        @Test
        void limitsCanBeSwitchedOffForTests() {
            try (var without = TestServices.on(database.open(), RegistrationMode.OPEN, false)) {
                without.claimed("ana");
                for (int i = 0; i < 12; i++) {
                    assertThat(without.signIn().signIn(md5("ana", "wrong"), Door.KOSYNC, HOME))
                            .isInstanceOf(Refused.class);
                }
            }
        }

        private void fail(int times, String name, Visitor visitor) {
            for (int i = 0; i < times; i++) {
                assertThat(signIn.signIn(md5(name, "wrong " + i), Door.KOSYNC, visitor))
                        .isInstanceOf(Refused.class);
            }
        }
    }

    private Credential anew(Presented presented, Door door) {
        return ((SignedIn) signIn.signInAnew(presented, door, HOME)).caller().via();
    }

    private void assertRefused(Presented presented, Door door, Reason reason) {
        assertThat(signIn.signIn(presented, door, HOME))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
