package lectern.web.page;

import java.util.Map;

/// What devices do, as something that they did: the activity tells it as the order that it was.
public final class Deeds {
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("sign in", "deed.sign-in"),
            Map.entry("log in", "deed.sign-in"),
            Map.entry("register", "deed.register"),
            Map.entry("push a position", "deed.push"),
            Map.entry("pull a position", "deed.pull"),
            Map.entry("list the books", "deed.list"),
            Map.entry("list the documents", "deed.list"),
            Map.entry("look for changes", "deed.look"),
            Map.entry("sync the collection", "deed.sync"),
            Map.entry("sync media", "deed.media"),
            Map.entry("upload the collection", "deed.upload"),
            Map.entry("download the collection", "deed.download"),
            Map.entry("check the uploaded collection", "deed.check"),
            Map.entry("compare what both sides have", "deed.compare"),
            Map.entry("read a store", "deed.read"),
            Map.entry("list the stores", "deed.list-stores"),
            Map.entry("write a store", "deed.write"),
            Map.entry("change several stores", "deed.write"),
            Map.entry("delete a store", "deed.delete"),
            Map.entry("ask for changes", "deed.look"),
            Map.entry("follow the changes", "deed.follow"));

    private Deeds() {}

    /// In the language of the visitor; what has no words here yet, as it stands in the activity.
    public static String said(Visit visit, String what) {
        var key = KEYS.get(what);
        return key == null ? visit.translated(what) : visit.say(key);
    }
}
