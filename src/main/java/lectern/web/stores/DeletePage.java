package lectern.web.stores;

import java.util.List;

import lectern.syncnode.entry.Entry;
import lectern.syncnode.entry.Member;

/// Before a store is deleted: what goes, and for whom.
///
/// @param others who may use it besides whoever asks
/// @param trashDays how long it can be brought back; 0: not at all
record DeletePage(String key, Entry entry, List<Member> others, long trashDays) {
    String name() {
        return entry.name().value();
    }
}
