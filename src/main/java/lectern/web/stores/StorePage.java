package lectern.web.stores;

import java.util.List;
import java.util.Optional;

import lectern.account.AccountName;
import lectern.syncnode.entry.Entry;
import lectern.syncnode.entry.Member;
import lectern.syncnode.entry.Permission;
import lectern.syncnode.entry.Version;
import lectern.web.page.PageForm;

/// One store: what is in it, what was, and who may use it.
///
/// @param key finds the store for whoever asks
/// @param versions the newest first; empty for others than owners
/// @param members everybody for an owner, for others only themselves
record StorePage(
        String key, Entry entry, AccountName me, List<Version> versions, List<Member> members, PageForm share) {

    String name() {
        return entry.name().value();
    }

    boolean mayWrite() {
        return entry.permission().covers(Permission.WRITE);
    }

    boolean owns() {
        return entry.permission() == Permission.OWN;
    }

    /// Whoever shares it.
    Optional<AccountName> sharer() {
        return entry.own() ? Optional.empty() : entry.owner();
    }

    boolean isMe(Member member) {
        return member.user().equals(me);
    }

    /// An owner takes anybody's permission, and everybody may leave; but somebody has to stay.
    boolean mayRemove(Member member) {
        return owns() ? members.size() > 1 : isMe(member);
    }

    /// The folder that it is listed in.
    String folder() {
        return Links.folderOf(name());
    }
}
