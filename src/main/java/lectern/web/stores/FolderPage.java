package lectern.web.stores;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import lectern.syncnode.entry.Address;
import lectern.syncnode.entry.Entry;
import lectern.syncnode.entry.Index.Line;
import lectern.syncnode.entry.Listed;
import lectern.syncnode.entry.Quota;
import lectern.web.chart.ProgressBar;
import lectern.web.page.PageForm;
import lectern.web.page.Visit;

/// One folder of stores: keys that begin alike up to a slash.
///
/// @param folder empty for the outermost, else it ends with a slash
/// @param parents from the outermost down to this one
/// @param earlier the page before, if there is one
record FolderPage(
        String folder,
        List<Folder> parents,
        List<Folder> folders,
        List<Store> stores,
        Optional<String> earlier,
        Optional<String> later,
        Quota quota,
        PageForm upload) {
    private static final int PAGE = 50;

    record Folder(String name, String link, long stores) {}

    record Store(String name, String link, Entry entry) {}

    /// @param lines of all stores whose names begin with `folder`
    /// @param number of the page, from 1
    static FolderPage of(
            String folder,
            List<Line> lines,
            int number,
            Function<List<Line>, List<Listed>> rows,
            Quota quota,
            PageForm upload) {
        var counted = new LinkedHashMap<String, Long>();
        var here = new ArrayList<Line>();
        for (var line : lines) {
            below(folder, line.key()).ifPresentOrElse(name -> counted.merge(name, 1L, Long::sum), () -> here.add(line));
        }
        var folders = counted.entrySet().stream()
                .map(each -> new Folder(each.getKey(), Links.folder(folder + each.getKey(), 1), each.getValue()))
                .toList();
        int all = folders.size() + here.size();
        int from = Math.clamp((number - 1L) * PAGE, 0, all);
        int to = Math.min(all, from + PAGE);
        return new FolderPage(
                folder,
                parents(folder),
                folders.subList(Math.min(from, folders.size()), Math.min(to, folders.size())),
                stores(folder, part(here, from - folders.size(), to - folders.size()), rows),
                from > 0 ? Optional.of(Links.folder(folder, number - 1)) : Optional.empty(),
                to < all ? Optional.of(Links.folder(folder, number + 1)) : Optional.empty(),
                quota,
                upload);
    }

    /// The name of the folder within `folder` that a key lies in. An address lies in none.
    private static Optional<String> below(String folder, String key) {
        int slash = Address.parse(key).isPresent() ? -1 : key.indexOf('/', folder.length());
        return slash < 0 ? Optional.empty() : Optional.of(key.substring(folder.length(), slash + 1));
    }

    private static List<Line> part(List<Line> lines, int from, int to) {
        return lines.subList(Math.clamp(from, 0, lines.size()), Math.clamp(to, 0, lines.size()));
    }

    private static List<Store> stores(String folder, List<Line> lines, Function<List<Line>, List<Listed>> rows) {
        return rows.apply(lines).stream()
                .map(listed -> new Store(
                        listed.entry().name().value().substring(folder.length()),
                        Links.store(listed.key()),
                        listed.entry()))
                .toList();
    }

    private static List<Folder> parents(String folder) {
        var parents = new ArrayList<Folder>();
        var path = new StringBuilder();
        for (var name : Arrays.asList(folder.split("(?<=/)", -1))) {
            path.append(name);
            if (!name.isEmpty()) {
                parents.add(new Folder(name, Links.folder(path.toString(), 1), 0));
            }
        }
        return parents;
    }

    boolean isEmpty() {
        return folders.isEmpty() && stores.isEmpty();
    }

    /// How full it is, in words.
    String room(Visit visit) {
        var words = visit.words();
        var stores = words.count("stores.count", quota.stores());
        return quota.limit().isPresent()
                ? visit.say(
                        "stores.room.of",
                        stores,
                        words.size(quota.used()),
                        words.size(quota.limit().getAsLong()))
                : visit.say("stores.room", stores, words.size(quota.used()));
    }

    Optional<ProgressBar> bar(Visit visit) {
        return quota.limit().isPresent()
                ? Optional.of(new ProgressBar(
                        room(visit),
                        Math.clamp(
                                (double) quota.used()
                                        / Math.max(1, quota.limit().getAsLong()),
                                0,
                                1)))
                : Optional.empty();
    }
}
