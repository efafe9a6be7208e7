package lectern.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;

import lectern.account.AccountId;
import lectern.account.Caller;
import lectern.account.Role;
import lectern.account.Session;
import lectern.account.Visitor;
import lectern.account.preference.Language;
import lectern.account.preference.Preferences;
import lectern.account.preference.View;
import lectern.http.Request;
import lectern.http.Response;

/// One request for a page: who asks, how they want to be answered, and what the activity will say about it. Belongs to
/// the thread that handles the request.
public final class Visit {
    /// Until it was not used for a month, and a year at most.
    public static final Session.Life.Sliding LIFE = new Session.Life.Sliding(Duration.ofDays(30), Duration.ofDays(365));

    private static final Pattern OWN_PATH =
            Pattern.compile("/app(/[\\w.~!$'()*+,;=:@%/-]*)?(\\?[\\w.~!$'()*+,;=:@%/&-]*)?");
    private static final int DOOR_BYTES = 16;

    /// No tag of ours needs anything added.
    private static final HtmlInterceptor NOTHING = new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(String name, Map<String, Object> attributes, TemplateOutput out) {}

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput out) {}
    };

    private final Site site;
    private final Request request;
    private final Visitor visitor;
    private final Cookies cookies;
    private final Optional<Caller> caller;
    private final Preferences preferences;
    private final Messages messages;
    private final Wording wording;
    private final String secret; // what the tokens of forms are made of
    private final List<String> newCookies = new ArrayList<>();
    private Optional<PageForm> form = Optional.empty();
    private Optional<AccountId> meant;
    private String detail = "";

    Visit(Site site, Request request, Cookies cookies, Optional<Caller> caller, Preferences preferences) {
        this.site = site;
        this.request = request;
        this.visitor = Visitor.of(request);
        this.cookies = cookies;
        this.caller = caller;
        this.preferences = preferences;
        this.messages = site.messages(preferences.language().orElseGet(() -> spoken(request)));
        this.wording = new Wording(messages, zone(), site.clock().instant());
        this.meant = caller.map(known -> known.account().id());
        this.secret = caller.isPresent()
                ? cookies.read(Cookies.SESSION).orElseThrow()
                : cookies.read(Cookies.DOOR).orElseGet(this::newDoor);
    }

    /// The first language of the browser that is one of ours.
    private static Language spoken(Request request) {
        return request.headers("Accept-Language").stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(range -> range.strip().split("[-;]", 2)[0].toLowerCase(Locale.ROOT))
                .flatMap(range -> Language.of(range).stream())
                .findFirst()
                .orElse(Language.EN);
    }

    private String newDoor() {
        var value = random(site.random());
        newCookies.add(cookies.keep(Cookies.DOOR, value));
        return value;
    }

    private static String random(SecureRandom random) {
        var bytes = new byte[DOOR_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public Request request() {
        return request;
    }

    public Visitor visitor() {
        return visitor;
    }

    /// Empty when nobody is signed in.
    public Optional<Caller> caller() {
        return caller;
    }

    public boolean isAdmin() {
        return caller.filter(known -> known.account().role() == Role.ADMIN).isPresent();
    }

    /// Where somebody who is signed in can go; nowhere for others.
    public List<Section> sections() {
        return caller.map(known -> Section.of(known.account().role())).orElse(List.of());
    }

    public Preferences preferences() {
        return preferences;
    }

    public Language language() {
        return messages.language();
    }

    public ZoneId zone() {
        return preferences.zone().orElse(ZoneOffset.UTC);
    }

    /// As this browser was switched to, else as the account wishes, else as the browser's name suggests.
    public View view() {
        return cookies.read(Cookies.VIEW)
                .flatMap(View::of)
                .or(preferences::view)
                .orElseGet(() -> Readers.isOne(visitor.agent()) ? View.PLAIN : View.FULL);
    }

    public boolean isPlain() {
        return view() == View.PLAIN;
    }

    /// A sentence in the language of the visitor.
    public String say(String key, Object... values) {
        return messages.say(key, values);
    }

    /// What another package says in English, in the language of the visitor.
    public String translated(String sentence) {
        return messages.translated(sentence);
    }

    /// Dates, sizes and the like in the words of the visitor.
    public Wording words() {
        return wording;
    }

    /// The address of a path of ours, such as `/app/account`.
    public String at(String path) {
        return site.base() + path;
    }

    /// What devices are told to reach this server, without a slash at its end: as the operator says, else as this
    /// browser does.
    public String address() {
        return site.address().orElseGet(() -> Proof.asked(request));
    }

    public String asset(String name) {
        return at(site.assets().address(name));
    }

    /// Where this page is, without the base path: where somebody comes back to.
    public String here() {
        return request.path();
    }

    /// The link to this page in the other view.
    public String switchView() {
        var other = isPlain() ? View.FULL : View.PLAIN;
        var back = request.method().equals("GET") ? here() : "/app";
        return at("/app/view/" + other.text() + "?to=" + URLEncoder.encode(back, StandardCharsets.UTF_8));
    }

    /// What every form carries.
    public String token() {
        return Proof.token(secret);
    }

    boolean knows(String token) {
        return Proof.matches(token, secret);
    }

    void posted(PageForm sent) {
        form = Optional.of(sent);
    }

    /// What was sent with a POST.
    public PageForm form() {
        return form.orElseThrow(() -> new IllegalStateException("there is a form in a POST only"));
    }

    /// The message of what was just done, once.
    public Optional<String> flash() {
        return cookies.read(Cookies.FLASH)
                .filter(key -> key.startsWith("done."))
                .filter(messages::has)
                .map(messages::say);
    }

    public <P> Response show(Template<P> template, P page) {
        return show(200, template, page);
    }

    /// A part of a page, to be sent after it.
    public <P> String rendered(Template<P> template, P part) {
        var html = new StringOutput();
        template.render(new OwaspHtmlTemplateOutput(html), NOTHING, this, part);
        return html.toString();
    }

    /// For a form in which something is wrong.
    public <P> Response showAgain(Template<P> template, P page) {
        return show(422, template, page);
    }

    public <P> Response show(int status, Template<P> template, P page) {
        var html = rendered(template, page);
        if (cookies.read(Cookies.FLASH).isPresent()) {
            newCookies.add(cookies.forget(Cookies.FLASH));
        }
        return withCookies(Response.html(status, html));
    }

    /// After a POST: to a page of ours.
    public Response redirect(String path) {
        return withCookies(Response.empty(303).with("Location", at(path)));
    }

    /// The same, and that page begins with a message.
    public Response redirect(String path, String doneKey) {
        newCookies.add(cookies.keep(Cookies.FLASH, doneKey, Duration.ofMinutes(1)));
        return redirect(path);
    }

    /// Where somebody wanted to go, as far as that is a page of ours.
    public String ownPath(Optional<String> wanted) {
        return wanted.filter(path -> OWN_PATH.matcher(path).matches()).orElse("/app");
    }

    /// From now on this browser is signed in. The session is always a new one: nobody can have given its token away.
    public void enter(Session.Opened session) {
        newCookies.add(cookies.keep(Cookies.SESSION, session.token(), LIFE.idle()));
        newCookies.add(cookies.forget(Cookies.DOOR));
    }

    public void leave() {
        newCookies.add(cookies.forget(Cookies.SESSION));
    }

    public void switchTo(View view) {
        newCookies.add(cookies.keep(Cookies.VIEW, view.text(), LIFE.longest()));
    }

    private Response withCookies(Response response) {
        var answer = response;
        for (var cookie : newCookies) {
            answer = answer.with("Set-Cookie", cookie);
        }
        return answer;
    }

    /// Whose account somebody tried to use.
    public void meant(AccountId tried) {
        meant = Optional.of(tried);
    }

    Optional<AccountId> account() {
        return meant;
    }

    /// More about how it ended, for the owner to read.
    public void detail(String words) {
        detail = words;
    }

    String detail() {
        return detail;
    }
}
