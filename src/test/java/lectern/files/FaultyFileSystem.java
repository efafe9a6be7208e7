package lectern.files;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// The file system of this machine, seen through a [FaultyDisk]: its paths behave like others, and whatever is done
/// with them passes by the disk.
final class FaultyFileSystem extends FileSystem {
    private final FileSystem machine = FileSystems.getDefault();
    private final Provider provider = new Provider();
    private final FaultyDisk disk;

    FaultyFileSystem(FaultyDisk disk) {
        this.disk = disk;
    }

    /// A path of this machine as one of this file system.
    Path seen(Path real) {
        return (Path) Proxy.newProxyInstance(
                Path.class.getClassLoader(), new Class<?>[] {Path.class}, (_, method, arguments) -> {
                    if (method.getName().equals("getFileSystem")) {
                        return this;
                    }
                    try {
                        var result = method.invoke(real, reals(arguments));
                        return result instanceof Path path ? seen(path) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    private static Object @Nullable [] reals(Object @Nullable [] arguments) {
        return arguments == null
                ? null
                : Arrays.stream(arguments)
                        .map(argument -> argument instanceof Path path ? real(path) : argument)
                        .toArray();
    }

    private static Path real(Path path) {
        return Path.of(path.toString());
    }

    private final class Provider extends FileSystemProvider {
        private final FileSystemProvider machines = machine.provider();

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            return new FaultyChannel(disk, real(path), open(path, options, attributes));
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            return newFileChannel(path, options, attributes);
        }

        private FileChannel open(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            var real = real(path);
            boolean makes = options.contains(StandardOpenOption.CREATE_NEW)
                    || (options.contains(StandardOpenOption.CREATE) && !Files.exists(real));
            if (!makes) {
                return FileChannel.open(real, options, attributes);
            }
            return disk.step(real, () -> {
                var channel = FileChannel.open(real, options, attributes);
                disk.made(real);
                return channel;
            });
        }

        @Override
        public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
            disk.step(real(folder), () -> {
                machines.createDirectory(real(folder), attributes);
                disk.made(real(folder));
                return folder;
            });
        }

        @Override
        public void createLink(Path link, Path existing) throws IOException {
            disk.step(real(link), () -> {
                machines.createLink(real(link), real(existing));
                disk.made(real(link));
                disk.forced(real(link)); // its bytes are those of a file that was forced
                return link;
            });
        }

        @Override
        public void delete(Path path) throws IOException {
            if (!Files.exists(real(path))) {
                machines.delete(real(path));
            }
            disk.step(real(path), () -> {
                disk.delete(real(path));
                return path;
            });
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) throws IOException {
            disk.step(real(source), () -> {
                disk.move(real(source), real(target));
                return target;
            });
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
                throws IOException {
            var real = machines.newDirectoryStream(real(folder), path -> filter.accept(seen(path)));
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    var all = real.iterator();
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return all.hasNext();
                        }

                        @Override
                        public Path next() {
                            return seen(all.next());
                        }
                    };
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) {
            throw new UnsupportedOperationException("nobody copies");
        }

        @Override
        public boolean isSameFile(Path path, Path other) throws IOException {
            return machines.isSameFile(real(path), real(other));
        }

        @Override
        public boolean isHidden(Path path) throws IOException {
            return machines.isHidden(real(path));
        }

        @Override
        public FileStore getFileStore(Path path) throws IOException {
            return machines.getFileStore(real(path));
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            machines.checkAccess(real(path), modes);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
            return machines.getFileAttributeView(real(path), type, options);
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            return machines.readAttributes(real(path), type, options);
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
                throws IOException {
            return machines.readAttributes(real(path), attributes, options);
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
            machines.setAttribute(real(path), attribute, value, options);
        }

        @Override
        public String getScheme() {
            return "faulty";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
            throw new UnsupportedOperationException("there is one for each disk");
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            return FaultyFileSystem.this;
        }

        @Override
        public Path getPath(URI uri) {
            throw new UnsupportedOperationException("nobody names files by address");
        }
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public Path getPath(String first, String... more) {
        return seen(machine.getPath(first, more));
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return machine.getRootDirectories();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return machine.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return machine.supportedFileAttributeViews();
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        return machine.getPathMatcher(pattern);
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return machine.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() throws IOException {
        return machine.newWatchService();
    }

    @Override
    public String getSeparator() {
        return machine.getSeparator();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public void close() {
        // the machine's stays open
    }
}
