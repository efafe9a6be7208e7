package lectern.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import lectern.cli.store.OwnStores.Member;
import lectern.syncnode.entry.Grant;
import lectern.syncnode.entry.Permission;

@Command(
        description = {
            "Lets others use a store, or shows who may: lectern store share list read bob carol",
            "read: get it. write: put it too. own: also delete it, share it, and restore its versions."
        })
final class StoreShare implements Callable<Integer> {
    private static final Table<Member> TABLE = new Table<Member>("Nobody may use it.")
            .column("user", "Name", Member::user)
            .column("permission", "May", Member::permission);

    @Parameters(index = "0", paramLabel = "KEY", description = "Its name, or its address.")
    private String key;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PERMISSION", description = "read, write or own.")
    private Optional<Permission> permission = Optional.empty();

    @Parameters(index = "2..*", paramLabel = "NAME", description = "Who gets it: names or mail addresses.")
    private List<String> users = List.of();

    @Mixin
    private final StorePlace place = new StorePlace();

    private final Lectern lectern;

    StoreShare(Lectern lectern) {
        this.lectern = lectern;
    }

    @Override
    public Integer call() {
        if (permission.isPresent() && users.isEmpty()) {
            throw Failure.misuse("Who gets that permission?");
        }
        try (var stores = place.open(lectern)) {
            permission.ifPresent(given -> stores.share(
                    key, users.stream().map(user -> new Grant(user, given)).toList()));
            lectern.show(TABLE, stores.members(key));
            return Exit.DONE;
        }
    }
}
