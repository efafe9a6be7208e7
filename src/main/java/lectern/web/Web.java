package lectern.web;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

import lectern.account.Accounts;
import lectern.account.Activity;
import lectern.account.ActivityLog;
import lectern.account.DeviceKeys;
import lectern.account.Invites;
import lectern.account.OwnAccount;
import lectern.account.Registration;
import lectern.account.Sessions;
import lectern.account.SignIn;
import lectern.account.preference.PreferenceStore;
import lectern.blob.BlobStore;
import lectern.files.FreeSpace;
import lectern.http.Router;
import lectern.http.Spool;
import lectern.syncnode.SyncNodeSettings;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.reset.PasswordResets;
import lectern.syncnode.reset.ResetDesk;
import lectern.web.admin.AdminApi;
import lectern.web.admin.AdminPages;
import lectern.web.admin.ServerView;
import lectern.web.api.Api;
import lectern.web.connect.ConnectApi;
import lectern.web.connect.ConnectPages;
import lectern.web.door.FirstStart;
import lectern.web.door.LostPasswordApi;
import lectern.web.door.LostPasswordPages;
import lectern.web.door.NewcomerApi;
import lectern.web.door.NewcomerPages;
import lectern.web.door.SessionApi;
import lectern.web.door.SignInPages;
import lectern.web.home.Devices;
import lectern.web.home.HomeApi;
import lectern.web.home.HomePages;
import lectern.web.home.Problems;
import lectern.web.learning.Learning;
import lectern.web.learning.LearningApi;
import lectern.web.learning.LearningPages;
import lectern.web.own.AccountApi;
import lectern.web.own.AccountPages;
import lectern.web.own.PreferenceApi;
import lectern.web.page.Pages;
import lectern.web.page.Site;
import lectern.web.reading.ReadingApi;
import lectern.web.reading.ReadingPages;
import lectern.web.reading.Readings;
import lectern.web.stores.StoreForms;
import lectern.web.stores.StorePages;

/// The dashboard: every page and every endpoint of `/api/v1`, by area. Each area mounts its own.
public final class Web {
    private final Pages pages;
    private final Api api;
    private final FirstStart first;

    /// @param publicUrl the address that people type, when the operator told it
    /// @param cards whether the operator wishes public cards of accounts that did not choose
    public Web(
            Optional<URI> publicUrl,
            Accounts accounts,
            SignIn signIn,
            DeviceKeys keys,
            Sessions sessions,
            Registration registration,
            Invites invites,
            OwnAccount ownAccount,
            ResetDesk desk,
            PasswordResets resets,
            PreferenceStore preferences,
            lectern.kosync.book.PreferenceStore reading,
            boolean cards,
            Learning learning,
            Activity activity,
            Devices devices,
            Problems problems,
            Readings readings,
            Spool spool,
            EntryStore entries,
            BlobStore blobs,
            FreeSpace space,
            SyncNodeSettings syncnode,
            ServerView server,
            ActivityLog log,
            SecureRandom random,
            InstantSource clock) {
        this.pages = new Pages(new Site(publicUrl, random, clock), signIn, preferences, activity, spool);
        this.api = new Api(signIn, activity);
        this.first = new FirstStart(accounts, registration, random);

        new HomePages(devices, problems, activity.arrivals()).routes(pages);
        new HomeApi(devices, problems).routes(api);
        new ConnectPages(publicUrl, keys, activity.arrivals()).routes(pages);
        new ConnectApi(publicUrl, keys, activity.arrivals()).routes(api);
        new SignInPages(signIn, sessions, registration, first).routes(pages);
        new SessionApi(signIn, sessions).routes(api);
        new NewcomerPages(first, registration, invites, sessions).routes(pages);
        new NewcomerApi(first, registration, sessions).routes(api);
        new LostPasswordPages(desk, resets, accounts, ownAccount).routes(pages);
        new LostPasswordApi(desk, resets, accounts, ownAccount).routes(api);
        new AccountPages(accounts, ownAccount, signIn, keys, sessions, preferences, reading, cards).routes(pages);
        new AccountApi(accounts, ownAccount, signIn, keys, sessions, reading, cards).routes(api);
        new PreferenceApi(preferences).routes(api);
        new ReadingPages(readings).routes(pages);
        new ReadingApi(readings, spool).routes(api);

        var stores = new StorePages(entries, blobs, syncnode.entries().trashAge());
        stores.routes(pages);
        new AdminPages(server, accounts, log).routes(pages);
        new AdminApi(server, accounts, log).routes(api);
        new StoreForms(stores, entries, blobs, space, syncnode.diskReserve(), clock).routes(pages);
        new LearningPages(learning).routes(pages);
        new LearningApi(learning).routes(api);
    }

    /// The path at which the first account is made; empty when there is one.
    public Optional<String> firstStart() {
        return first.path();
    }

    /// `/` and everything below `/app`.
    public Router pages() {
        return pages.router();
    }

    /// Everything below `/api/v1`.
    public Router api() {
        return api.router();
    }
}
