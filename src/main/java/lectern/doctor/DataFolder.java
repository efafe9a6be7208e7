package lectern.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Looks at the folder below which everything lies: whether it takes files, on what it stands, and how much room is
/// left.
final class DataFolder {
    /// SQLite's locks do not hold between machines, and on some of these not even on one.
    private static final Set<String> NETWORK = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "afs",
            "9p",
            "ceph",
            "glusterfs",
            "davfs",
            "fuse.sshfs",
            "fuse.davfs2",
            "fuse.rclone",
            "fuse.glusterfs",
            "fuse.s3fs");

    private static final Set<String> PASSING = Set.of("tmpfs", "ramfs");

    private static final long MIB = 1 << 20;
    private static final long LITTLE = 512 * MIB;
    private static final long TOO_LITTLE = 32 * MIB;

    private DataFolder() {}

    static List<Finding> examine(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of(Finding.warning(
                    "data folder",
                    "%s does not exist yet.".formatted(folder),
                    "`lectern serve` makes it; if data should be there already, set LECTERN_DATA to its folder."));
        }
        var findings = new ArrayList<Finding>();
        findings.add(writable(folder));
        try {
            var store = Files.getFileStore(folder);
            findings.add(fileSystem(folder, store));
            findings.add(room(store));
        } catch (IOException e) {
            findings.add(Finding.problem(
                    "file system",
                    "%s can't be looked at: %s.".formatted(folder, e.getMessage()),
                    "Look at the disk."));
        }
        return findings;
    }

    /// The way every larger file is written: a new one, forced to the disk, taken away again.
    private static Finding writable(Path folder) {
        try {
            var probe = Files.createTempFile(folder, "doctor", ".tmp");
            try (var channel = FileChannel.open(probe, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                channel.write(ByteBuffer.wrap(new byte[4096]));
                channel.force(true);
            }
            return Finding.fine("data folder", "%s can be written to.".formatted(folder));
        } catch (IOException e) {
            return Finding.problem(
                    "data folder",
                    "%s can't be written to: %s.".formatted(folder, e),
                    "Give it to the user that runs Lectern: chown -R %s %s"
                            .formatted(System.getProperty("user.name"), folder));
        }
    }

    private static Finding fileSystem(Path folder, FileStore store) {
        var type = store.type().toLowerCase(Locale.ROOT);
        if (NETWORK.contains(type)) {
            return Finding.warning(
                    "file system",
                    "%s stands on a network file system (%s), where SQLite can lose data.".formatted(folder, type),
                    "Move the folder to a disk of this machine, or use PostgreSQL.");
        }
        if (PASSING.contains(type)) {
            return Finding.warning(
                    "file system",
                    "%s stands in memory (%s) and is gone after a restart.".formatted(folder, type),
                    "Move the folder to a disk.");
        }
        return Finding.fine("file system", "%s stands on %s.".formatted(folder, type));
    }

    private static Finding room(FileStore store) throws IOException {
        var mebibytes = store.getUsableSpace() / MIB;
        var sentence = "%d MiB are free.".formatted(mebibytes);
        var remedy = "Make room, or move the data folder to a larger disk.";
        if (store.getUsableSpace() < TOO_LITTLE) {
            return Finding.problem("free disk", sentence + " Writes are refused soon.", remedy);
        }
        return store.getUsableSpace() < LITTLE
                ? Finding.warning("free disk", sentence, remedy)
                : Finding.fine("free disk", sentence);
    }
}
