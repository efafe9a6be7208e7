package lectern.server;

import java.security.SecureRandom;
import java.time.InstantSource;

import lectern.account.AccountSettings;
import lectern.account.Activity;
import lectern.account.OwnAccount;
import lectern.account.PasswordHashing;
import lectern.account.Registration;
import lectern.account.SignIn;
import lectern.account.Sweeper;

/// What is done with accounts, over the stores that keep them. The server and the command line use the same.
public record AccountServices(
        PasswordHashing hashing,
        Activity activity,
        SignIn signIn,
        Registration registration,
        OwnAccount ownAccount,
        Sweeper sweeper)
        implements AutoCloseable {

    public static AccountServices open(
            Stores stores, AccountSettings settings, SecureRandom random, InstantSource clock) {
        var accounts = stores.accounts();
        var hashing = PasswordHashing.open(random);
        var activity = new Activity(stores.activityLog(), stores.keys(), stores.sessions(), clock);
        var signIn = new SignIn(accounts, stores.sessions(), hashing, activity, settings, random, clock);
        return new AccountServices(
                hashing,
                activity,
                signIn,
                new Registration(accounts, stores.invites(), hashing, settings, clock),
                new OwnAccount(accounts, signIn, hashing),
                new Sweeper(accounts, stores.owned(), stores.expiring(), clock));
    }

    /// Begins what is done in the background; a command needs none of it.
    void start() {
        activity.start();
        sweeper.start();
    }

    /// What waits to be written is written.
    @Override
    public void close() {
        sweeper.close();
        activity.close();
        hashing.close();
    }
}
